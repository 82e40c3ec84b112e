package io.coldkeep.app.schedule;

import io.coldkeep.app.config.Settings;
import io.coldkeep.domain.time.DueWork;
import io.coldkeep.domain.work.Sweep;
import io.coldkeep.persistence.sql.tx.CatalogConnections;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that waits for virtual time: at each instant first the scheduler's work, then what is due for the sweeps. */
@Singleton
final class ScheduledDueWork implements DueWork {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    private final CatalogConnections catalog;
    private final List<Sweep> sweeps;
    private final WakeUp wakeUp;
    private final WorkEnds workEnds;
    private final InstantSource clock;
    private final Duration patience;

    ScheduledDueWork(
            CatalogConnections catalog,
            List<Sweep> sweeps,
            WakeUp wakeUp,
            WorkEnds workEnds,
            InstantSource clock,
            Settings settings) {
        this.catalog = catalog;
        this.sweeps = sweeps;
        this.wakeUp = wakeUp;
        this.workEnds = workEnds;
        this.clock = clock;
        this.patience = settings.heartbeat().multipliedBy(WorkScheduler.MISSED_HEARTBEATS);
    }

    @Override
    public Optional<Instant> nextDue() {
        return Stream.concat(nextWork().stream(), sweeps.stream().flatMap(sweep -> sweep.nextDue().stream()))
                .min(Comparator.naturalOrder());
    }

    @Override
    public void runDue(Instant upTo, Runnable stillWorking) {
        do {
            awaitWork(upTo, stillWorking);
            sweeps.forEach(sweep -> sweep.run(upTo));
        } while (nextDue().filter(due -> !due.isAfter(upTo)).isPresent());
    }

    /** A piece of work keeps its row until it has ended. */
    private void awaitWork(Instant upTo, Runnable stillWorking) {
        var seen = workEnds.count();
        var lastSign = System.nanoTime();
        while (nextWork().filter(due -> !due.isAfter(upTo)).isPresent()) {
            wakeUp.wake();
            workEnds.await(seen, LOOK_INTERVAL);
            seen = workEnds.count();
            if (System.nanoTime() - lastSign > patience.toNanos()) {
                lastSign = System.nanoTime();
                stillWorking.run();
                releaseWorkOfDeadProcesses(upTo);
            }
        }
    }

    /**
     * While time stands still no heartbeat grows old. But whoever lives has shown it at the present instant by now: work whose
     * last sign of life is older has nobody.
     */
    private void releaseWorkOfDeadProcesses(Instant upTo) {
        try (var connection = catalog.dataSource().getConnection();
                var statement = connection.prepareStatement("""
                        UPDATE scheduled_tasks
                           SET picked = FALSE, picked_by = NULL, last_heartbeat = NULL, version = version + 1
                         WHERE task_name = ? AND picked = TRUE AND execution_time <= ? AND last_heartbeat < ?""")) {
            statement.setString(1, WorkScheduler.WORK.getTaskName());
            statement.setObject(2, upTo.atOffset(ZoneOffset.UTC));
            statement.setObject(3, clock.instant().minusMillis(1).atOffset(ZoneOffset.UTC)); // as exact as the catalog
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not write the scheduler's table", e);
        }
    }

    private Optional<Instant> nextWork() {
        try (var connection = catalog.dataSource().getConnection();
                var statement = connection.prepareStatement(
                        "SELECT MIN(execution_time) FROM scheduled_tasks WHERE task_name = ?")) {
            statement.setString(1, WorkScheduler.WORK.getTaskName());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return Optional.ofNullable(rows.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read the scheduler's table", e);
        }
    }
}
