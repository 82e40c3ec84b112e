package io.coldkeep.domain.work;

import io.coldkeep.domain.content.Progress;
import java.time.Duration;

/** Passes progress on, but not more often than every {@code interval}; the first call passes. */
public final class ProgressReport implements Progress {

    private final Progress receiver;
    private final long intervalNanos;
    private long nextAtNanos = System.nanoTime();

    public ProgressReport(Progress receiver, Duration interval) {
        this.receiver = receiver;
        this.intervalNanos = interval.toNanos();
    }

    @Override
    public void at(long bytes) {
        var now = System.nanoTime();
        if (now - nextAtNanos >= 0) {
            nextAtNanos = now + intervalNanos;
            receiver.at(bytes);
        }
    }
}
