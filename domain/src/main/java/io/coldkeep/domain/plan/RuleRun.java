package io.coldkeep.domain.plan;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.work.RetryPause;
import java.time.Instant;
import java.util.UUID;

/**
 * The next run of a rule of a plan.
 *
 * @param at the instant that the schedule says
 * @param dueAt when it is to be done: then, or later when that failed
 * @param failures how many times it has failed
 */
public record RuleRun(Owner owner, PlanId planId, UUID ruleId, Instant at, Instant dueAt, int failures) {

    /** One that has not been tried yet. */
    public RuleRun(Owner owner, PlanId planId, UUID ruleId, Instant at) {
        this(owner, planId, ruleId, at, at, 0);
    }

    RuleRun untried() {
        return new RuleRun(owner, planId, ruleId, at);
    }

    RuleRun failed(Instant now) {
        return new RuleRun(owner, planId, ruleId, at, now.plus(RetryPause.after(failures + 1)), failures + 1);
    }
}
