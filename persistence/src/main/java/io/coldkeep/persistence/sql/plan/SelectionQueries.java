package io.coldkeep.persistence.sql.plan;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface SelectionQueries extends GenericRepository<SelectionRow, UUID> {

    String COLUMNS = """
            account, region, plan_id, id, name, iam_role_arn, resources, not_resources, list_of_tags, conditions,
            creation_date, creator_request_id
            """;

    @Query("SELECT " + COLUMNS + """
              FROM backup_selection
             WHERE account = :account AND region = :region AND plan_id = :planId AND id = :id""")
    Optional<SelectionRow> find(String account, String region, String planId, UUID id);

    @Query("SELECT " + COLUMNS + """
              FROM backup_selection
             WHERE account = :account AND region = :region AND plan_id = :planId AND name = :name""")
    Optional<SelectionRow> findByName(String account, String region, String planId, String name);

    @Query("SELECT " + COLUMNS + """
              FROM backup_selection
             WHERE account = :account AND region = :region AND plan_id = :planId
               AND creator_request_id = :requestId""")
    Optional<SelectionRow> findByRequestId(String account, String region, String planId, String requestId);

    @Query("""
            SELECT count(*)
              FROM backup_selection
             WHERE account = :account AND region = :region AND plan_id = :planId""")
    long count(String account, String region, String planId);

    @Query("SELECT " + COLUMNS + """
              FROM backup_selection
             WHERE account = :account AND region = :region AND plan_id = :planId AND name > :after
             ORDER BY account, region, plan_id, name
             LIMIT :limit""")
    List<SelectionRow> list(String account, String region, String planId, String after, int limit);

    @Query("""
            DELETE FROM backup_selection
             WHERE account = :account AND region = :region AND plan_id = :planId AND id = :id""")
    int delete(String account, String region, String planId, UUID id);
}
