package io.coldkeep.app.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.domain.policy.Schedule;
import io.coldkeep.domain.refusal.RuleBroken;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random expressions, in random zones, around the days on which clocks change. */
class CronProperties {

    private static final int EXPRESSIONS = 3_000;
    private static final int RUNS = 10;
    private static final Duration STRETCH = Duration.ofDays(3 * 365);

    private static final List<String> ZONES = List.of(
            "Etc/UTC",
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Pacific/Apia",
            "Africa/Casablanca",
            "Europe/Dublin",
            "America/Caracas",
            "Asia/Pyongyang",
            "Antarctica/Troll",
            "America/Scoresbysund");

    private final Random random = Seeds.random(getClass());
    private final RandomExpressions expressions = new RandomExpressions(random);
    private final CronSchedules schedules = new CronSchedules();

    @Test
    void runsWhenTheModelSays() {
        for (var i = 0; i < EXPRESSIONS; i++) {
            var schedule = new Schedule(expressions.legal(), ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
            var after = instant(schedule.zone());
            var end = after.plus(STRETCH);

            var expected = new CronModel(schedule.expression(), schedule.zone()).runs(after, end, RUNS);

            assertThat(runs(schedule, after, end))
                    .as("%s after %s", schedule, after)
                    .isEqualTo(expected);
        }
    }

    private List<Instant> runs(Schedule schedule, Instant after, Instant end) {
        var runs = new ArrayList<Instant>();
        var next = next(schedule, after);
        while (runs.size() < RUNS && next.isPresent() && !next.get().isAfter(end)) {
            runs.add(next.get());
            next = next(schedule, next.get());
        }
        return runs;
    }

    /** No run when the expression never has one, which the model need not know. */
    private Optional<Instant> next(Schedule schedule, Instant after) {
        try {
            return schedules.nextRun(schedule, after);
        } catch (RuleBroken e) {
            assertThat(e).hasMessageStartingWith("ScheduleExpression must run at some time");
            return Optional.empty();
        }
    }

    /** Half of them within two days of a change of the clock, where there is one. */
    private Instant instant(ZoneId zone) {
        var any = Instant.parse("1970-01-02T00:00:00Z").plusSeconds(random.nextLong(70L * 365 * 86_400));
        var change = zone.getRules().nextTransition(any);
        return change == null || random.nextBoolean()
                ? any
                : change.getInstant().plusSeconds(60L * random.nextInt(-2_880, 2_880));
    }
}
