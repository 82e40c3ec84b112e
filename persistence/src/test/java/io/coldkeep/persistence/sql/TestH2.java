package io.coldkeep.persistence.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;

/** H2 for tests as the service uses it when nothing else is configured: in a file, and with the same options. */
public final class TestH2 {
    private static final String OPTIONS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE";

    private TestH2() {}

    /** Answers a new, empty database in a temporary directory of its own. */
    public static Database freshDatabase() {
        try {
            var directory = Files.createTempDirectory("coldkeep-h2-");
            return new Database("jdbc:h2:file:" + directory.resolve("catalog") + OPTIONS, "sa", "", directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A database whose directory holds its files and nothing else. */
    public record Database(String jdbcUrl, String username, String password, Path directory) implements TestDatabase {
        @Override
        public void close() {
            try (var connection = connect();
                    var statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            } catch (SQLException e) {
                throw new IllegalStateException("cannot shut down " + jdbcUrl, e);
            }
            delete(directory);
        }

        private static void delete(Path directory) {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
