package io.coldkeep.persistence.sql.copy;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface CopyJobQueries extends GenericRepository<CopyJobRow, UUID> {

    String COLUMNS = """
            account, region, id, original_recovery_point_id, source_vault_name, destination_vault_arn,
            destination_vault_id, copy_recovery_point_id, resource_arn, resource_name, iam_role_arn, idempotency_token,
            move_to_cold_after_days, delete_after_days, opt_in_to_archive, created_by, created_by_backup_job_id,
            creation_date, started_at, attempt, completion_date, state, status_message, backup_size_in_bytes,
            read_bytes, stored_bytes
            """;

    @Query("SELECT " + COLUMNS + """
              FROM copy_job
             WHERE account = :account AND region = :region AND id = :id""")
    Optional<CopyJobRow> find(String account, String region, UUID id);

    @Query("SELECT " + COLUMNS + """
              FROM copy_job
             WHERE account = :account AND region = :region AND id = :id
               FOR UPDATE""")
    Optional<CopyJobRow> lock(String account, String region, UUID id);

    @Query("SELECT " + COLUMNS + """
              FROM copy_job
             WHERE account = :account AND region = :region AND idempotency_token = :token""")
    Optional<CopyJobRow> findByIdempotencyToken(String account, String region, String token);
}
