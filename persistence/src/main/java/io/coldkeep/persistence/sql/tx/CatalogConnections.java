package io.coldkeep.persistence.sql.tx;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import javax.sql.DataSource;

/**
 * The way into the catalog for those who speak JDBC themselves. Not a bean of type {@link DataSource}: the framework would
 * wrap it, and make repositories of it.
 */
@Singleton
@Requires(beans = DataSource.class)
public final class CatalogConnections {

    private final DataSource dataSource;

    CatalogConnections(DataSource dataSource, ConnectionOperations<Connection> connections) {
        this.dataSource = new TransactionalDataSource(DelegatingDataSource.unwrapDataSource(dataSource), connections);
    }

    /**
     * Inside a running transaction it gives that transaction's connection, whose end it leaves to the transaction, and
     * otherwise one of the pool.
     */
    public DataSource dataSource() {
        return dataSource;
    }
}
