package io.coldkeep.domain.restore;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.work.Attempted;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One restore, from the request to its end.
 *
 * @param sourceResource the file system that the recovery point was made of
 * @param target the file system that is restored into
 * @param startedAt when the run began that works on the job, or was the last to
 * @param attempt that run; a job that waits keeps it, as something may be left of it
 * @param expectedBytes the size of the recovery point
 * @param restoredBytes bytes that run has written so far
 */
public record RestoreJob(
        Owner owner,
        UUID id,
        RecoveryPointId recoveryPoint,
        Instant recoveryPointCreationDate,
        VaultName vault,
        Arn sourceResource,
        FileSystemId target,
        RestoreSelection selection,
        Map<String, String> metadata,
        Optional<String> iamRoleArn,
        Optional<String> idempotencyToken,
        Instant creationDate,
        Optional<Instant> startedAt,
        Optional<UUID> attempt,
        Optional<Instant> completionDate,
        RestoreState state,
        Optional<String> statusMessage,
        long expectedBytes,
        long restoredBytes)
        implements Attempted {

    public RestoreJob {
        metadata = Map.copyOf(metadata);
    }

    @Override
    public boolean hasEnded() {
        return state.hasEnded();
    }

    /** How much is done, 0 to 100; less than 100 until the job is complete. */
    public double percentDone() {
        if (state == RestoreState.COMPLETED) {
            return 100;
        }
        return expectedBytes == 0 ? 0 : Math.min(99, 100.0 * restoredBytes / expectedBytes);
    }

    RestoreJob takenBy(UUID newAttempt, Instant now) {
        return copy(Optional.of(now), Optional.of(newAttempt), completionDate, RestoreState.RUNNING, statusMessage, 0);
    }

    /** Goes on with what it is for, and waits for nothing any more. */
    RestoreJob restoring() {
        return copy(startedAt, attempt, completionDate, state, Optional.empty(), restoredBytes);
    }

    RestoreJob restored(long bytes) {
        return copy(startedAt, attempt, completionDate, state, statusMessage, bytes);
    }

    /** Back as it was before a run took it, but for what it waits for, and for whose directory the next run has discarded. */
    RestoreJob waitingFor(String what) {
        return copy(
                Optional.empty(), attempt, completionDate, RestoreState.PENDING, Optional.of("Waiting for " + what), 0);
    }

    RestoreJob ended(RestoreState end, Optional<String> message, long bytes, Instant now) {
        return copy(startedAt, attempt, Optional.of(now), end, message, bytes);
    }

    private RestoreJob copy(
            Optional<Instant> newStartedAt,
            Optional<UUID> newAttempt,
            Optional<Instant> newCompletionDate,
            RestoreState newState,
            Optional<String> newStatusMessage,
            long newRestoredBytes) {
        return new RestoreJob(
                owner,
                id,
                recoveryPoint,
                recoveryPointCreationDate,
                vault,
                sourceResource,
                target,
                selection,
                metadata,
                iamRoleArn,
                idempotencyToken,
                creationDate,
                newStartedAt,
                newAttempt,
                newCompletionDate,
                newState,
                newStatusMessage,
                expectedBytes,
                newRestoredBytes);
    }
}
