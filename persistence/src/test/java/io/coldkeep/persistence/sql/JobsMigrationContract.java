package io.coldkeep.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Jobs that a version put into the queue which knew one table for all work are run by one that has two. */
abstract class JobsMigrationContract {

    private static final Instant DUE = Instant.parse("2026-01-01T00:00:00Z");

    abstract TestDatabase freshDatabase();

    abstract String[] locations();

    @Test
    void movesJobsWithTheirFailuresAndLeavesTheRest() throws SQLException {
        try (var database = freshDatabase();
                var connection = database.connect()) {
            migrate(database, "60");
            add(connection, "work", "backup 1", true, 3);
            add(connection, "work", "restore 2", false, 0);
            add(connection, "work", "measure-file-system 3", true, 1);
            add(connection, "lifecycle-sweep", "the", false, 0);

            migrate(database, "61");

            assertThat(rows(connection, "scheduled_jobs"))
                    .containsExactly(
                            "job, restore 2, data of restore 2, false, 0, 90, " + DUE,
                            "job, backup 1, data of backup 1, false, 3, 50, " + DUE);
            assertThat(rows(connection, "scheduled_tasks"))
                    .containsExactly("work, measure-file-system 3, data of measure-file-system 3, true, 1, 0, " + DUE);
        }
    }

    private void migrate(TestDatabase database, String target) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .locations(locations())
                .target(target)
                .load()
                .migrate();
    }

    private static void add(Connection connection, String task, String instance, boolean picked, int failures)
            throws SQLException {
        try (var insert = connection.prepareStatement("""
                INSERT INTO scheduled_tasks
                    (task_name, task_instance, task_data, execution_time, picked, consecutive_failures, version)
                VALUES (?, ?, ?, ?, ?, ?, 7)""")) {
            insert.setString(1, task);
            insert.setString(2, instance);
            insert.setBytes(3, ("data of " + instance).getBytes(StandardCharsets.UTF_8));
            insert.setObject(4, DUE.atOffset(ZoneOffset.UTC));
            insert.setBoolean(5, picked);
            insert.setInt(6, failures);
            insert.executeUpdate();
        }
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        var rows = new ArrayList<String>();
        try (var query = connection.prepareStatement("""
                SELECT task_name, task_instance, task_data, picked, consecutive_failures, priority, execution_time
                  FROM %s
                 ORDER BY priority DESC""".formatted(table));
                var found = query.executeQuery()) {
            while (found.next()) {
                rows.add("%s, %s, %s, %s, %s, %s, %s"
                        .formatted(
                                found.getString(1),
                                found.getString(2),
                                new String(found.getBytes(3), StandardCharsets.UTF_8),
                                found.getBoolean(4),
                                found.getInt(5),
                                found.getInt(6),
                                found.getObject(7, OffsetDateTime.class).toInstant()));
            }
        }
        return rows;
    }
}
