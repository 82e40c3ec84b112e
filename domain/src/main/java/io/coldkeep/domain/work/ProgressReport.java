package io.coldkeep.domain.work;

import io.coldkeep.domain.content.Progress;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Passes progress on, but not more often than every {@code interval}; the first call passes. */
public final class ProgressReport implements Progress {

    private final Progress receiver;
    private final long intervalNanos;
    private final BooleanSupplier processEnds;
    private long nextAtNanos = System.nanoTime();

    public ProgressReport(Progress receiver, Duration interval, BooleanSupplier processEnds) {
        this.receiver = receiver;
        this.intervalNanos = interval.toNanos();
        this.processEnds = processEnds;
    }

    /** @throws WorkSuspended as soon as the process is to end */
    @Override
    public void at(long bytes) {
        if (processEnds.getAsBoolean()) {
            throw new WorkSuspended();
        }
        var now = System.nanoTime();
        if (now - nextAtNanos >= 0) {
            nextAtNanos = now + intervalNanos;
            receiver.at(bytes);
        }
    }
}
