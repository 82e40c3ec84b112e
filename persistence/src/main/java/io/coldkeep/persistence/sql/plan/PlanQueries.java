package io.coldkeep.persistence.sql.plan;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface PlanQueries extends GenericRepository<PlanRow, String> {

    /** A plan with each of its versions. */
    String SELECT = """
            SELECT p.account, p.region, p.id, v.version_number, v.version_id, v.creation_date AS version_creation_date,
                   v.name, v.rules, v.advanced_settings, p.creator_request_id, p.creation_date, p.deletion_date,
                   p.last_execution_date
              FROM backup_plan p
              JOIN backup_plan_version v ON v.account = p.account AND v.region = p.region AND v.plan_id = p.id
            """;

    /** A plan with its latest version. */
    String SELECT_LATEST = SELECT + " AND v.version_number = p.version_number ";

    @Query(SELECT_LATEST + "WHERE p.account = :account AND p.region = :region AND p.id = :id")
    Optional<PlanRow> find(String account, String region, String id);

    /** Locks the plan to the end of the transaction; answers its version number, or nothing when there is no plan. */
    @Query("""
            SELECT version_number
              FROM backup_plan
             WHERE account = :account AND region = :region AND id = :id
               FOR UPDATE""")
    Optional<Integer> lock(String account, String region, String id);

    @Query(SELECT + """
             WHERE p.account = :account AND p.region = :region AND p.id = :id
               AND v.version_id = :versionId""")
    Optional<PlanRow> findVersion(String account, String region, String id, String versionId);

    @Query(SELECT_LATEST + """
              JOIN backup_plan_name n ON n.account = p.account AND n.region = p.region AND n.plan_id = p.id
             WHERE n.account = :account AND n.region = :region AND n.name = :name""")
    Optional<PlanRow> findByName(String account, String region, String name);

    @Query(SELECT_LATEST + """
             WHERE p.account = :account AND p.region = :region AND p.live_request_id = :requestId""")
    Optional<PlanRow> findByRequestId(String account, String region, String requestId);

    @Query("""
            INSERT INTO backup_plan_name (account, region, name, plan_id)
            VALUES (:account, :region, :name, :id)
            ON CONFLICT DO NOTHING""")
    int insertName(String account, String region, String name, String id);

    /** The plan that has the name. */
    @Query("""
            SELECT plan_id
              FROM backup_plan_name
             WHERE account = :account AND region = :region AND name = :name""")
    Optional<String> findHolder(String account, String region, String name);

    @Query("DELETE FROM backup_plan_name WHERE account = :account AND region = :region AND name = :name")
    int deleteName(String account, String region, String name);

    /** Gives back all names of the plan but one. */
    @Query("""
            DELETE FROM backup_plan_name
             WHERE account = :account AND region = :region AND plan_id = :id AND name <> :kept""")
    int deleteOtherNames(String account, String region, String id, String kept);

    @Query("DELETE FROM backup_plan_name WHERE account = :account AND region = :region AND plan_id = :id")
    int deleteNames(String account, String region, String id);

    @Query("""
            SELECT count(*)
              FROM backup_plan
             WHERE account = :account AND region = :region AND live = TRUE AND id NOT LIKE 'aws/%'""")
    long countOfUsers(String account, String region);

    @Query(SELECT_LATEST + """
             WHERE p.account = :account AND p.region = :region AND p.live = TRUE AND p.id > :after
             ORDER BY p.account, p.region, p.live, p.id
             LIMIT :limit""")
    List<PlanRow> listLive(String account, String region, String after, int limit);

    @Query(SELECT_LATEST + """
             WHERE p.account = :account AND p.region = :region AND p.id > :after
             ORDER BY p.account, p.region, p.id
             LIMIT :limit""")
    List<PlanRow> listAll(String account, String region, String after, int limit);

    @Query(SELECT + """
             WHERE p.account = :account AND p.region = :region AND p.id = :id
               AND v.account = :account AND v.region = :region AND v.plan_id = :id AND v.version_number < :before
             ORDER BY v.account DESC, v.region DESC, v.plan_id DESC, v.version_number DESC
             LIMIT :limit""")
    List<PlanRow> listVersions(String account, String region, String id, int before, int limit);
}
