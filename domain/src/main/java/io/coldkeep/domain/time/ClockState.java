package io.coldkeep.domain.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Virtual time as all instances share it.
 *
 * @param offset how far virtual time is ahead of real time
 * @param pin while virtual time is being moved: it stands still
 */
public record ClockState(Duration offset, Optional<Pin> pin) {

    public static final ClockState REAL = new ClockState(Duration.ZERO, Optional.empty());

    /**
     * Virtual time stands at {@code at} until {@code realExpiry}, unless whoever moves it renews this before: should that
     * process die, time goes on.
     *
     * @param holder who moves it
     */
    public record Pin(String holder, Instant at, Instant realExpiry) {}

    /** The virtual instant at that real one. */
    public Instant at(Instant real) {
        return pin.filter(held -> real.isBefore(held.realExpiry())).map(Pin::at).orElseGet(() -> real.plus(offset));
    }
}
