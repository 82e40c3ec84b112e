package io.coldkeep.domain.job;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.Transfer;
import io.coldkeep.domain.copy.CopyAction;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.policy.CreatedBy;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One backup, from the request to its end.
 *
 * @param recoveryPoint the id of the recovery point that the job makes; there is none of it until the job completes
 * @param createdBy the plan's rule that asked for it; empty when a client did
 * @param copyActions what is to follow once it is complete
 * @param startBy when its start window closes
 * @param completeBy when its completion window closes; for a job of a plan that has not started: if it did right now
 * @param attempt the run that works on the job, or was the last to; its content bears this id
 * @param expectedBytes what the file system held at its latest backup, or when it was measured; 0 when nobody knows
 * @param bytesTransferred bytes of files handled so far; in the end the size of the recovery point
 * @param transfer what a completed job read and stored; empty for any other, and where that was not noted
 */
public record BackupJob(
        Owner owner,
        UUID id,
        VaultName vault,
        UUID vaultId,
        RecoveryPointId recoveryPoint,
        Arn resource,
        Optional<String> resourceName,
        String iamRoleArn,
        Optional<String> idempotencyToken,
        Lifecycle lifecycle,
        Tags pointTags,
        Map<String, String> backupOptions,
        Optional<CreatedBy> createdBy,
        List<CopyAction> copyActions,
        Instant creationDate,
        Instant startBy,
        Instant completeBy,
        Optional<Instant> startedAt,
        Optional<UUID> attempt,
        Optional<Instant> completionDate,
        JobState state,
        Optional<String> statusMessage,
        long expectedBytes,
        long bytesTransferred,
        Optional<Transfer> transfer) {

    static final String STOPPED_MESSAGE = "Backup job was stopped by a request.";
    static final String EXPIRED_MESSAGE = "Backup job expired before completion.";

    public BackupJob {
        backupOptions = Map.copyOf(backupOptions);
        copyActions = List.copyOf(copyActions);
    }

    /** How much is done, 0 to 100; less than 100 until the job is complete. */
    public double percentDone() {
        if (state == JobState.COMPLETED) {
            return 100;
        }
        return expectedBytes == 0 ? 0 : Math.min(99, 100.0 * bytesTransferred / expectedBytes);
    }

    /** Whether a plan's rule asked for it. Such a job waits while another one works on its resource. */
    boolean isPlanned() {
        return createdBy.isPresent();
    }

    /** Whether it is too late by then: for the start of a job that has not started, for the end of one that has. */
    boolean isTooLateAt(Instant now) {
        return !now.isBefore(startedAt.isPresent() ? completeBy : startBy);
    }

    BackupJob takenBy(UUID newAttempt) {
        return copy(
                Optional.of(newAttempt), startedAt, completionDate, state, statusMessage, bytesTransferred, transfer);
    }

    /**
     * Started now; a job that was started before, by a process that died, keeps its instants. The completion window of a
     * plan's job opens here, that of any other was open since its creation.
     */
    BackupJob running(Instant now, Optional<String> name, long expected) {
        var opensNow = isPlanned() && startedAt.isEmpty();
        return new BackupJob(
                owner,
                id,
                vault,
                vaultId,
                recoveryPoint,
                resource,
                name,
                iamRoleArn,
                idempotencyToken,
                lifecycle,
                pointTags,
                backupOptions,
                createdBy,
                copyActions,
                creationDate,
                startBy,
                opensNow ? now.plus(Duration.between(creationDate, completeBy)) : completeBy,
                startedAt.or(() -> Optional.of(now)),
                attempt,
                completionDate,
                JobState.RUNNING,
                statusMessage,
                expected,
                0,
                Optional.empty());
    }

    BackupJob transferred(long bytes) {
        return copy(attempt, startedAt, completionDate, state, statusMessage, bytes, transfer);
    }

    /**
     * Asked to end: whoever works on it ends it, and nobody has to when it has not started.
     *
     * @throws WrongState when the job has ended
     */
    BackupJob stopped(Instant now) {
        if (state.hasEnded()) {
            throw new WrongState(
                    WrongState.Reason.JOB_ENDED,
                    "Backup job " + id + " cannot be stopped: its state is " + state + ".");
        }
        return state == JobState.CREATED
                ? ended(JobState.ABORTED, Optional.of(STOPPED_MESSAGE), 0, now)
                : copy(
                        attempt,
                        startedAt,
                        completionDate,
                        JobState.ABORTING,
                        statusMessage,
                        bytesTransferred,
                        transfer);
    }

    BackupJob completed(Optional<String> message, long bytes, Transfer moved, Instant now) {
        return copy(attempt, startedAt, Optional.of(now), JobState.COMPLETED, message, bytes, Optional.of(moved));
    }

    public BackupJob ended(JobState end, Optional<String> message, long bytes, Instant now) {
        return copy(attempt, startedAt, Optional.of(now), end, message, bytes, transfer);
    }

    private BackupJob copy(
            Optional<UUID> newAttempt,
            Optional<Instant> newStartedAt,
            Optional<Instant> newCompletionDate,
            JobState newState,
            Optional<String> newStatusMessage,
            long newBytesTransferred,
            Optional<Transfer> newTransfer) {
        return new BackupJob(
                owner,
                id,
                vault,
                vaultId,
                recoveryPoint,
                resource,
                resourceName,
                iamRoleArn,
                idempotencyToken,
                lifecycle,
                pointTags,
                backupOptions,
                createdBy,
                copyActions,
                creationDate,
                startBy,
                completeBy,
                newStartedAt,
                newAttempt,
                newCompletionDate,
                newState,
                newStatusMessage,
                expectedBytes,
                newBytesTransferred,
                newTransfer);
    }
}
