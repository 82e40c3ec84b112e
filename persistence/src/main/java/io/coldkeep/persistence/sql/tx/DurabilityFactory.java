package io.coldkeep.persistence.sql.tx;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;

@Factory
@Requires(beans = DataSource.class)
final class DurabilityFactory {

    @Singleton
    @Bean(preDestroy = "close")
    Durability durability(DataSource dataSource) throws SQLException {
        var pool = DelegatingDataSource.unwrapDataSource(dataSource);
        try (var connection = pool.getConnection()) {
            return connection.isWrapperFor(JdbcConnection.class) ? new H2Flush(pool) : Durability.BY_COMMIT;
        }
    }
}
