package io.coldkeep.api.copy;

import io.coldkeep.api.recoverypoint.CreatedByMapper;
import io.coldkeep.api.recoverypoint.LifecycleMapper;
import io.coldkeep.api.recoverypoint.ResourceTypes;
import io.coldkeep.api.wire.Members;
import io.coldkeep.api.wire.MessageCategories;
import io.coldkeep.domain.copy.CopyJob;
import io.coldkeep.domain.copy.CopyState;
import io.coldkeep.domain.copy.NewCopyJob;
import io.coldkeep.domain.vault.VaultName;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.backup.model.StartCopyJobRequest;
import software.amazon.awssdk.services.backup.model.VaultType;

/** Copy jobs between the wire and the domain. */
final class CopyJobMapper {

    private static final int MAX_TOKEN = 256;

    private CopyJobMapper() {}

    /** A lifecycle without members is one that never ends; only without a lifecycle has the copy that of its original. */
    static NewCopyJob wanted(StartCopyJobRequest request) {
        return new NewCopyJob(
                VaultName.of(request.sourceBackupVaultName()),
                request.recoveryPointArn(),
                Members.arn("DestinationBackupVaultArn", request.destinationBackupVaultArn()),
                Members.roleArn("IamRoleArn", request.iamRoleArn()),
                Optional.ofNullable(request.idempotencyToken())
                        .map(token -> Members.ofLength("IdempotencyToken", token, 1, MAX_TOKEN)),
                Optional.ofNullable(request.lifecycle()).map(LifecycleMapper::requested));
    }

    static software.amazon.awssdk.services.backup.model.CopyJob answer(CopyJob job) {
        return software.amazon.awssdk.services.backup.model.CopyJob.builder()
                .accountId(job.owner().account().value())
                .copyJobId(job.id().toString())
                .sourceBackupVaultArn(job.sourceVault().arn(job.owner()).toString())
                .sourceRecoveryPointArn(job.originalArn().toString())
                .destinationBackupVaultArn(job.destinationVault().toString())
                .destinationVaultType(VaultType.BACKUP_VAULT.toString())
                .destinationRecoveryPointArn(copyArn(job))
                .destinationRecoveryPointLifecycle(LifecycleMapper.answer(job.lifecycle()))
                .resourceArn(job.resource().toString())
                .resourceType(ResourceTypes.EFS)
                .resourceName(job.resourceName().orElse(null))
                .backupSizeInBytes(job.backupSizeInBytes())
                .iamRoleArn(job.iamRoleArn())
                .createdBy(CreatedByMapper.answer(job.resource(), job.createdBy()))
                .createdByBackupJobId(
                        job.createdByBackupJob().map(UUID::toString).orElse(null))
                .creationDate(job.creationDate())
                .completionDate(job.completionDate().orElse(null))
                .state(state(job.state()))
                .statusMessage(job.statusMessage().orElse(null))
                .messageCategory(job.state() == CopyState.COMPLETED ? MessageCategories.SUCCESS : null)
                .isParent(false)
                .build();
    }

    /** Jobs that end without a copy have none to name. */
    private static @Nullable String copyArn(CopyJob job) {
        return switch (job.state()) {
            case CREATED, RUNNING, COMPLETED -> job.copyArn().toString();
            case FAILED -> null;
        };
    }

    private static CopyJobState state(CopyState state) {
        return switch (state) {
            case CREATED -> CopyJobState.CREATED;
            case RUNNING -> CopyJobState.RUNNING;
            case COMPLETED -> CopyJobState.COMPLETED;
            case FAILED -> CopyJobState.FAILED;
        };
    }
}
