package io.coldkeep.persistence.sql;

import io.coldkeep.persistence.sql.recovery.CatalogLock;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.flyway.FlywayConfigurationProperties;
import jakarta.inject.Singleton;

/** What pool and migrations need whatever else is configured. */
@Factory
final class CatalogSetup {

    private static final String H2 = "jdbc:h2:";
    private static final String COMMON = "classpath:db/migration/common";
    private static final String POSTGRESQL = "classpath:db/migration/postgresql";

    /**
     * Sessions in UTC: JDBC hands instants to H2 as local times of the session, and in another zone an hour of every autumn is
     * two. With H2 also more patience for a lock: it gives up after two seconds, and PostgreSQL never. With PostgreSQL those of a
     * service have a share of the {@link CatalogLock}.
     */
    @Singleton
    BeanCreatedEventListener<DatasourceConfiguration> sessions(@Value("${coldkeep.command:false}") boolean isCommand) {
        return created -> {
            var pool = created.getBean();
            var more = pool.getUrl().startsWith(H2)
                    ? "; SET LOCK_TIMEOUT 30000"
                    : isCommand ? "" : "; " + CatalogLock.SHARE;
            pool.setConnectionInitSql("SET TIME ZONE 'UTC'" + more);
            return pool;
        };
    }

    /** The migrations that both databases share, and the few that only one of them needs. */
    @Singleton
    BeanCreatedEventListener<FlywayConfigurationProperties> migrations(
            @Value("${datasources.default.url}") String url) {
        return created -> {
            var flyway = created.getBean();
            if (url.startsWith(H2)) {
                flyway.setLocations(COMMON);
            } else {
                flyway.setLocations(COMMON, POSTGRESQL);
            }
            return flyway;
        };
    }
}
