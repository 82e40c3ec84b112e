package io.coldkeep.domain.metrics;

import io.coldkeep.domain.content.Transfer;
import io.coldkeep.domain.copy.CopyJob;
import io.coldkeep.domain.job.BackupJob;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.restore.RestoreJob;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A job of any kind and the bytes that it is about.
 *
 * @param state of those that jobs of its kind have
 * @param logicalBytes the size of the recovery point that it has made, or is about; empty for a backup that is not complete
 * @param movedBytes that were read of the source, or restored so far; empty for a backup or a copy that is not complete, and where
 *     that was not noted
 * @param storedBytes that were written to the store; empty for restores, and where {@code movedBytes} is
 */
public record JobDetails(
        UUID id,
        Kind kind,
        Enum<?> state,
        OptionalLong logicalBytes,
        OptionalLong movedBytes,
        OptionalLong storedBytes) {

    /** What a job does. */
    public enum Kind {
        BACKUP,
        COPY,
        RESTORE
    }

    static JobDetails of(BackupJob job) {
        return new JobDetails(
                job.id(),
                Kind.BACKUP,
                job.state(),
                job.state() == JobState.COMPLETED ? OptionalLong.of(job.bytesTransferred()) : OptionalLong.empty(),
                job.transfer().stream().mapToLong(Transfer::readBytes).findFirst(),
                job.transfer().stream().mapToLong(Transfer::storedBytes).findFirst());
    }

    static JobDetails of(CopyJob job) {
        return new JobDetails(
                job.id(),
                Kind.COPY,
                job.state(),
                OptionalLong.of(job.backupSizeInBytes()),
                job.transfer().stream().mapToLong(Transfer::readBytes).findFirst(),
                job.transfer().stream().mapToLong(Transfer::storedBytes).findFirst());
    }

    static JobDetails of(RestoreJob job) {
        return new JobDetails(
                job.id(),
                Kind.RESTORE,
                job.state(),
                OptionalLong.of(job.expectedBytes()),
                OptionalLong.of(job.restoredBytes()),
                OptionalLong.empty());
    }
}
