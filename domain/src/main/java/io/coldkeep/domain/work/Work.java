package io.coldkeep.domain.work;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.StorageTier;
import java.time.Duration;
import java.util.UUID;

/** A piece of work that outlives the request that asked for it. Each may run twice and then does no more than once. */
public sealed interface Work {

    Owner owner();

    /** Runs a backup job. */
    record Backup(Owner owner, UUID jobId) implements Work {}

    /** Runs a restore job. */
    record Restore(Owner owner, UUID jobId) implements Work {}

    /** Runs a copy job. */
    record Copy(Owner owner, UUID jobId) implements Work {}

    /** Brings a file system's backup policy from ENABLING or DISABLING to its end. */
    record SettleBackupPolicy(Owner owner, String fileSystemId) implements Work {}

    /** Measures the size of a file system. */
    record MeasureFileSystem(Owner owner, String fileSystemId) implements Work {}

    /** Deletes the files of a file system, and then the file system. */
    record DeleteFileSystem(Owner owner, String fileSystemId) implements Work {}

    /** Deletes bytes that no recovery point names any more in that tier. */
    record DiscardContent(Owner owner, ContentId content, StorageTier tier) implements Work {

        /**
         * Nobody who was about to write these bytes, and has been slow and not dead, still does so after that time. Deleted then,
         * they do not come back.
         */
        public static final Duration LAST_WRITTEN_AFTER = Duration.ofDays(7);
    }

    /**
     * Ends a move to cold storage that was begun and that nobody is left to begin again, unless the recovery point is to be cold
     * after all.
     */
    record EndMove(Owner owner, ContentId content) implements Work {}

    /** Deletes what an attempt at a restore that was given up left in the file system. */
    record DiscardRestore(Owner owner, String fileSystemId, UUID attempt) implements Work {}
}
