package io.coldkeep.persistence.sql.plan;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.plan.RuleRun;
import io.coldkeep.domain.policy.PlanId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

@MappedEntity("rule_run")
record RuleRunRow(
        String account, String region, String planId, @Id UUID ruleId, Instant nextRunAt, Instant dueAt, int failures) {

    RuleRun toRuleRun() {
        return new RuleRun(Owner.of(account, region), new PlanId(planId), ruleId, nextRunAt, dueAt, failures);
    }
}
