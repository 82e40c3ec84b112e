package io.coldkeep.domain.plan;

import io.coldkeep.domain.policy.Schedule;
import io.coldkeep.domain.refusal.RuleBroken;
import java.time.Instant;
import java.util.Optional;

/**
 * Knows cron expressions, by the wall clock of a zone: every time that matches runs once. One that is left out when the clock is
 * put forward runs as much later as the clock is put forward, one that is shown twice runs the first time. Every
 * implementation passes {@code SchedulesContract}.
 */
public interface Schedules {

    /** @throws RuleBroken naming ScheduleExpression when the expression is not legal, or runs more often than once an hour */
    void check(Schedule schedule);

    /** The first run strictly after that instant; empty when there is none any more. */
    Optional<Instant> nextRun(Schedule schedule, Instant after);
}
