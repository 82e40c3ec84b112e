package io.coldkeep.domain.copy;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Transfer;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.policy.CreatedBy;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.work.Attempted;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One copy of a recovery point, from the request to its end.
 *
 * @param owner of the original
 * @param destinationVault as it was asked for
 * @param destinationVaultId of the vault that bore that name then; empty for a job that failed for the want of one
 * @param copy the id of the recovery point that the job makes; there is none of it until the job completes
 * @param lifecycle of the copy, counted from its own creation
 * @param createdBy the plan's rule that the original comes from
 * @param createdByBackupJob the backup job that was to be followed by the copy; empty when a client asked for it
 * @param startedAt when it began to read, which is when the copy was created; empty for a job that waits
 * @param attempt the run that works on the job, or was the last to; its content bears this id
 * @param backupSizeInBytes the size of the original
 * @param transfer what a completed job read and stored; empty for any other, and where that was not noted
 */
public record CopyJob(
        Owner owner,
        UUID id,
        RecoveryPointId original,
        VaultName sourceVault,
        Arn destinationVault,
        Optional<UUID> destinationVaultId,
        RecoveryPointId copy,
        Arn resource,
        Optional<String> resourceName,
        String iamRoleArn,
        Optional<String> idempotencyToken,
        Lifecycle lifecycle,
        Optional<CreatedBy> createdBy,
        Optional<UUID> createdByBackupJob,
        Instant creationDate,
        Optional<Instant> startedAt,
        Optional<UUID> attempt,
        Optional<Instant> completionDate,
        CopyState state,
        Optional<String> statusMessage,
        long backupSizeInBytes,
        Optional<Transfer> transfer)
        implements Attempted {

    @Override
    public boolean hasEnded() {
        return state.hasEnded();
    }

    public Arn originalArn() {
        return original.arn(owner);
    }

    /** The ARN of the copy, in the region of its vault. */
    public Arn copyArn() {
        return new Arn(
                destinationVault.partition(),
                destinationVault.service(),
                destinationVault.region(),
                destinationVault.account(),
                copy.arn(owner).resource());
    }

    /** What that attempt at the job keeps. */
    ContentId content(UUID ofAttempt) {
        return new ContentId(destinationVaultId.orElseThrow(), ofAttempt);
    }

    /** Started now; a job that was started before, by a process that died, keeps its instant. */
    CopyJob takenBy(UUID newAttempt, Instant now) {
        return with(
                startedAt.or(() -> Optional.of(now)),
                Optional.of(newAttempt),
                completionDate,
                CopyState.RUNNING,
                statusMessage,
                Optional.empty());
    }

    /** Goes on with what it is for, and waits for nothing any more. */
    CopyJob copying() {
        return with(startedAt, attempt, completionDate, state, Optional.empty(), transfer);
    }

    /** Back as it was before a run took it, of which nothing is kept, but for what it waits for. */
    CopyJob waitingFor(String what) {
        return with(
                Optional.empty(),
                Optional.empty(),
                completionDate,
                CopyState.CREATED,
                Optional.of("Waiting for " + what),
                Optional.empty());
    }

    /** @param moved empty when nobody knows */
    public CopyJob completed(Optional<Transfer> moved, Instant now) {
        return with(startedAt, attempt, Optional.of(now), CopyState.COMPLETED, Optional.empty(), moved);
    }

    CopyJob failed(String message, Instant now) {
        return with(startedAt, attempt, Optional.of(now), CopyState.FAILED, Optional.of(message), Optional.empty());
    }

    private CopyJob with(
            Optional<Instant> newStartedAt,
            Optional<UUID> newAttempt,
            Optional<Instant> newCompletionDate,
            CopyState newState,
            Optional<String> newStatusMessage,
            Optional<Transfer> newTransfer) {
        return new CopyJob(
                owner,
                id,
                original,
                sourceVault,
                destinationVault,
                destinationVaultId,
                copy,
                resource,
                resourceName,
                iamRoleArn,
                idempotencyToken,
                lifecycle,
                createdBy,
                createdByBackupJob,
                creationDate,
                newStartedAt,
                newAttempt,
                newCompletionDate,
                newState,
                newStatusMessage,
                backupSizeInBytes,
                newTransfer);
    }
}
