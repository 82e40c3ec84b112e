package io.coldkeep.app.schedule;

import io.coldkeep.domain.recoverypoint.LifecycleSweep;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.time.DueWork;
import io.coldkeep.persistence.sql.tx.CatalogConnections;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** All that waits for virtual time: the scheduler's work and the lifecycles of recovery points. */
@Singleton
final class ScheduledDueWork implements DueWork {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    private final CatalogConnections catalog;
    private final LifecycleSweep sweep;
    private final WakeUp wakeUp;
    private final WorkEnds workEnds;

    ScheduledDueWork(CatalogConnections catalog, LifecycleSweep sweep, WakeUp wakeUp, WorkEnds workEnds) {
        this.catalog = catalog;
        this.sweep = sweep;
        this.wakeUp = wakeUp;
        this.workEnds = workEnds;
    }

    @Override
    public Optional<Instant> nextDue() {
        return Stream.concat(nextWork().stream(), sweep.nextDue().stream()).min(Comparator.naturalOrder());
    }

    /** @throws WrongState when something that is due cannot be done */
    @Override
    public void runDue(Instant upTo) {
        do {
            awaitWork(upTo);
            if (sweep.run(upTo) > 0) {
                throw new WrongState(
                        WrongState.Reason.CLOCK,
                        "The clock stopped at " + upTo
                                + ": a recovery point that is due could not be moved or deleted.");
            }
        } while (nextDue().filter(due -> !due.isAfter(upTo)).isPresent());
    }

    /** A piece of work keeps its row until it has ended. */
    private void awaitWork(Instant upTo) {
        var seen = workEnds.count();
        while (nextWork().filter(due -> !due.isAfter(upTo)).isPresent()) {
            wakeUp.wake();
            workEnds.await(seen, LOOK_INTERVAL);
            seen = workEnds.count();
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
