package io.coldkeep.persistence.sql.page;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Exclusive bounds of stored instants, which are whole milliseconds; an absent bound is one that nothing reaches. */
public final class Bounds {

    static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private Bounds() {}

    /** The bound that accepts the same stored instants as {@code later than that one}. */
    public static Instant after(Optional<Instant> instant) {
        return clamp(instant.orElse(EARLIEST)).truncatedTo(ChronoUnit.MILLIS);
    }

    /** The bound that accepts the same stored instants as {@code earlier than that one}. */
    public static Instant before(Optional<Instant> instant) {
        var bound = clamp(instant.orElse(LATEST));
        var millis = bound.truncatedTo(ChronoUnit.MILLIS);
        return millis.equals(bound) ? bound : millis.plusMillis(1);
    }

    /** Databases know fewer years than Java. */
    private static Instant clamp(Instant instant) {
        return instant.isBefore(EARLIEST) ? EARLIEST : instant.isAfter(LATEST) ? LATEST : instant;
    }
}
