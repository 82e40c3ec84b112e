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

    /** The latest point of each resource: there is none behind it. */
    String IS_LATEST_OF_ITS_RESOURCE = """
            NOT EXISTS (SELECT 1
                          FROM recovery_point later
                         WHERE later.account = p.account AND later.region = p.region
                           AND later.resource_arn = p.resource_arn
                           AND later.creation_date >= p.creation_date
                           AND (later.creation_date > p.creation_date OR later.id > p.id))
            """;

    /** The same within a vault. */
    String IS_LATEST_OF_ITS_RESOURCE_IN_ITS_VAULT = """
            NOT EXISTS (SELECT 1
                          FROM recovery_point later
                         WHERE later.account = p.account AND later.region = p.region AND later.vault_id = p.vault_id
                           AND later.resource_arn = p.resource_arn
                           AND later.creation_date >= p.creation_date
                           AND (later.creation_date > p.creation_date OR later.id > p.id))
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
             WHERE account = :account AND region = :region AND vault_id = :vaultId
               AND creation_date > :createdAfter
               AND creation_date <= :date AND (creation_date < :date OR id < :id)
             ORDER BY account, region, vault_id, creation_date DESC, id DESC
             LIMIT :limit""")
    List<RecoveryPointRow> listByVault(
            String account, String region, UUID vaultId, Instant createdAfter, Instant date, UUID id, int limit);

    @Query("SELECT " + COLUMNS + """
              FROM recovery_point
             WHERE account = :account AND region = :region AND vault_id = :vaultId AND resource_arn = :resourceArn
               AND creation_date > :createdAfter
               AND creation_date <= :date AND (creation_date < :date OR id < :id)
             ORDER BY account, region, vault_id, resource_arn, creation_date DESC, id DESC
             LIMIT :limit""")
    List<RecoveryPointRow> listByVaultAndResource(
            String account,
            String region,
            UUID vaultId,
            String resourceArn,
            Instant createdAfter,
            Instant date,
            UUID id,
            int limit);

    @Query("SELECT " + COLUMNS + """
              FROM recovery_point
             WHERE account = :account AND region = :region AND resource_arn = :resourceArn
               AND creation_date <= :date AND (creation_date < :date OR id < :id)
             ORDER BY account, region, resource_arn, creation_date DESC, id DESC
             LIMIT :limit""")
    List<RecoveryPointRow> listByResource(
            String account, String region, String resourceArn, Instant date, UUID id, int limit);

    @Query("SELECT " + COLUMNS + """
              FROM recovery_point p
             WHERE account = :account AND region = :region AND resource_arn > :after
               AND\s""" + IS_LATEST_OF_ITS_RESOURCE + """
             ORDER BY account, region, resource_arn
             LIMIT :limit""")
    List<RecoveryPointRow> listLatestByResource(String account, String region, String after, int limit);

    @Query("SELECT " + COLUMNS + """
              FROM recovery_point p
             WHERE account = :account AND region = :region AND vault_id = :vaultId AND resource_arn > :after
               AND\s""" + IS_LATEST_OF_ITS_RESOURCE_IN_ITS_VAULT + """
             ORDER BY account, region, vault_id, resource_arn
             LIMIT :limit""")
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
