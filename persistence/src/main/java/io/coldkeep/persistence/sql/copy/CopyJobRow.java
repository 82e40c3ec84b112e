package io.coldkeep.persistence.sql.copy;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.Transfer;
import io.coldkeep.domain.copy.CopyJob;
import io.coldkeep.domain.copy.CopyState;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RetentionDays;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.persistence.sql.json.CreatedByText;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** @param createdBy see {@link CreatedByText} */
@MappedEntity("copy_job")
record CopyJobRow(
        String account,
        String region,
        @Id UUID id,
        UUID originalRecoveryPointId,
        String sourceVaultName,
        String destinationVaultArn,
        @Nullable UUID destinationVaultId,
        UUID copyRecoveryPointId,
        String resourceArn,
        @Nullable String resourceName,
        String iamRoleArn,
        @Nullable String idempotencyToken,
        @Nullable Integer moveToColdAfterDays,
        @Nullable Integer deleteAfterDays,
        @Nullable Boolean optInToArchive,
        @Nullable String createdBy,
        @Nullable UUID createdByBackupJobId,
        Instant creationDate,
        @Nullable Instant startedAt,
        @Nullable UUID attempt,
        @Nullable Instant completionDate,
        String state,
        @Nullable String statusMessage,
        long backupSizeInBytes,
        @Nullable Long readBytes,
        @Nullable Long storedBytes) {

    static CopyJobRow of(CopyJob job) {
        return new CopyJobRow(
                job.owner().account().value(),
                job.owner().region().code(),
                job.id(),
                job.original().value(),
                job.sourceVault().value(),
                job.destinationVault().toString(),
                job.destinationVaultId().orElse(null),
                job.copy().value(),
                job.resource().toString(),
                job.resourceName().orElse(null),
                job.iamRoleArn(),
                job.idempotencyToken().orElse(null),
                job.lifecycle().moveToColdAfter().map(RetentionDays::value).orElse(null),
                job.lifecycle().deleteAfter().map(RetentionDays::value).orElse(null),
                job.lifecycle().optInToArchive().orElse(null),
                job.createdBy().map(CreatedByText::write).orElse(null),
                job.createdByBackupJob().orElse(null),
                job.creationDate(),
                job.startedAt().orElse(null),
                job.attempt().orElse(null),
                job.completionDate().orElse(null),
                job.state().name(),
                job.statusMessage().orElse(null),
                job.backupSizeInBytes(),
                job.transfer().map(Transfer::readBytes).orElse(null),
                job.transfer().map(Transfer::storedBytes).orElse(null));
    }

    /** In the order of the components. */
    @Nullable
    Object[] values() {
        return new @Nullable Object[] {
            account,
            region,
            id,
            originalRecoveryPointId,
            sourceVaultName,
            destinationVaultArn,
            destinationVaultId,
            copyRecoveryPointId,
            resourceArn,
            resourceName,
            iamRoleArn,
            idempotencyToken,
            moveToColdAfterDays,
            deleteAfterDays,
            optInToArchive,
            createdBy,
            createdByBackupJobId,
            creationDate,
            startedAt,
            attempt,
            completionDate,
            state,
            statusMessage,
            backupSizeInBytes,
            readBytes,
            storedBytes
        };
    }

    CopyJob toCopyJob() {
        return new CopyJob(
                Owner.of(account, region),
                id,
                new RecoveryPointId(originalRecoveryPointId),
                VaultName.of(sourceVaultName),
                Arn.parse(destinationVaultArn).orElseThrow(),
                Optional.ofNullable(destinationVaultId),
                new RecoveryPointId(copyRecoveryPointId),
                Arn.parse(resourceArn).orElseThrow(),
                Optional.ofNullable(resourceName),
                iamRoleArn,
                Optional.ofNullable(idempotencyToken),
                lifecycle(),
                Optional.ofNullable(createdBy).map(CreatedByText::read),
                Optional.ofNullable(createdByBackupJobId),
                creationDate,
                Optional.ofNullable(startedAt),
                Optional.ofNullable(attempt),
                Optional.ofNullable(completionDate),
                CopyState.valueOf(state),
                Optional.ofNullable(statusMessage),
                backupSizeInBytes,
                transfer());
    }

    private Optional<Transfer> transfer() {
        return readBytes == null || storedBytes == null
                ? Optional.empty()
                : Optional.of(new Transfer(readBytes, storedBytes));
    }

    private Lifecycle lifecycle() {
        return new Lifecycle(
                Optional.ofNullable(moveToColdAfterDays).map(RetentionDays::of),
                Optional.ofNullable(deleteAfterDays).map(RetentionDays::of),
                Optional.ofNullable(optInToArchive));
    }
}
