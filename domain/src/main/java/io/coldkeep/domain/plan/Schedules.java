package io.coldkeep.domain.plan;

import io.coldkeep.domain.policy.Schedule;
import io.coldkeep.domain.refusal.RuleBroken;
import java.time.Instant;
import java.util.Optional;

/** Knows cron expressions. */
public interface Schedules {

    /** @throws RuleBroken naming ScheduleExpression when the expression is not legal, or runs more often than once an hour */
    void check(Schedule schedule);

    /** The first run strictly after that instant; empty when there is none any more. */
    Optional<Instant> nextRun(Schedule schedule, Instant after);
}
