package io.coldkeep.persistence.sql;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.flyway.FlywayConfigurationProperties;
import jakarta.inject.Singleton;

/** What pool and migrations need whatever else is configured. */
@Factory
final class CatalogSetup {

    private static final String COMMON = "classpath:db/migration/common";
    private static final String POSTGRESQL = "classpath:db/migration/postgresql";

    /**
     * Sessions in UTC: JDBC hands instants to H2 as local times of the session, and in another zone an hour of every autumn is
     * two.
     */
    @Singleton
    BeanCreatedEventListener<DatasourceConfiguration> sessionsInUtc() {
        return created -> {
            created.getBean().setConnectionInitSql("SET TIME ZONE 'UTC'");
            return created.getBean();
        };
    }

    /** The migrations that both databases share, and the few that only one of them needs. */
    @Singleton
    BeanCreatedEventListener<FlywayConfigurationProperties> migrations(
            @Value("${datasources.default.url}") String url) {
        return created -> {
            if (url.startsWith("jdbc:postgresql:")) {
                created.getBean().setLocations(COMMON, POSTGRESQL);
            } else {
                created.getBean().setLocations(COMMON);
            }
            return created.getBean();
        };
    }
}
