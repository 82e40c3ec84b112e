package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.content.Damage;

/** Hears what the sweeps did. */
public interface SweepListener {

    /** @param storedBytes that were written to the cold store for it; what that had already was not */
    void movedToCold(RecoveryPoint point, long storedBytes);

    void expired(RecoveryPoint point);

    /** The recovery point could not be moved or deleted; it says itself when that is tried again. */
    void failed(RecoveryPoint point, Exception why);

    /** Some of its bytes are lost. */
    void damaged(RecoveryPoint point, Damage damage);
}
