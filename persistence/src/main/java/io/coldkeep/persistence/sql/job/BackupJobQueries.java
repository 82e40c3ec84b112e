package io.coldkeep.persistence.sql.job;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface BackupJobQueries extends GenericRepository<BackupJobRow, UUID> {

    String COLUMNS = """
            account, region, id, vault_name, vault_id, recovery_point_id, resource_arn, resource_name, iam_role_arn,
            idempotency_token, move_to_cold_after_days, delete_after_days, opt_in_to_archive, point_tags, backup_options,
            created_by, copy_actions, creation_date, start_by, complete_by, started_at, attempt, completion_date, state, status_message,
            expected_bytes, bytes_transferred, read_bytes, stored_bytes
            """;

    @Query("SELECT " + COLUMNS + """
              FROM backup_job
             WHERE account = :account AND region = :region AND id = :id""")
    Optional<BackupJobRow> find(String account, String region, UUID id);

    @Query("SELECT " + COLUMNS + """
              FROM backup_job
             WHERE account = :account AND region = :region AND id = :id
               FOR UPDATE""")
    Optional<BackupJobRow> lock(String account, String region, UUID id);

    @Query("SELECT " + COLUMNS + """
              FROM backup_job
             WHERE account = :account AND region = :region AND idempotency_token = :token""")
    Optional<BackupJobRow> findByIdempotencyToken(String account, String region, String token);

    @Query("""
            INSERT INTO resource_claim (account, region, resource_arn, job_id)
            VALUES (:account, :region, :resourceArn, :jobId)
            ON CONFLICT DO NOTHING""")
    int insertClaim(String account, String region, String resourceArn, UUID jobId);

    /** The job that has the resource, which keeps it to the end of this transaction. */
    @Query("""
            SELECT job_id
              FROM resource_claim
             WHERE account = :account AND region = :region AND resource_arn = :resourceArn
               FOR UPDATE""")
    Optional<UUID> lockClaim(String account, String region, String resourceArn);

    @Query("""
            DELETE FROM resource_claim
             WHERE account = :account AND region = :region AND resource_arn = :resourceArn AND job_id = :jobId""")
    int deleteClaim(String account, String region, String resourceArn, UUID jobId);

    @Query("""
            INSERT INTO resource_wait (account, region, resource_arn, creation_date, job_id)
            VALUES (:account, :region, :resourceArn, :creationDate, :jobId)
            ON CONFLICT DO NOTHING""")
    int insertWait(String account, String region, String resourceArn, Instant creationDate, UUID jobId);

    /**
     * The job that has waited longest for a resource that nobody has. Counts the claims, since H2 goes on giving the answer of
     * an EXISTS after its own transaction has deleted the row.
     */
    @Query("""
            SELECT job_id
              FROM resource_wait
             WHERE account = :account AND region = :region AND resource_arn = :resourceArn
               AND (SELECT count(*)
                      FROM resource_claim
                     WHERE account = :account AND region = :region AND resource_arn = :resourceArn) = 0
             ORDER BY account, region, resource_arn, creation_date, job_id
             LIMIT 1""")
    Optional<UUID> findNextWait(String account, String region, String resourceArn);

    @Query("""
            DELETE FROM resource_wait
             WHERE account = :account AND region = :region AND resource_arn = :resourceArn AND job_id = :jobId""")
    int deleteWait(String account, String region, String resourceArn, UUID jobId);

    /** Of all owners. */
    @Query("""
            SELECT start_by
              FROM backup_job
             WHERE state = 'CREATED'
             ORDER BY state, start_by, id
             LIMIT 1""")
    Optional<Instant> nextStartBy();

    /** Of all owners. */
    @Query("SELECT " + COLUMNS + """
              FROM backup_job
             WHERE state = 'CREATED' AND start_by <= :upTo
             ORDER BY state, start_by, id
             LIMIT :limit""")
    List<BackupJobRow> findToStartBy(Instant upTo, int limit);
}
