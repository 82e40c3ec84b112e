package io.coldkeep.domain.copy;

/** Where in its life a copy job is, by the API's words. */
public enum CopyState {
    CREATED,
    RUNNING,
    COMPLETED,
    FAILED;

    public boolean hasEnded() {
        return this == COMPLETED || this == FAILED;
    }
}
