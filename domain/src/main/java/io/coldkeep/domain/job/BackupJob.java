package io.coldkeep.domain.job;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.copy.CopyAction;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.policy.CreatedBy;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
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
 * @param attempt the run that works on the job, or was the last to; its content bears this id
 * @param expectedBytes what the file system held when it was last measured
 * @param bytesTransferred bytes read so far; in the end the size of the recovery point
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
        long bytesTransferred) {

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

    BackupJob takenBy(UUID newAttempt) {
        return copy(Optional.of(newAttempt), startedAt, completionDate, state, statusMessage, bytesTransferred);
    }

    /** Started now; a job that was started before, by a process that died, keeps its instant. */
    BackupJob running(Instant now, Optional<String> name, long expected) {
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
                completeBy,
                startedAt.or(() -> Optional.of(now)),
                attempt,
                completionDate,
                JobState.RUNNING,
                statusMessage,
                expected,
                0);
    }

    BackupJob transferred(long bytes) {
        return copy(attempt, startedAt, completionDate, state, statusMessage, bytes);
    }

    /** @throws WrongState when the job has ended */
    BackupJob aborting() {
        if (state.hasEnded()) {
            throw new WrongState(
                    WrongState.Reason.JOB_ENDED,
                    "Backup job " + id + " cannot be stopped: its state is " + state + ".");
        }
        return copy(attempt, startedAt, completionDate, JobState.ABORTING, statusMessage, bytesTransferred);
    }

    BackupJob ended(JobState end, Optional<String> message, long bytes, Instant now) {
        return copy(attempt, startedAt, Optional.of(now), end, message, bytes);
    }

    private BackupJob copy(
            Optional<UUID> newAttempt,
            Optional<Instant> newStartedAt,
            Optional<Instant> newCompletionDate,
            JobState newState,
            Optional<String> newStatusMessage,
            long newBytesTransferred) {
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
                newBytesTransferred);
    }
}
