package io.coldkeep.domain.time;

import java.util.function.UnaryOperator;

/** The one state of virtual time. Every implementation passes {@code ClockStateRepositoryContract}. */
public interface ClockStateRepository {

    /** The state; {@link ClockState#REAL} before the first change. */
    ClockState read();

    /**
     * Replaces the state by what the change makes of it and answers the new one. Changes run one after the other, across all
     * instances; an exception out of the change passes through and leaves the state as it was.
     */
    ClockState update(UnaryOperator<ClockState> change);
}
