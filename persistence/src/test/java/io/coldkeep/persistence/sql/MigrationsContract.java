package io.coldkeep.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.plan.AutomaticBackups;
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

/** What earlier versions left in the catalog is understood by the ones that follow. */
abstract class MigrationsContract {

    private static final Instant DUE = Instant.parse("2026-01-01T00:00:00Z");

    abstract TestDatabase freshDatabase();

    abstract String[] locations();

    /** Earlier versions knew one table for all work. */
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

    /** Earlier versions knew backup policies and no plans. */
    @Test
    void asksForThePlansOfBackupsThatAreOn() throws SQLException {
        try (var database = freshDatabase();
                var connection = database.connect()) {
            migrate(database, "66");
            addFileSystem(connection, "000000000001", "fs-1", "ENABLED");
            addFileSystem(connection, "000000000001", "fs-2", "DISABLED");
            addFileSystem(connection, "000000000001", "fs-3", "ENABLING");
            addFileSystem(connection, "000000000002", "fs-4", "ENABLED");
            addAutomaticPlan(connection, "000000000002");

            migrate(database, "67");

            var settling = "settle-backup-policy 000000000001 eu-central-1 fs-1";
            assertThat(rows(connection, "scheduled_tasks"))
                    .containsExactly("work, %s, %s, false, 0, 50, %s".formatted(settling, settling, DUE));
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

    private static void addFileSystem(Connection connection, String account, String id, String policy)
            throws SQLException {
        try (var insert = connection.prepareStatement("""
                INSERT INTO file_system
                    (account, region, id, creation_token, creation_time, state, performance_mode, throughput_mode,
                     encrypted, backup_policy, size_in_bytes, size_measured_at)
                VALUES (?, 'eu-central-1', ?, ?, ?, 'AVAILABLE', 'GENERAL_PURPOSE', 'BURSTING', FALSE, ?, 0, ?)""")) {
            insert.setString(1, account);
            insert.setString(2, id);
            insert.setString(3, id);
            insert.setObject(4, DUE.atOffset(ZoneOffset.UTC));
            insert.setString(5, policy);
            insert.setObject(6, DUE.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    private static void addAutomaticPlan(Connection connection, String account) throws SQLException {
        try (var insert = connection.prepareStatement("""
                INSERT INTO backup_plan (account, region, id, version_number, live, creation_date)
                VALUES (?, 'eu-central-1', ?, 1, TRUE, ?)""")) {
            insert.setString(1, account);
            insert.setString(2, AutomaticBackups.PLAN_ID.value());
            insert.setObject(3, DUE.atOffset(ZoneOffset.UTC));
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
