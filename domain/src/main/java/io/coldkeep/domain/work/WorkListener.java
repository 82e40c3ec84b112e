package io.coldkeep.domain.work;

import io.coldkeep.domain.content.RestoredContent;
import io.coldkeep.domain.content.StoredContent;
import java.time.Instant;
import java.util.UUID;

/** Hears how jobs end. */
public interface WorkListener {

    /** A backup is complete. */
    void backedUp(UUID jobId, StoredContent stored);

    /** A copy is complete. */
    void copied(UUID jobId, StoredContent stored);

    /** A restore is complete. */
    void restored(UUID jobId, RestoredContent restored);

    /** The job is put off until that instant; what it waits for is told whenever that changes. */
    void waits(UUID jobId, String what, Instant until);

    /** The job has not started, or not ended, within its window. */
    void expired(UUID jobId);

    /** The job has failed; its status message tells the client less than this. */
    void failed(UUID jobId, Exception why);
}
