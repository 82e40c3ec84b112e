package io.coldkeep.persistence.sql.job;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.Transfer;
import io.coldkeep.domain.job.BackupJob;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RetentionDays;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.persistence.sql.json.CopyActionTexts;
import io.coldkeep.persistence.sql.json.CreatedByText;
import io.coldkeep.persistence.sql.json.Json;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param pointTags a JSON object of texts
 * @param backupOptions a JSON object of texts
 * @param createdBy see {@link CreatedByText}
 * @param copyActions see {@link CopyActionTexts}
 */
@MappedEntity("backup_job")
record BackupJobRow(
        String account,
        String region,
        @Id UUID id,
        String vaultName,
        UUID vaultId,
        UUID recoveryPointId,
        String resourceArn,
        @Nullable String resourceName,
        String iamRoleArn,
        @Nullable String idempotencyToken,
        @Nullable Integer moveToColdAfterDays,
        @Nullable Integer deleteAfterDays,
        @Nullable Boolean optInToArchive,
        String pointTags,
        String backupOptions,
        @Nullable String createdBy,
        String copyActions,
        Instant creationDate,
        Instant startBy,
        Instant completeBy,
        @Nullable Instant startedAt,
        @Nullable UUID attempt,
        @Nullable Instant completionDate,
        String state,
        @Nullable String statusMessage,
        long expectedBytes,
        long bytesTransferred,
        @Nullable Long readBytes,
        @Nullable Long storedBytes) {

    static BackupJobRow of(BackupJob job) {
        return new BackupJobRow(
                job.owner().account().value(),
                job.owner().region().code(),
                job.id(),
                job.vault().value(),
                job.vaultId(),
                job.recoveryPoint().value(),
                job.resource().toString(),
                job.resourceName().orElse(null),
                job.iamRoleArn(),
                job.idempotencyToken().orElse(null),
                job.lifecycle().moveToColdAfter().map(RetentionDays::value).orElse(null),
                job.lifecycle().deleteAfter().map(RetentionDays::value).orElse(null),
                job.lifecycle().optInToArchive().orElse(null),
                Json.write(job.pointTags().values()),
                Json.write(job.backupOptions()),
                job.createdBy().map(CreatedByText::write).orElse(null),
                CopyActionTexts.write(job.copyActions()),
                job.creationDate(),
                job.startBy(),
                job.completeBy(),
                job.startedAt().orElse(null),
                job.attempt().orElse(null),
                job.completionDate().orElse(null),
                job.state().name(),
                job.statusMessage().orElse(null),
                job.expectedBytes(),
                job.bytesTransferred(),
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
            vaultName,
            vaultId,
            recoveryPointId,
            resourceArn,
            resourceName,
            iamRoleArn,
            idempotencyToken,
            moveToColdAfterDays,
            deleteAfterDays,
            optInToArchive,
            pointTags,
            backupOptions,
            createdBy,
            copyActions,
            creationDate,
            startBy,
            completeBy,
            startedAt,
            attempt,
            completionDate,
            state,
            statusMessage,
            expectedBytes,
            bytesTransferred,
            readBytes,
            storedBytes
        };
    }

    BackupJob toBackupJob() {
        return new BackupJob(
                Owner.of(account, region),
                id,
                VaultName.of(vaultName),
                vaultId,
                new RecoveryPointId(recoveryPointId),
                Arn.parse(resourceArn).orElseThrow(),
                Optional.ofNullable(resourceName),
                iamRoleArn,
                Optional.ofNullable(idempotencyToken),
                lifecycle(),
                new Tags(new TreeMap<>(Json.readMap(pointTags))),
                Json.readMap(backupOptions),
                Optional.ofNullable(createdBy).map(CreatedByText::read),
                CopyActionTexts.read(copyActions),
                creationDate,
                startBy,
                completeBy,
                Optional.ofNullable(startedAt),
                Optional.ofNullable(attempt),
                Optional.ofNullable(completionDate),
                JobState.valueOf(state),
                Optional.ofNullable(statusMessage),
                expectedBytes,
                bytesTransferred,
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
