package io.coldkeep.persistence.sql.statement;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs statements with positional parameters, on the connection of the running transaction where there is one. */
@Singleton
public final class Statements {

    private final JdbcOperations jdbc;

    Statements(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Answers how many rows were changed. */
    public int update(String sql, @Nullable Object... parameters) {
        return jdbc.prepareStatement(sql, statement -> {
            bind(statement, parameters);
            return statement.executeUpdate();
        });
    }

    /** Answers the rows, which are entities of the framework. */
    public <R> List<R> select(Class<R> row, String sql, @Nullable Object... parameters) {
        return jdbc.prepareStatement(sql, statement -> {
            bind(statement, parameters);
            try (var result = statement.executeQuery();
                    var rows = jdbc.entityStream(result, row)) {
                return rows.toList();
            }
        });
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] parameters) throws SQLException {
        for (var i = 0; i < parameters.length; i++) {
            switch (parameters[i]) {
                case null -> statement.setNull(i + 1, Types.NULL);
                case Instant instant -> statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
                case Object value -> statement.setObject(i + 1, value);
            }
        }
    }
}
