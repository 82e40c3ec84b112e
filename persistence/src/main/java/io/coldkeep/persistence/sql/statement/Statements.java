package io.coldkeep.persistence.sql.statement;

import io.micronaut.data.connection.ConnectionDefinition;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.data.jdbc.runtime.PreparedStatementCallback;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements with positional parameters, on the connection of the running transaction where there is one. A parameter may
 * be an array: {@code = ANY (?)} takes as many values as there are in one statement that is parsed once, and uses indexes.
 */
@Singleton
public final class Statements {

    private static final int FETCHED_AT_ONCE = 1_000;

    private final ConnectionOperations<Connection> connections;
    private final JdbcOperations jdbc;

    Statements(ConnectionOperations<Connection> connections, JdbcOperations jdbc) {
        this.connections = connections;
        this.jdbc = jdbc;
    }

    /** Answers how many rows were changed. */
    public int update(String sql, @Nullable Object... parameters) {
        return prepared(sql, statement -> {
            bind(statement, parameters);
            return statement.executeUpdate();
        });
    }

    /** Runs the statement for each of the parameters, all in one batch; answers in the same order how many rows each changed. */
    public int[] updateEach(String sql, List<@Nullable Object[]> parameters) {
        if (parameters.isEmpty()) {
            return new int[0];
        }
        return prepared(sql, statement -> {
            for (var each : parameters) {
                bind(statement, each);
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    /** Makes something of the row that a result is at. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Answers what is made of each row, without the framework: for many small rows, where its entities take their time. */
    public <T> List<T> read(RowReader<T> reader, String sql, @Nullable Object... parameters) {
        return prepared(sql, statement -> {
            bind(statement, parameters);
            try (var rows = statement.executeQuery()) {
                var results = new ArrayList<T>();
                while (rows.next()) {
                    results.add(reader.read(rows));
                }
                return results;
            }
        });
    }

    /** Answers the rows, which are entities of the framework. */
    public <R> List<R> select(Class<R> row, String sql, @Nullable Object... parameters) {
        return prepared(sql, statement -> {
            bind(statement, parameters);
            try (var result = statement.executeQuery();
                    var rows = jdbc.entityStream(result, row)) {
                return rows.toList();
            }
        });
    }

    /** Answers what is made of the only row, if there is one, and of a column beside those of the entity. */
    public <R, T> Optional<T> find(
            Class<R> row,
            String column,
            BiFunction<R, Optional<String>, T> result,
            String sql,
            @Nullable Object... parameters) {
        return prepared(sql, statement -> {
            bind(statement, parameters);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(
                                result.apply(jdbc.readEntity(rows, row), Optional.ofNullable(rows.getString(column))))
                        : Optional.empty();
            }
        });
    }

    /** Hands over the rows, which are entities of the framework, a few at a time within a transaction. */
    public <R, T> T stream(Class<R> row, String sql, Function<Stream<R>, T> reader, @Nullable Object... parameters) {
        return prepared(sql, statement -> {
            bind(statement, parameters);
            statement.setFetchSize(FETCHED_AT_ONCE);
            try (var result = statement.executeQuery();
                    var rows = jdbc.entityStream(result, row)) {
                return reader.apply(rows);
            }
        });
    }

    private <R> R prepared(String sql, PreparedStatementCallback<R> work) {
        return connections.execute(ConnectionDefinition.DEFAULT, status -> {
            try (var statement = status.getConnection().prepareStatement(sql)) {
                return work.call(statement);
            } catch (SQLException e) {
                throw new DataAccessException("Failed: " + sql, e);
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
