package io.coldkeep.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestH2Test {
    @Test
    void databasesDoNotSeeEachOtherAndKeepTheirTablesBetweenConnections() throws SQLException {
        try (var one = TestH2.freshDatabase();
                var other = TestH2.freshDatabase()) {
            try (var connection = one.connect();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE vault (name VARCHAR(50) PRIMARY KEY)");
            }

            assertThat(hasVaultTable(one)).isTrue();
            assertThat(hasVaultTable(other)).isFalse();
        }
    }

    @Test
    void sortsNullsAsPostgresqlDoes() throws SQLException {
        try (var database = TestH2.freshDatabase();
                var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT n FROM (VALUES (CAST(NULL AS INTEGER)), (1)) AS numbers (n) ORDER BY n")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void aClosedDatabaseLeavesNoFilesEvenWhileSomeoneIsConnected() throws SQLException {
        var database = TestH2.freshDatabase();
        try (var connection = database.connect()) {
            assertThat(connection.isValid(5)).isTrue();

            database.close();
        }

        assertThat(database.directory()).doesNotExist();
    }

    private static boolean hasVaultTable(TestDatabase database) throws SQLException {
        try (var connection = database.connect();
                var tables = connection.getMetaData().getTables(null, "public", "vault", null)) {
            return tables.next();
        }
    }
}
