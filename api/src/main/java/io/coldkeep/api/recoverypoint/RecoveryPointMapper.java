package io.coldkeep.api.recoverypoint;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.RecoveryPointByResource;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;
import software.amazon.awssdk.services.backup.model.StorageClass;
import software.amazon.awssdk.services.backup.model.UpdateRecoveryPointLifecycleResponse;
import software.amazon.awssdk.services.backup.model.VaultType;

/** Recovery points as the answers describe them, each with members of its own. */
final class RecoveryPointMapper {

    private RecoveryPointMapper() {}

    static DescribeRecoveryPointResponse described(RecoveryPoint point) {
        return DescribeRecoveryPointResponse.builder()
                .recoveryPointArn(point.arn().toString())
                .backupVaultName(point.vaultName().value())
                .backupVaultArn(point.vaultArn().toString())
                .sourceBackupVaultArn(sourceVault(point))
                .resourceArn(point.resourceArn().toString())
                .resourceType(ResourceTypes.EFS)
                .resourceName(point.resourceName().orElse(null))
                .iamRoleArn(point.iamRoleArn())
                .createdBy(CreatedByMapper.answer(point.resourceArn(), point.createdBy()))
                .status(status(point.status()))
                .statusMessage(point.statusMessage().orElse(null))
                .initiationDate(point.initiationDate())
                .creationDate(point.creationDate())
                .completionDate(point.completionDate())
                .backupSizeInBytes(point.backupSizeInBytes())
                .lifecycle(LifecycleMapper.answer(point.lifecycle()))
                .calculatedLifecycle(LifecycleMapper.answer(point.calculatedLifecycle()))
                .isEncrypted(true)
                .storageClass(storageClass(point.tier()))
                .lastRestoreTime(point.lastRestoreTime().orElse(null))
                .isParent(false)
                .vaultType(VaultType.BACKUP_VAULT)
                .build();
    }

    static RecoveryPointByResource ofResource(RecoveryPoint point) {
        return RecoveryPointByResource.builder()
                .recoveryPointArn(point.arn().toString())
                .backupVaultName(point.vaultName().value())
                .resourceName(point.resourceName().orElse(null))
                .status(status(point.status()))
                .statusMessage(point.statusMessage().orElse(null))
                .creationDate(point.creationDate())
                .backupSizeBytes(point.backupSizeInBytes())
                .isParent(false)
                .vaultType(VaultType.BACKUP_VAULT)
                .build();
    }

    static RecoveryPointByBackupVault inVault(RecoveryPoint point) {
        return RecoveryPointByBackupVault.builder()
                .recoveryPointArn(point.arn().toString())
                .backupVaultName(point.vaultName().value())
                .backupVaultArn(point.vaultArn().toString())
                .sourceBackupVaultArn(sourceVault(point))
                .resourceArn(point.resourceArn().toString())
                .resourceType(ResourceTypes.EFS)
                .resourceName(point.resourceName().orElse(null))
                .iamRoleArn(point.iamRoleArn())
                .createdBy(CreatedByMapper.answer(point.resourceArn(), point.createdBy()))
                .status(status(point.status()))
                .statusMessage(point.statusMessage().orElse(null))
                .initiationDate(point.initiationDate())
                .creationDate(point.creationDate())
                .completionDate(point.completionDate())
                .backupSizeInBytes(point.backupSizeInBytes())
                .lifecycle(LifecycleMapper.answer(point.lifecycle()))
                .calculatedLifecycle(LifecycleMapper.answer(point.calculatedLifecycle()))
                .isEncrypted(true)
                .lastRestoreTime(point.lastRestoreTime().orElse(null))
                .isParent(false)
                .vaultType(VaultType.BACKUP_VAULT)
                .build();
    }

    static UpdateRecoveryPointLifecycleResponse updated(RecoveryPoint point) {
        return UpdateRecoveryPointLifecycleResponse.builder()
                .backupVaultArn(point.vaultArn().toString())
                .recoveryPointArn(point.arn().toString())
                .lifecycle(LifecycleMapper.answer(point.lifecycle()))
                .calculatedLifecycle(LifecycleMapper.answer(point.calculatedLifecycle()))
                .build();
    }

    /** Absent for what was not copied from anywhere. */
    private static @Nullable String sourceVault(RecoveryPoint point) {
        return point.sourceVault().map(Arn::toString).orElse(null);
    }

    private static RecoveryPointStatus status(RecoveryPoint.Status status) {
        return switch (status) {
            case COMPLETED -> RecoveryPointStatus.COMPLETED;
            case DELETING -> RecoveryPointStatus.DELETING;
            case EXPIRED -> RecoveryPointStatus.EXPIRED;
        };
    }

    private static StorageClass storageClass(StorageTier tier) {
        return switch (tier) {
            case WARM -> StorageClass.WARM;
            case COLD -> StorageClass.COLD;
        };
    }
}
