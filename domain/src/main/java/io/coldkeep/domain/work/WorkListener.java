package io.coldkeep.domain.work;

import java.util.UUID;

/** Hears how jobs end. */
public interface WorkListener {

    void completed(UUID jobId);

    /** The job has not started, or not ended, within its window. */
    void expired(UUID jobId);

    /** The job has failed; its status message tells the client less than this. */
    void failed(UUID jobId, Exception why);
}
