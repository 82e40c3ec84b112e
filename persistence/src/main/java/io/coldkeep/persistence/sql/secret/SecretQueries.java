package io.coldkeep.persistence.sql.secret;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface SecretQueries extends GenericRepository<SecretRow, String> {

    @Query("SELECT secret FROM service_secret WHERE name = :name")
    Optional<String> find(String name);
}
