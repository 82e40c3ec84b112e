package io.coldkeep.app.schedule;

import io.coldkeep.app.config.Settings;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.time.DueWork;
import io.coldkeep.domain.work.Sweep;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** All that waits for virtual time: at each instant first the schedulers' work, then what is due for the sweeps. */
@Singleton
final class ScheduledDueWork implements DueWork {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);
    private static final Duration TICK = Duration.ofMillis(1); // as exact as the catalog

    private final WorkRows rows;
    private final List<Sweep> sweeps;
    private final WakeUp wakeUp;
    private final WorkEnds workEnds;
    private final ProcessEnd processEnd;
    private final InstantSource clock;
    private final Duration patience;
    private final Duration signInterval;

    ScheduledDueWork(
            WorkRows rows,
            List<Sweep> sweeps,
            WakeUp wakeUp,
            WorkEnds workEnds,
            ProcessEnd processEnd,
            InstantSource clock,
            Settings settings) {
        this.rows = rows;
        this.sweeps = sweeps;
        this.wakeUp = wakeUp;
        this.workEnds = workEnds;
        this.processEnd = processEnd;
        this.clock = clock;
        this.signInterval = settings.clockLease().dividedBy(10);
        // others hear of a new time when they look next
        this.patience = settings.deadAfter().plus(WorkScheduler.LOOK_INTERVAL.multipliedBy(2));
    }

    @Override
    public Optional<Instant> nextDue() {
        return Stream.concat(rows.nextDue().stream(), sweeps.stream().flatMap(sweep -> sweep.nextDue().stream()))
                .min(Comparator.naturalOrder());
    }

    /** Calls {@code stillWorking} in a thread of its own: a sweep may take long. */
    @Override
    public void runDue(Instant upTo, Runnable stillWorking) {
        try (var signs =
                Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory())) {
            var _ = signs.scheduleWithFixedDelay( // when it fails, so does the next step of whoever moves the clock
                    stillWorking, signInterval.toMillis(), signInterval.toMillis(), TimeUnit.MILLISECONDS);
            do {
                awaitWork(upTo);
                requireProcessToStay(upTo);
                sweeps.stream().filter(sweep -> isDue(sweep.nextDue(), upTo)).forEach(sweep -> sweep.run(upTo));
            } while (isDue(nextDue(), upTo));
        }
    }

    private void awaitWork(Instant upTo) {
        var seen = workEnds.count();
        var begin = System.nanoTime();
        while (isDue(rows.nextDue(), upTo)) {
            wakeUp.wakeAll();
            workEnds.await(seen, LOOK_INTERVAL);
            seen = workEnds.count();
            requireProcessToStay(upTo);
            if (System.nanoTime() - begin > patience.toNanos()) {
                begin = System.nanoTime();
                releaseWorkOfDeadProcesses(upTo);
            }
        }
    }

    private void requireProcessToStay(Instant upTo) {
        if (processEnd.getAsBoolean()) {
            throw new WrongState(
                    WrongState.Reason.CLOCK, "The clock stopped at " + upTo + ": the service is being stopped.");
        }
    }

    /**
     * While time stands still no heartbeat grows old. So each look asks for a sign of life, by dating the last ones back, and
     * the next look finds who has not given it.
     */
    private void releaseWorkOfDeadProcesses(Instant upTo) {
        var now = clock.instant();
        rows.releaseSilent(upTo, now.minus(TICK));
        rows.dateSignsBack(upTo, now.minus(TICK.multipliedBy(2)));
    }

    private static boolean isDue(Optional<Instant> due, Instant upTo) {
        return due.filter(instant -> !instant.isAfter(upTo)).isPresent();
    }
}
