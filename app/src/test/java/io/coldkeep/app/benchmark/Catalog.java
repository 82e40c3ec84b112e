package io.coldkeep.app.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** A database for one service, empty at first; closing it removes it. */
interface Catalog extends AutoCloseable {

    String name();

    /** The settings that make the service use it. */
    Map<String, String> environment();

    @Override
    void close() throws IOException, SQLException;

    static Catalog open(Options.CatalogKind kind) throws IOException, SQLException {
        return switch (kind) {
            case H2 -> new H2();
            case POSTGRESQL -> {
                var url = System.getenv("COLDKEEP_TEST_POSTGRES_URL");
                yield url == null ? EmbeddedPostgresql.start() : GivenPostgresql.create(url);
            }
        };
    }

    /** The default: a file in the data directory, made and removed with that. */
    record H2() implements Catalog {

        @Override
        public String name() {
            return "H2, a file";
        }

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public void close() {}
    }

    /** A server of our own that writes before it answers, as one does that is not made for tests. */
    record EmbeddedPostgresql(EmbeddedPostgres server) implements Catalog {

        static EmbeddedPostgresql start() throws IOException {
            return new EmbeddedPostgresql(EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start());
        }

        @Override
        public String name() {
            return "PostgreSQL on the same machine";
        }

        @Override
        public Map<String, String> environment() {
            return GivenPostgresql.settings(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    /** A new database of a server that is there. */
    record GivenPostgresql(String serverUrl, String database, String username, String password) implements Catalog {

        static GivenPostgresql create(String serverUrl) throws SQLException {
            var catalog = new GivenPostgresql(
                    serverUrl,
                    "coldkeep_" + UUID.randomUUID().toString().replace("-", ""),
                    System.getenv().getOrDefault("COLDKEEP_TEST_POSTGRES_USERNAME", "postgres"),
                    System.getenv().getOrDefault("COLDKEEP_TEST_POSTGRES_PASSWORD", ""));
            catalog.execute("CREATE DATABASE " + catalog.database + " TEMPLATE template0 ENCODING 'UTF8'");
            return catalog;
        }

        @Override
        public String name() {
            return "PostgreSQL of COLDKEEP_TEST_POSTGRES_URL";
        }

        @Override
        public Map<String, String> environment() {
            return settings(
                    serverUrl.replaceFirst("^(jdbc:postgresql:(?://[^/?]+/)?)[^/?]*", "$1" + database),
                    username,
                    password);
        }

        @Override
        public void close() throws SQLException {
            execute("DROP DATABASE " + database + " WITH (FORCE)");
        }

        static Map<String, String> settings(String url, String username, String password) {
            return Map.of(
                    "COLDKEEP_DATASOURCE_URL",
                    url,
                    "COLDKEEP_DATASOURCE_USERNAME",
                    username,
                    "COLDKEEP_DATASOURCE_PASSWORD",
                    password);
        }

        private void execute(String sql) throws SQLException {
            try (var connection = DriverManager.getConnection(serverUrl, username, password);
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
