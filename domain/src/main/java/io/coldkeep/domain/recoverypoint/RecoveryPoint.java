package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.CalculatedLifecycle;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.LifecycleAction;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.policy.CreatedBy;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.vault.VaultName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The state of a file system at one time, kept in a vault. It exists only while all its bytes do.
 *
 * @param content the bytes, which name the vault by its id
 * @param resourceArn the file system it was made of, which may be gone
 * @param resourceName the file system's Name tag at that time
 * @param createdBy the plan's rule that it comes from; empty when a client asked for it
 * @param sourceVault the vault that it was copied from; empty for an original
 * @param initiationDate when the backup job was asked for
 * @param creationDate when the job started to read; all days of the lifecycle count from here
 * @param completionDate when all bytes were there
 * @param backupSizeInBytes the sum of the sizes of the files
 * @param failures how many times in a row what was next to be done with it failed
 * @param retryAt when it is tried again, if it failed
 * @param version grows with every change
 */
public record RecoveryPoint(
        Owner owner,
        RecoveryPointId id,
        ContentId content,
        VaultName vaultName,
        Arn resourceArn,
        Optional<String> resourceName,
        String iamRoleArn,
        Optional<CreatedBy> createdBy,
        Optional<Arn> sourceVault,
        Instant initiationDate,
        Instant creationDate,
        Instant completionDate,
        long backupSizeInBytes,
        Lifecycle lifecycle,
        StorageTier tier,
        Status status,
        Optional<String> statusMessage,
        Optional<Instant> deletionRequestedAt,
        Optional<Instant> lastRestoreTime,
        int failures,
        Optional<Instant> retryAt,
        long version) {

    /** Where in its life a recovery point is, by the API's words. */
    public enum Status {
        COMPLETED,
        DELETING,
        /** Its time is over, or its deletion was asked for, and it could not be deleted; that is tried again. */
        EXPIRED
    }

    public Arn arn() {
        return id.arn(owner);
    }

    public Arn vaultArn() {
        return vaultName.arn(owner);
    }

    public UUID vaultId() {
        return content.vault();
    }

    public CalculatedLifecycle calculatedLifecycle() {
        return lifecycle.calculatedFrom(creationDate);
    }

    /** When something is next to be done with it, which may be past; empty for never. */
    public Optional<Instant> nextActionAt() {
        return status == Status.DELETING
                ? deletionRequestedAt
                : calculatedLifecycle().nextActionAt(tier);
    }

    /** What is to be done at that instant. One that is being deleted expires, whatever its lifecycle says. */
    LifecycleAction actionAt(Instant now) {
        return status == Status.DELETING
                ? new LifecycleAction.Expire(deletionRequestedAt.orElseThrow())
                : calculatedLifecycle().actionAt(now, tier);
    }

    /** @throws WrongState unless it rests */
    RecoveryPoint requireCompleted() {
        if (status != Status.COMPLETED) {
            throw new WrongState(
                    WrongState.Reason.RECOVERY_POINT_NOT_EDITABLE,
                    "Recovery point " + arn() + " cannot be changed: its status is " + status + ".");
        }
        return this;
    }

    /** @throws io.coldkeep.domain.refusal.RuleBroken when that lifecycle may not replace the present one now */
    RecoveryPoint withLifecycle(Lifecycle wanted, Instant now) {
        wanted.checkReplaces(lifecycle, tier, Duration.between(creationDate, now));
        wanted.calculatedFrom(creationDate);
        return copy(wanted, tier, status, deletionRequestedAt, lastRestoreTime);
    }

    RecoveryPoint inColdStorage() {
        return copy(lifecycle, StorageTier.COLD, status, deletionRequestedAt, lastRestoreTime);
    }

    boolean isDeleting() {
        return status == Status.DELETING;
    }

    /** Being deleted, since that instant or the earlier one of an earlier request. */
    RecoveryPoint deleting(Instant requestedAt) {
        return copy(
                lifecycle,
                tier,
                Status.DELETING,
                deletionRequestedAt.or(() -> Optional.of(requestedAt)),
                lastRestoreTime);
    }

    public RecoveryPoint restoredAt(Instant at) {
        return copy(lifecycle, tier, status, deletionRequestedAt, Optional.of(at));
    }

    private RecoveryPoint copy(
            Lifecycle newLifecycle,
            StorageTier newTier,
            Status newStatus,
            Optional<Instant> newDeletionRequestedAt,
            Optional<Instant> newLastRestoreTime) {
        return new RecoveryPoint(
                owner,
                id,
                content,
                vaultName,
                resourceArn,
                resourceName,
                iamRoleArn,
                createdBy,
                sourceVault,
                initiationDate,
                creationDate,
                completionDate,
                backupSizeInBytes,
                newLifecycle,
                newTier,
                newStatus,
                statusMessage,
                newDeletionRequestedAt,
                newLastRestoreTime,
                failures,
                retryAt,
                version + 1);
    }
}
