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
            SELECT account, region, plan_id, rule_id, next_run_at, due_at, failures
              FROM rule_run
             WHERE account = :account AND region = :region AND plan_id = :planId""")
    List<RuleRunRow> find(String account, String region, String planId);

    @Query("DELETE FROM rule_run WHERE account = :account AND region = :region AND plan_id = :planId")
    int deleteAll(String account, String region, String planId);

    @Query("""
            INSERT INTO rule_run (account, region, plan_id, rule_id, next_run_at, due_at, failures)
            VALUES (:account, :region, :planId, :ruleId, :nextRunAt, :dueAt, :failures)""")
    int insert(
            String account, String region, String planId, UUID ruleId, Instant nextRunAt, Instant dueAt, int failures);

    @Query("""
            UPDATE rule_run
               SET next_run_at = :next, due_at = :next, failures = 0
             WHERE account = :account AND region = :region AND plan_id = :planId AND rule_id = :ruleId
               AND next_run_at = :expected""")
    int move(String account, String region, String planId, UUID ruleId, Instant expected, Instant next);

    @Query("""
            UPDATE rule_run
               SET due_at = :dueAt, failures = :failures
             WHERE account = :account AND region = :region AND plan_id = :planId AND rule_id = :ruleId
               AND next_run_at = :expected""")
    int putOff(
            String account, String region, String planId, UUID ruleId, Instant expected, Instant dueAt, int failures);

    @Query("""
            DELETE FROM rule_run
             WHERE account = :account AND region = :region AND plan_id = :planId AND rule_id = :ruleId
               AND next_run_at = :expected""")
    int delete(String account, String region, String planId, UUID ruleId, Instant expected);

    /** Of all owners. The bound of the instant alone is what H2 reads off the index. */
    @Query("""
            SELECT account, region, plan_id, rule_id, next_run_at, due_at, failures
              FROM rule_run
             WHERE due_at >= :dueAt AND due_at <= :upTo
               AND (due_at, account, region, plan_id, rule_id) > (:dueAt, :account, :region, :planId, :ruleId)
             ORDER BY due_at, account, region, plan_id, rule_id
             LIMIT :limit""")
    List<RuleRunRow> findDue(
            Instant upTo, Instant dueAt, String account, String region, String planId, UUID ruleId, int limit);

    /** Of all owners. */
    @Query("SELECT min(due_at) FROM rule_run")
    @Nullable
    Instant nextDue();
}
