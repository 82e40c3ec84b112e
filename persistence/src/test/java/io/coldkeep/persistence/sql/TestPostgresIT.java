package io.coldkeep.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestPostgresIT {
    private static final String INVALID_CATALOG_NAME = "3D000";

    @Test
    void isAPostgresqlThatTheServiceSupports() throws SQLException {
        try (var database = TestPostgres.freshDatabase();
                var connection = database.connect()) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
            assertThat(connection.getMetaData().getDatabaseMajorVersion()).isGreaterThanOrEqualTo(15);
        }
    }

    @Test
    void databasesDoNotSeeEachOther() throws SQLException {
        try (var one = TestPostgres.freshDatabase();
                var other = TestPostgres.freshDatabase()) {
            execute(one, "CREATE TABLE vault (name TEXT PRIMARY KEY)");

            assertThat(tablesOf(one)).isEqualTo(1);
            assertThat(tablesOf(other)).isZero();
        }
    }

    @Test
    void aClosedDatabaseIsGoneEvenWhileSomeoneIsConnected() throws SQLException {
        var database = TestPostgres.freshDatabase();
        try (var connection = database.connect()) {
            database.close();

            assertThat(connection.isValid(5)).isFalse();
        }
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(database::connect)
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo(INVALID_CATALOG_NAME));
    }

    @Test
    void closingTwiceIsAsGoodAsOnce() {
        var database = TestPostgres.freshDatabase();

        database.close();
        database.close();
    }

    @Test
    void storesTextOfAnyScriptUnharmed() throws SQLException {
        try (var database = TestPostgres.freshDatabase();
                var connection = database.connect();
                var query = connection.prepareStatement("SELECT CAST(? AS TEXT)")) {
            query.setString(1, "Überholung ☃ 冷");
            try (var row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("Überholung ☃ 冷");
            }
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int tablesOf(TestDatabase database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")) {
            row.next();
            return row.getInt(1);
        }
    }
}
