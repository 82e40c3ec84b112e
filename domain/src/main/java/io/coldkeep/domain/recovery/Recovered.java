package io.coldkeep.domain.recovery;

import io.coldkeep.domain.recoverypoint.RecoveryPoint;

/**
 * What became of a recovery point that was in the store.
 *
 * @param point as it is in the catalog now
 */
public record Recovered(Outcome outcome, RecoveryPoint point) {

    /** What was done. */
    public enum Outcome {
        /** The catalog lacked it. */
        ADDED,
        /** The catalog had it without the lifecycle that it was made with, which it has again. */
        LIFECYCLE_RESTORED,
        /** The catalog has it; it was left as it is. */
        THERE,
        /** The catalog has the recovery point with other bytes; it was left as it is. */
        OTHER_CONTENT
    }
}
