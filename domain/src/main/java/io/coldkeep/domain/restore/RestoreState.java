package io.coldkeep.domain.restore;

/** Where in its life a restore job is, by the API's words. */
public enum RestoreState {
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED;

    public boolean hasEnded() {
        return this == COMPLETED || this == FAILED;
    }
}
