package io.coldkeep.domain.job;

/** Where in its life a backup job is, by the API's words. */
public enum JobState {
    CREATED,
    RUNNING,
    ABORTING,
    ABORTED,
    COMPLETED,
    FAILED;

    public boolean hasEnded() {
        return this == ABORTED || this == COMPLETED || this == FAILED;
    }
}
