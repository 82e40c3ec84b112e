package io.coldkeep.app.schedule;

import com.github.kagkarlsson.scheduler.task.Execution;
import io.coldkeep.persistence.sql.tx.CatalogConnections;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The rows of the schedulers' tables, one for each piece of work until it has ended, for what db-scheduler has no word for. */
@Singleton
final class WorkRows {

    private static final String NEXT_DUE = """
            SELECT MIN(execution_time)
              FROM (SELECT MIN(execution_time) AS execution_time FROM scheduled_tasks
                    UNION ALL
                    SELECT MIN(execution_time) FROM scheduled_jobs) AS earliest""";

    private static final String NOT_PICKED =
            "picked = FALSE, picked_by = NULL, last_heartbeat = NULL, version = version + 1 WHERE picked = TRUE AND";
    private static final String RELEASE = "UPDATE %s SET " + NOT_PICKED;
    private static final String PUT_OFF = "UPDATE %s SET execution_time = ?, " + NOT_PICKED;
    private static final String THAT_EXECUTION = " task_name = ? AND task_instance = ? AND version = ?";

    private final CatalogConnections catalog;

    WorkRows(CatalogConnections catalog) {
        this.catalog = catalog;
    }

    /** When something is next due, or was; what is running was. */
    Optional<Instant> nextDue() {
        try (var connection = catalog.dataSource().getConnection();
                var statement = connection.prepareStatement(NEXT_DUE);
                var rows = statement.executeQuery()) {
            rows.next();
            return Optional.ofNullable(rows.getObject(1, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
        } catch (SQLException e) {
            throw new IllegalStateException("could not read the schedulers' tables", e);
        }
    }

    /** Puts the row back as it was before it was picked, unless it has been picked anew meanwhile. */
    void release(Lane lane, Execution execution) {
        update(lane, RELEASE + THAT_EXECUTION, statement -> set(execution, statement, 1));
    }

    /** The same, but that it is due at that instant. */
    void putOff(Lane lane, Execution execution, Instant until) {
        update(lane, PUT_OFF + THAT_EXECUTION, statement -> {
            statement.setObject(1, until.atOffset(ZoneOffset.UTC));
            set(execution, statement, 2);
        });
    }

    private static void set(Execution execution, PreparedStatement statement, int from) throws SQLException {
        statement.setString(from, execution.getTaskName());
        statement.setString(from + 1, execution.getId());
        statement.setLong(from + 2, execution.version);
    }

    /** Puts back what is due at that instant and runs nowhere: whoever ran it has given no sign of life since {@code since}. */
    void releaseSilent(Instant dueAt, Instant since) {
        for (var lane : Lane.values()) {
            update(lane, RELEASE + " execution_time <= ? AND last_heartbeat < ?", statement -> {
                statement.setObject(1, dueAt.atOffset(ZoneOffset.UTC));
                statement.setObject(2, since.atOffset(ZoneOffset.UTC));
            });
        }
    }

    /** Makes the last sign of life of all that is due at that instant and runs an earlier one. */
    void dateSignsBack(Instant dueAt, Instant sign) {
        for (var lane : Lane.values()) {
            update(lane, "UPDATE %s SET last_heartbeat = ? WHERE picked = TRUE AND execution_time <= ?", statement -> {
                statement.setObject(1, sign.atOffset(ZoneOffset.UTC));
                statement.setObject(2, dueAt.atOffset(ZoneOffset.UTC));
            });
        }
    }

    private void update(Lane lane, String sql, Parameters parameters) {
        try (var connection = catalog.dataSource().getConnection();
                var statement = connection.prepareStatement(sql.formatted(lane.table()))) {
            parameters.set(statement);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not write to " + lane.table(), e);
        }
    }

    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }
}
