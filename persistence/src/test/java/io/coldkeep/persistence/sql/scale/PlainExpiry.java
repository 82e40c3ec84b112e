package io.coldkeep.persistence.sql.scale;

import io.coldkeep.persistence.sql.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The statements that an expiry takes and nothing else: a thousand at a time, one transaction before the bytes, one behind. */
final class PlainExpiry {

    private static final int BATCH = 1000;

    private PlainExpiry() {}

    /** Answers how many it has expired. */
    static long run(TestDatabase database) throws SQLException {
        try (var connection = database.connect()) {
            connection.setAutoCommit(false);
            var count = 0L;
            for (var due = due(connection); !due.isEmpty(); due = due(connection)) {
                forEach(connection, due, """
                        UPDATE recovery_point
                           SET status = 'DELETING', deletion_requested_at = next_action_at, version = version + 1
                         WHERE account = '123456789012' AND region = 'eu-central-1' AND id = ?""");
                connection.commit();
                forEach(connection, due, """
                        DELETE FROM recovery_point
                         WHERE account = '123456789012' AND region = 'eu-central-1' AND id = ?""");
                forEach(connection, due, """
                        DELETE FROM resource_tags
                         WHERE account = '123456789012' AND region = 'eu-central-1'
                           AND resource_arn = 'arn:aws:backup:eu-central-1:123456789012:recovery-point:' || CAST(? AS VARCHAR(36))""");
                connection.commit();
                count += due.size();
            }
            return count;
        }
    }

    private static List<UUID> due(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("""
                SELECT id
                  FROM recovery_point
                 WHERE next_action = 'EXPIRE' AND next_action_at <= ?
                 ORDER BY next_action_at, id
                 LIMIT ?""")) {
            statement.setObject(1, LargeCatalog.NOW.atOffset(ZoneOffset.UTC));
            statement.setInt(2, BATCH);
            var ids = new ArrayList<UUID>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
            return ids;
        }
    }

    private static void forEach(Connection connection, List<UUID> ids, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var id : ids) {
                statement.setObject(1, id);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
