package io.coldkeep.persistence.sql.tx;

import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.connection.ConnectionStatus;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Gives the connection of the running transaction, or else one of the pool. */
final class TransactionalDataSource extends DelegatingDataSource {

    private final ConnectionOperations<Connection> connections;

    TransactionalDataSource(DataSource pool, ConnectionOperations<Connection> connections) {
        super(pool);
        this.connections = connections;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var running = connections.findConnectionStatus();
        return running.isPresent()
                ? shared(running.map(ConnectionStatus::getConnection).get())
                : super.getConnection();
    }

    private static Connection shared(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "close" -> {
                            return null;
                        }
                        case "commit", "rollback", "setAutoCommit" ->
                            throw new SQLException(method.getName() + " is up to the transaction that is running");
                        default -> {
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }
                    }
                });
    }
}
