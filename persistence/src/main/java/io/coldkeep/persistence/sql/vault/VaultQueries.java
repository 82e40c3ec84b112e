package io.coldkeep.persistence.sql.vault;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface VaultQueries extends GenericRepository<VaultRow, UUID> {

    @Query("""
            SELECT account, region, id, name, creation_date, creator_request_id, encryption_key_arn
              FROM vault
             WHERE account = :account AND region = :region AND name = :name""")
    Optional<VaultRow> find(String account, String region, String name);

    @Query("""
            SELECT account, region, id, name, creation_date, creator_request_id, encryption_key_arn
              FROM vault
             WHERE account = :account AND region = :region AND name > :after
             ORDER BY name
             LIMIT :limit""")
    List<VaultRow> list(String account, String region, String after, int limit);

    @Query("""
            SELECT vault_id, CAST(sum(points) AS BIGINT) AS points
              FROM vault_resource
             WHERE account = :account AND region = :region AND vault_id IN (:ids)
             GROUP BY vault_id""")
    List<VaultCountRow> countRecoveryPoints(String account, String region, List<UUID> ids);

    @Query("""
            SELECT account, region, id, name, creation_date, creator_request_id, encryption_key_arn
              FROM vault
             WHERE account = :account AND region = :region AND id = :id""")
    Optional<VaultRow> findById(String account, String region, UUID id);

    /** Locks the vault to the end of the transaction; answers its id, or nothing when it is gone. */
    @Query("""
            SELECT id
              FROM vault
             WHERE account = :account AND region = :region AND id = :id
               FOR UPDATE""")
    Optional<UUID> lock(String account, String region, UUID id);

    @Query("""
            DELETE FROM vault
             WHERE account = :account AND region = :region AND id = :id
               AND NOT EXISTS (SELECT 1
                                 FROM recovery_point
                                WHERE account = :account AND region = :region AND vault_id = :id)""")
    int deleteIfEmpty(String account, String region, UUID id);
}
