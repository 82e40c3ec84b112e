package io.coldkeep.persistence.sql.restore;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface RestoreJobQueries extends GenericRepository<RestoreJobRow, UUID> {

    String COLUMNS = """
            account, region, id, recovery_point_id, recovery_point_creation_date, vault_name, source_resource_arn,
            target_file_system_id, selection, metadata, iam_role_arn, idempotency_token, creation_date, started_at,
            attempt, completion_date, state, status_message, expected_bytes, restored_bytes
            """;

    @Query("SELECT " + COLUMNS + """
              FROM restore_job
             WHERE account = :account AND region = :region AND id = :id""")
    Optional<RestoreJobRow> find(String account, String region, UUID id);

    @Query("SELECT " + COLUMNS + """
              FROM restore_job
             WHERE account = :account AND region = :region AND id = :id
               FOR UPDATE""")
    Optional<RestoreJobRow> lock(String account, String region, UUID id);

    @Query("SELECT " + COLUMNS + """
              FROM restore_job
             WHERE account = :account AND region = :region AND idempotency_token = :token""")
    Optional<RestoreJobRow> findByIdempotencyToken(String account, String region, String token);
}
