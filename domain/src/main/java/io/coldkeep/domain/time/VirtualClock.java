package io.coldkeep.domain.time;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Real time plus an offset kept in the catalog, so that a year can pass in a second. Reads its own copy of the state;
 * {@link #refresh} fetches what other instances changed.
 */
public final class VirtualClock implements InstantSource {

    private final InstantSource real;
    private final ClockStateRepository states;
    private volatile ClockState state;

    public VirtualClock(InstantSource real, ClockStateRepository states) {
        this.real = real;
        this.states = states;
        this.state = states.read();
    }

    @Override
    public Instant instant() {
        return state.at(real.instant());
    }

    /** Takes over the state that is in the catalog; one thread at a time, or an old state could replace a newer one. */
    public synchronized void refresh() {
        state = states.read();
    }
}
