package io.coldkeep.persistence.sql.recoverypoint;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface RecoveryPointQueries extends GenericRepository<RecoveryPointRow, UUID> {

    String COLUMNS = """
            account, region, id, vault_id, vault_name, attempt, resource_arn, resource_name, iam_role_arn,
            plan_id, created_by, source_vault_arn, initiation_date, creation_date, completion_date, backup_size_in_bytes,
            move_to_cold_after_days, delete_after_days, opt_in_to_archive, tier, status, status_message,
            deletion_requested_at, last_restore_time, next_action, next_action_at, failures, retry_at, version
            """;

    /** Locks the vault to the end of the transaction; answers its id, or nothing when it is gone. */
    @Query("""
            SELECT id
              FROM vault
             WHERE account = :account AND region = :region AND id = :vaultId
               FOR UPDATE""")
    Optional<UUID> lockVault(String account, String region, UUID vaultId);

    @Query("SELECT " + COLUMNS + """
              FROM recovery_point
             WHERE account = :account AND region = :region AND id = :id""")
    Optional<RecoveryPointRow> find(String account, String region, UUID id);

    @Query("SELECT " + COLUMNS + """
              FROM recovery_point
             WHERE account = :account AND region = :region AND resource_arn = :resourceArn
               AND creation_date <= :date AND (creation_date < :date OR id < :id)
             ORDER BY account, region, resource_arn, creation_date DESC, id DESC
             LIMIT :limit""")
    List<RecoveryPointRow> listByResource(
            String account, String region, String resourceArn, Instant date, UUID id, int limit);

    /** The latest point of each of the resources: an index look-up for each. */
    @Query("SELECT " + COLUMNS + """
              FROM recovery_point
             WHERE account = :account AND region = :region
               AND id IN (SELECT (SELECT latest.id
                                    FROM recovery_point latest
                                   WHERE latest.account = :account AND latest.region = :region
                                     AND latest.resource_arn = resource.resource_arn
                                   ORDER BY latest.account, latest.region, latest.resource_arn,
                                            latest.creation_date DESC, latest.id DESC
                                   LIMIT 1)
                            FROM (SELECT DISTINCT resource_arn
                                    FROM vault_resource
                                   WHERE account = :account AND region = :region AND resource_arn > :after
                                   ORDER BY resource_arn
                                   LIMIT :limit) AS resource)
             ORDER BY resource_arn""")
    List<RecoveryPointRow> listLatestByResource(String account, String region, String after, int limit);

    /** The same within a vault. */
    @Query("SELECT " + COLUMNS + """
              FROM recovery_point
             WHERE account = :account AND region = :region
               AND id IN (SELECT (SELECT latest.id
                                    FROM recovery_point latest
                                   WHERE latest.account = :account AND latest.region = :region
                                     AND latest.vault_id = :vaultId AND latest.resource_arn = resource.resource_arn
                                   ORDER BY latest.account, latest.region, latest.vault_id, latest.resource_arn,
                                            latest.creation_date DESC, latest.id DESC
                                   LIMIT 1)
                            FROM (SELECT resource_arn
                                    FROM vault_resource
                                   WHERE account = :account AND region = :region AND vault_id = :vaultId
                                     AND resource_arn > :after
                                   ORDER BY resource_arn
                                   LIMIT :limit) AS resource)
             ORDER BY resource_arn""")
    List<RecoveryPointRow> listLatestByResourceInVault(
            String account, String region, UUID vaultId, String after, int limit);

    /** Of all owners. H2 sees that the index has the order only when all of its columns are named. */
    @Query("SELECT " + COLUMNS + """
              FROM recovery_point
             WHERE next_action = :nextAction AND next_action_at <= :upTo
             ORDER BY next_action, next_action_at, id
             LIMIT :limit""")
    List<RecoveryPointRow> findDue(String nextAction, Instant upTo, int limit);

    /** Of all owners. */
    @Query("""
            SELECT next_action_at
              FROM recovery_point
             WHERE next_action = :nextAction
             ORDER BY next_action, next_action_at, id
             LIMIT 1""")
    Optional<Instant> nextDue(String nextAction);
}
