package io.coldkeep.persistence.sql.plan;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface RuleRunQueries extends GenericRepository<RuleRunRow, UUID> {

    @Query("""
            SELECT account, region, plan_id, rule_id, next_run_at
              FROM rule_run
             WHERE account = :account AND region = :region AND plan_id = :planId""")
    List<RuleRunRow> find(String account, String region, String planId);

    @Query("DELETE FROM rule_run WHERE account = :account AND region = :region AND plan_id = :planId")
    int deleteAll(String account, String region, String planId);

    @Query("""
            INSERT INTO rule_run (account, region, plan_id, rule_id, next_run_at)
            VALUES (:account, :region, :planId, :ruleId, :nextRunAt)""")
    int insert(String account, String region, String planId, UUID ruleId, Instant nextRunAt);

    @Query("""
            UPDATE rule_run
               SET next_run_at = :next
             WHERE account = :account AND region = :region AND plan_id = :planId AND rule_id = :ruleId
               AND next_run_at = :expected""")
    int move(String account, String region, String planId, UUID ruleId, Instant expected, Instant next);

    @Query("""
            DELETE FROM rule_run
             WHERE account = :account AND region = :region AND plan_id = :planId AND rule_id = :ruleId
               AND next_run_at = :expected""")
    int delete(String account, String region, String planId, UUID ruleId, Instant expected);

    /** Of all owners. The bound of the instant alone is what H2 reads off the index. */
    @Query("""
            SELECT account, region, plan_id, rule_id, next_run_at
              FROM rule_run
             WHERE next_run_at >= :at AND next_run_at <= :upTo
               AND (next_run_at, account, region, plan_id, rule_id) > (:at, :account, :region, :planId, :ruleId)
             ORDER BY next_run_at, account, region, plan_id, rule_id
             LIMIT :limit""")
    List<RuleRunRow> findDue(
            Instant upTo, Instant at, String account, String region, String planId, UUID ruleId, int limit);

    /** Of all owners. */
    @Query("SELECT min(next_run_at) FROM rule_run")
    @Nullable
    Instant nextDue();
}
