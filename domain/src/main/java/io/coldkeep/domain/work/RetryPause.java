package io.coldkeep.domain.work;

import java.time.Duration;

/** How long what failed waits until it is tried again: five seconds at first, twice as long each time, at most a day. */
public final class RetryPause {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int DOUBLINGS = 15; // by then it is longer than a day

    private RetryPause() {}

    /** @param failures how many times in a row it has failed by now, at least once */
    public static Duration after(int failures) {
        if (failures < 1) {
            throw new IllegalArgumentException("has not failed: " + failures);
        }
        var pause = FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
