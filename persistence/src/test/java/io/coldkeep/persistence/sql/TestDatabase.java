package io.coldkeep.persistence.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An empty database that one test has to itself; closing it removes it, connected or not. */
public interface TestDatabase extends AutoCloseable {
    String jdbcUrl();

    String username();

    String password();

    default Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), username(), password());
    }

    @Override
    void close();
}
