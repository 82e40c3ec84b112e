package io.coldkeep.persistence.sql.recoverypoint;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RetentionDays;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.recoverypoint.NextAction;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.persistence.sql.json.CreatedByText;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param planId of what created it; kept for the index by which a plan's recovery points are listed
 * @param createdBy see {@link CreatedByText}
 * @param nextAction follows from the rest, like its instant; kept for the index by which sweeps find what is due
 */
@MappedEntity("recovery_point")
record RecoveryPointRow(
        String account,
        String region,
        @Id UUID id,
        UUID vaultId,
        String vaultName,
        UUID attempt,
        String resourceArn,
        @Nullable String resourceName,
        String iamRoleArn,
        @Nullable String planId,
        @Nullable String createdBy,
        @Nullable String sourceVaultArn,
        Instant initiationDate,
        Instant creationDate,
        Instant completionDate,
        long backupSizeInBytes,
        @Nullable Integer moveToColdAfterDays,
        @Nullable Integer deleteAfterDays,
        @Nullable Boolean optInToArchive,
        String tier,
        String status,
        @Nullable String statusMessage,
        @Nullable Instant deletionRequestedAt,
        @Nullable Instant lastRestoreTime,
        @Nullable String nextAction,
        @Nullable Instant nextActionAt,
        int failures,
        @Nullable Instant retryAt,
        long version) {

    static RecoveryPointRow of(RecoveryPoint point) {
        return new RecoveryPointRow(
                point.owner().account().value(),
                point.owner().region().code(),
                point.id().value(),
                point.vaultId(),
                point.vaultName().value(),
                point.content().attempt(),
                point.resourceArn().toString(),
                point.resourceName().orElse(null),
                point.iamRoleArn(),
                point.createdBy().map(by -> by.planId().value()).orElse(null),
                point.createdBy().map(CreatedByText::write).orElse(null),
                point.sourceVault().map(Arn::toString).orElse(null),
                point.initiationDate(),
                point.creationDate(),
                point.completionDate(),
                point.backupSizeInBytes(),
                point.lifecycle().moveToColdAfter().map(RetentionDays::value).orElse(null),
                point.lifecycle().deleteAfter().map(RetentionDays::value).orElse(null),
                point.lifecycle().optInToArchive().orElse(null),
                point.tier().name(),
                point.status().name(),
                point.statusMessage().orElse(null),
                point.deletionRequestedAt().orElse(null),
                point.lastRestoreTime().orElse(null),
                point.nextAction().map(next -> next.kind().name()).orElse(null),
                point.nextAction().map(NextAction::at).orElse(null),
                point.failures(),
                point.retryAt().orElse(null),
                point.version());
    }

    /** In the order of the components. */
    @Nullable
    Object[] values() {
        return new @Nullable Object[] {
            account,
            region,
            id,
            vaultId,
            vaultName,
            attempt,
            resourceArn,
            resourceName,
            iamRoleArn,
            planId,
            createdBy,
            sourceVaultArn,
            initiationDate,
            creationDate,
            completionDate,
            backupSizeInBytes,
            moveToColdAfterDays,
            deleteAfterDays,
            optInToArchive,
            tier,
            status,
            statusMessage,
            deletionRequestedAt,
            lastRestoreTime,
            nextAction,
            nextActionAt,
            failures,
            retryAt,
            version
        };
    }

    RecoveryPoint toRecoveryPoint() {
        return new RecoveryPoint(
                Owner.of(account, region),
                new RecoveryPointId(id),
                new ContentId(vaultId, attempt),
                VaultName.of(vaultName),
                Arn.parse(resourceArn).orElseThrow(),
                Optional.ofNullable(resourceName),
                iamRoleArn,
                Optional.ofNullable(createdBy).map(CreatedByText::read),
                Optional.ofNullable(sourceVaultArn).flatMap(Arn::parse),
                initiationDate,
                creationDate,
                completionDate,
                backupSizeInBytes,
                lifecycle(),
                StorageTier.valueOf(tier),
                RecoveryPoint.Status.valueOf(status),
                Optional.ofNullable(statusMessage),
                Optional.ofNullable(deletionRequestedAt),
                Optional.ofNullable(lastRestoreTime),
                failures,
                Optional.ofNullable(retryAt),
                version);
    }

    private Lifecycle lifecycle() {
        return new Lifecycle(
                Optional.ofNullable(moveToColdAfterDays).map(RetentionDays::of),
                Optional.ofNullable(deleteAfterDays).map(RetentionDays::of),
                Optional.ofNullable(optInToArchive));
    }
}
