package io.coldkeep.domain.recoverypoint;

import java.time.Instant;

/** What is next to be done with a recovery point, and when, which may be past. */
public record NextAction(Kind kind, Instant at) {

    /** What can be due. */
    public enum Kind {
        MOVE_TO_COLD,
        EXPIRE
    }
}
