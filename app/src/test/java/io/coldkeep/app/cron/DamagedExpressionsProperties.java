package io.coldkeep.app.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.domain.policy.Schedule;
import io.coldkeep.domain.refusal.RuleBroken;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random expressions with something wrong: each is refused with a reason, or has a run. */
class DamagedExpressionsProperties {

    private static final int EXPRESSIONS = 20_000;

    private final RandomExpressions expressions = new RandomExpressions(Seeds.random(getClass()));
    private final CronSchedules schedules = new CronSchedules();

    @Test
    @Timeout(60)
    void refusesOrUnderstandsAnyText() {
        for (var i = 0; i < EXPRESSIONS; i++) {
            var schedule = new Schedule(expressions.damaged(), ZoneId.of("Etc/UTC"));
            try {
                schedules.check(schedule);
                assertThat(schedules.nextRun(schedule, Instant.EPOCH.minusNanos(1)))
                        .as("%s", schedule)
                        .isPresent();
            } catch (RuleBroken e) {
                assertThat(e.getMessage())
                        .startsWith("ScheduleExpression must ")
                        .hasSizeLessThan(300);
            }
        }
    }
}
