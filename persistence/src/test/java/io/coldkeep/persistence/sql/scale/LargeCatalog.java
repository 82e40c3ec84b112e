package io.coldkeep.persistence.sql.scale;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.PageKey;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.persistence.sql.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Recovery points made in SQL, without bytes: of 1000 file systems in three vaults, one each second, all kept for a hundred
 * years; and, added later, some that are due for deletion and bear tags.
 */
final class LargeCatalog {

    static final Owner OWNER = Owner.of("123456789012", "eu-central-1");

    /** When everything that {@link #addDue} adds is due and nothing else is. */
    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private static final int VAULTS = 3;
    private static final int RESOURCES = 1000;
    private static final Instant LATEST = Instant.parse("2026-05-01T00:00:00Z");
    private static final Pattern CREATE_INDEX = Pattern.compile("CREATE (?:UNIQUE )?INDEX (\\S+)");
    private static final String UUID_OF = "CAST(LPAD(CAST(%s AS VARCHAR(20)), 32, '0') AS UUID)";

    private final TestDatabase database;
    private final boolean isH2;

    LargeCatalog(TestDatabase database) {
        this.database = database;
        this.isH2 = database.jdbcUrl().startsWith("jdbc:h2:");
    }

    /** Makes vaults and points; the indexes of the points are made anew behind them, which is quicker. */
    void make(long points) throws SQLException {
        try (var connection = database.connect()) {
            for (var vault : vaults()) {
                execute(connection, """
                        INSERT INTO vault (account, region, id, name, creation_date)
                        VALUES ('123456789012', 'eu-central-1', '%s', '%s', TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00Z')""".formatted(vault.id(), vault.name()));
            }
            var indexes = indexes(connection);
            for (var index : indexes) {
                execute(connection, "DROP INDEX " + index.name());
            }
            insert(
                    connection,
                    1,
                    points,
                    "TIMESTAMP WITH TIME ZONE '2026-05-01 00:00:00Z' - n * INTERVAL '1' SECOND",
                    36_500);
            for (var index : indexes) {
                execute(connection, index.definition());
            }
            count(connection);
            execute(connection, isH2 ? "ANALYZE" : "VACUUM ANALYZE");
        }
    }

    private record Index(String name, String definition) {}

    /** All but the primary key, which the points are in the order of anyway. */
    private List<Index> indexes(Connection connection) throws SQLException {
        var indexes = new ArrayList<Index>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(isH2 ? "SCRIPT NODATA TABLE recovery_point" : """
                        SELECT indexdef
                          FROM pg_indexes
                         WHERE tablename = 'recovery_point' AND indexname <> 'recovery_point_pk'""")) {
            while (rows.next()) {
                var index = CREATE_INDEX.matcher(rows.getString(1));
                if (index.lookingAt()) {
                    indexes.add(new Index(index.group(1), rows.getString(1)));
                }
            }
        }
        return indexes;
    }

    /** Adds points with tags that have been due for years. */
    void addDue(long points) throws SQLException {
        try (var connection = database.connect()) {
            var first = 1_000_000_000_000L;
            insert(
                    connection,
                    first,
                    points,
                    "TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00Z' + n * INTERVAL '1' SECOND",
                    1);
            execute(connection, """
                    INSERT INTO resource_tags (account, region, resource_arn, tags)
                    SELECT account, region, 'arn:aws:backup:eu-central-1:123456789012:recovery-point:' || CAST(id AS VARCHAR(36)),
                           '{"team":"storage"}'
                      FROM recovery_point
                     WHERE next_action = 'EXPIRE' AND next_action_at <= TIMESTAMP WITH TIME ZONE '2026-06-01 00:00:00Z'""");
            execute(connection, """
                    UPDATE vault_resource
                       SET points = points
                                  + (SELECT count(*)
                                       FROM recovery_point AS due
                                      WHERE due.account = vault_resource.account AND due.region = vault_resource.region
                                        AND due.vault_id = vault_resource.vault_id
                                        AND due.resource_arn = vault_resource.resource_arn
                                        AND due.creation_date < TIMESTAMP WITH TIME ZONE '2021-01-01 00:00:00Z')""");
        }
    }

    private void insert(Connection connection, long firstId, long points, String creation, int deleteAfterDays)
            throws SQLException {
        execute(connection, """
                INSERT INTO recovery_point (
                    account, region, id, vault_id, vault_name, attempt, resource_arn, iam_role_arn,
                    initiation_date, creation_date, completion_date, backup_size_in_bytes,
                    delete_after_days, tier, status, next_action, next_action_at, version)
                SELECT '123456789012', 'eu-central-1', %s, %s, 'vault-' || CAST(MOD(n, %d) AS VARCHAR(9)), %s,
                       'arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-'
                           || LPAD(CAST(MOD(n, %d) AS VARCHAR(9)), 17, '0'),
                       'arn:aws:iam::123456789012:role/backup',
                       created, created, created, 1024,
                       %d, 'WARM', 'COMPLETED', 'EXPIRE', created + INTERVAL '%d' DAY(5), 0
                  FROM (SELECT n, %s AS created FROM %s) AS numbers""".formatted(
                        UUID_OF.formatted("n + " + firstId),
                        UUID_OF.formatted("MOD(n, %d) + 1".formatted(VAULTS)),
                        VAULTS,
                        UUID_OF.formatted("n + " + firstId),
                        RESOURCES,
                        deleteAfterDays,
                        deleteAfterDays,
                        creation,
                        (isH2 ? "(SELECT \"X\" AS n FROM SYSTEM_RANGE(1, %d)) AS g" : "generate_series(1, %d) AS g(n)")
                                .formatted(points))
                .replace("DAY(5)", isH2 ? "DAY(5)" : "DAY"));
    }

    /** What the catalog keeps beside the points: how many there are of each file system in each vault. */
    private static void count(Connection connection) throws SQLException {
        execute(connection, """
                INSERT INTO vault_resource (account, region, vault_id, resource_arn, points)
                SELECT account, region, vault_id, resource_arn, count(*)
                  FROM recovery_point
                 GROUP BY account, region, vault_id, resource_arn""");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static List<Vault> vaults() {
        return LongStream.range(0, VAULTS)
                .mapToObj(number -> new Vault(
                        OWNER,
                        new UUID(0, number + 1),
                        VaultName.of("vault-" + number),
                        Instant.parse("2020-01-01T00:00:00Z"),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
    }

    /** The place in the list of a vault's points behind the one that was made so many seconds before the latest. */
    static PageKey placeOf(long n) {
        return PageKey.of(LATEST.minusSeconds(n).toString(), new UUID(-1, -1).toString());
    }
}
