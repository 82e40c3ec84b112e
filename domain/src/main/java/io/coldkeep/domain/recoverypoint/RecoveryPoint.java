package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.CalculatedLifecycle;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.policy.CreatedBy;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.work.Failures;
import io.coldkeep.domain.work.RetryPause;
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
 * @param statusMessage what went wrong with what is next to be done, if it was tried
 * @param deletionRequestedAt since when it is to be deleted, if it is
 * @param failures how many times in a row what is next to be done failed
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

    /**
     * What is next to be done with it; empty for nothing ever. What failed is next done when it is tried again, but a move
     * to cold storage never puts off the deletion.
     */
    public Optional<NextAction> nextAction() {
        return switch (status) {
            case DELETING -> expireAt(deletionRequestedAt);
            case EXPIRED -> expireAt(retryAt);
            case COMPLETED -> nextOfLifecycle();
        };
    }

    private Optional<NextAction> nextOfLifecycle() {
        var calculated = calculatedLifecycle();
        var end = expireAt(calculated.deleteAt());
        if (tier == StorageTier.COLD || calculated.moveToColdAt().isEmpty()) {
            return end;
        }
        var moveAt = retryAt.or(calculated::moveToColdAt).orElseThrow();
        return end.filter(expiry -> !expiry.at().isAfter(moveAt))
                .or(() -> Optional.of(new NextAction(NextAction.Kind.MOVE_TO_COLD, moveAt)));
    }

    private static Optional<NextAction> expireAt(Optional<Instant> instant) {
        return instant.map(at -> new NextAction(NextAction.Kind.EXPIRE, at));
    }

    /** The end of its time by its lifecycle, if that has come. */
    Optional<Instant> endBy(Instant now) {
        return calculatedLifecycle().deleteAt().filter(end -> !end.isAfter(now));
    }

    /** Whether somebody may be copying it to cold storage. */
    boolean isToBeColdBy(Instant now) {
        return tier == StorageTier.WARM
                && calculatedLifecycle()
                        .moveToColdAt()
                        .filter(at -> !at.isAfter(now))
                        .isPresent();
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

    /**
     * With what failed to be tried at once, if it is still to be done.
     *
     * @throws io.coldkeep.domain.refusal.RuleBroken when that lifecycle may not replace the present one now
     */
    RecoveryPoint withLifecycle(Lifecycle wanted, Instant now) {
        wanted.checkReplaces(lifecycle, tier, Duration.between(creationDate, now));
        wanted.calculatedFrom(creationDate);
        return copy(wanted, tier, status, deletionRequestedAt, lastRestoreTime, Trouble.NONE);
    }

    /** With the lifecycle that it was made with, whatever of it is due by now. */
    public RecoveryPoint withLifecycleAsMade(Lifecycle made) {
        return copy(made, tier, status, deletionRequestedAt, lastRestoreTime, Trouble.NONE);
    }

    RecoveryPoint inColdStorage() {
        return copy(lifecycle, StorageTier.COLD, status, deletionRequestedAt, lastRestoreTime, Trouble.NONE);
    }

    /** Still warm, since the move failed for that reason. */
    RecoveryPoint notMovedToCold(Exception why, Instant now) {
        var trouble = trouble("The move to cold storage failed and is tried again. ", why, failures, now);
        return copy(lifecycle, tier, status, deletionRequestedAt, lastRestoreTime, trouble);
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
                lastRestoreTime,
                new Trouble(failedDeletions(), Optional.empty(), Optional.empty()));
    }

    /** Being deleted, since its expiry is due. */
    RecoveryPoint expiring() {
        return deleting(nextAction().orElseThrow().at());
    }

    /** Expired, since its deletion failed for that reason. */
    RecoveryPoint notDeleted(Exception why, Instant now) {
        var trouble = trouble("The deletion failed and is tried again. ", why, failedDeletions(), now);
        return copy(lifecycle, tier, Status.EXPIRED, deletionRequestedAt, lastRestoreTime, trouble);
    }

    /** As long as it rests, what failed was something else. */
    private int failedDeletions() {
        return status == Status.COMPLETED ? 0 : failures;
    }

    public RecoveryPoint restoredAt(Instant at) {
        var unchanged = new Trouble(failures, retryAt, statusMessage);
        return copy(lifecycle, tier, status, deletionRequestedAt, Optional.of(at), unchanged);
    }

    /** What went wrong with what is next to be done. */
    private record Trouble(int failures, Optional<Instant> retryAt, Optional<String> message) {
        static final Trouble NONE = new Trouble(0, Optional.empty(), Optional.empty());
    }

    private static Trouble trouble(String what, Exception why, int failuresBefore, Instant now) {
        var failures = failuresBefore + 1;
        return new Trouble(
                failures,
                Optional.of(Instants.millis(now).plus(RetryPause.after(failures))),
                Optional.of(what + Failures.forClients(why)));
    }

    private RecoveryPoint copy(
            Lifecycle newLifecycle,
            StorageTier newTier,
            Status newStatus,
            Optional<Instant> newDeletionRequestedAt,
            Optional<Instant> newLastRestoreTime,
            Trouble newTrouble) {
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
                newTrouble.message,
                newDeletionRequestedAt,
                newLastRestoreTime,
                newTrouble.failures,
                newTrouble.retryAt,
                version + 1);
    }
}
