package io.coldkeep.persistence.content;

import java.util.function.LongSupplier;

/** So many bytes a second, which can be saved up for a while. */
final class ByteBudget {

    private static final long MOST_SAVED = 64L << 20;
    private static final double NANOS = 1e9;

    private final long perSecond;
    private final LongSupplier nanoTime;
    private double left = MOST_SAVED;
    private long at;

    ByteBudget(long perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.at = nanoTime.getAsLong();
    }

    synchronized boolean isLeft() {
        var now = nanoTime.getAsLong();
        left = Math.min(MOST_SAVED, left + perSecond * ((now - at) / NANOS));
        at = now;
        return left > 0;
    }

    /** Spends bytes, more than are left if need be: then there are none until that is made up for. */
    synchronized void spend(long bytes) {
        left -= bytes;
    }
}
