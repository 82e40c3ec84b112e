package io.coldkeep.domain.plan;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.policy.PlanId;
import java.time.Instant;
import java.util.UUID;

/** The next run of a rule of a plan. */
public record RuleRun(Owner owner, PlanId planId, UUID ruleId, Instant at) {}
