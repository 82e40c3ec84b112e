package io.coldkeep.domain.recoverypoint;

/** Hears what a sweep did. */
public interface SweepListener {

    void movedToCold(RecoveryPoint point);

    void expired(RecoveryPoint point);

    /** The action was not done and stays due. */
    void failed(RecoveryPoint point, Exception why);
}
