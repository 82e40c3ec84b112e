package io.coldkeep.domain.time;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How exact the instants are that the service keeps. */
public final class Instants {

    private Instants() {}

    /** The instant to the millisecond: the wire gives no more, and what is stored must equal what was answered. */
    public static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
