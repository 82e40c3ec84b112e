package io.coldkeep.domain.job;

/** Where in its life a backup job is, by the API's words. */
public enum JobState {
    CREATED,
    RUNNING,
    ABORTING,
    ABORTED,
    COMPLETED,
    FAILED,
    /** It did not start, or did not end, within its window. */
    EXPIRED;

    public boolean hasEnded() {
        return this == ABORTED || this == COMPLETED || this == FAILED || this == EXPIRED;
    }
}
