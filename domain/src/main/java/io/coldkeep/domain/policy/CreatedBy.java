package io.coldkeep.domain.policy;

/**
 * The rule that a job and its recovery point come from, as it was when it ran.
 *
 * @param planVersion the version of the plan that the rule was in
 */
public record CreatedBy(
        PlanId planId, String planName, String planVersion, String ruleId, String ruleName, Schedule schedule) {}
