package io.coldkeep.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.plan.Schedules;
import io.coldkeep.domain.policy.Schedule;
import io.coldkeep.domain.refusal.RuleBroken;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Schedules} promises, shown with what the simplest implementation understands: {@code cron(M H ? * * Y)}. */
public abstract class SchedulesContract {

    private static final String BERLIN = "Europe/Berlin";
    private static final String UTC = "Etc/UTC";

    protected abstract Schedules schedules();

    @Test
    void runsEveryDayAtItsTime() {
        assertThat(runs(Schedule.DEFAULT, "2026-01-30T05:00:00.001Z", 4))
                .containsExactly(
                        "2026-01-31T05:00:00Z", "2026-02-01T05:00:00Z", "2026-02-02T05:00:00Z", "2026-02-03T05:00:00Z");
    }

    @Test
    void runsStrictlyAfterTheInstant() {
        var five = Instant.parse("2026-01-30T05:00:00Z");

        assertThat(schedules().nextRun(Schedule.DEFAULT, five.minusNanos(1))).contains(five);
        assertThat(schedules().nextRun(Schedule.DEFAULT, five)).contains(five.plus(Duration.ofDays(1)));
    }

    @Test
    void runsEveryHour() {
        assertThat(runs(schedule("cron(45 * ? * * *)", "Asia/Kathmandu"), "2026-01-30T22:30:00Z", 3))
                .containsExactly("2026-01-30T23:00:00Z", "2026-01-31T00:00:00Z", "2026-01-31T01:00:00Z");
    }

    @Test
    void followsTheWallClockOfItsZone() {
        assertThat(runs(schedule("cron(0 5 ? * * *)", BERLIN), "2025-03-28T12:00:00Z", 2))
                .containsExactly("2025-03-29T04:00:00Z", "2025-03-30T03:00:00Z");
        assertThat(runs(schedule("cron(0 5 ? * * *)", BERLIN), "2025-10-24T12:00:00Z", 2))
                .containsExactly("2025-10-25T03:00:00Z", "2025-10-26T04:00:00Z");
    }

    @Test
    void runsATimeThatIsLeftOutAsMuchLaterAsTheClockIsPutForward() {
        assertThat(runs(schedule("cron(30 2 ? * * *)", BERLIN), "2025-03-28T12:00:00Z", 3))
                .containsExactly("2025-03-29T01:30:00Z", "2025-03-30T01:30:00Z", "2025-03-31T00:30:00Z");
    }

    @Test
    void runsATimeThatIsShownTwiceTheFirstTime() {
        assertThat(runs(schedule("cron(30 2 ? * * *)", BERLIN), "2025-10-24T12:00:00Z", 3))
                .containsExactly("2025-10-25T00:30:00Z", "2025-10-26T00:30:00Z", "2025-10-27T01:30:00Z");
    }

    @Test
    void runsOnceAtAnHourThatTwoTimesFallInto() {
        assertThat(runs(schedule("cron(30 * ? * * *)", BERLIN), "2025-03-30T00:00:00Z", 3))
                .containsExactly("2025-03-30T00:30:00Z", "2025-03-30T01:30:00Z", "2025-03-30T02:30:00Z");
    }

    @Test
    void runsOnceForAnHourThatIsShownTwice() {
        assertThat(runs(schedule("cron(30 * ? * * *)", BERLIN), "2025-10-26T00:00:00Z", 3))
                .containsExactly("2025-10-26T00:30:00Z", "2025-10-26T02:30:00Z", "2025-10-26T03:30:00Z");
    }

    @Test
    void runsHalfAnHourLaterWhereTheClockIsPutForwardByHalfAnHour() {
        assertThat(runs(schedule("cron(15 * ? * * *)", "Australia/Lord_Howe"), "2025-10-04T15:00:00Z", 3))
                .containsExactly("2025-10-04T15:45:00Z", "2025-10-04T16:15:00Z", "2025-10-04T17:15:00Z");
    }

    @Test
    void runsADayLaterWhereTheClockIsPutForwardByADay() {
        assertThat(runs(schedule("cron(0 5 ? * * *)", "Pacific/Apia"), "2011-12-29T00:00:00Z", 3))
                .containsExactly("2011-12-29T15:00:00Z", "2011-12-30T15:00:00Z", "2011-12-31T15:00:00Z");
    }

    @Test
    void hasNoRunWhenItsYearIsOver() {
        var schedule = schedule("cron(0 5 ? * * 2026)", UTC);

        assertThat(runs(schedule, "2025-01-01T00:00:00Z", 1)).containsExactly("2026-01-01T05:00:00Z");
        assertThat(schedules().nextRun(schedule, Instant.parse("2026-12-31T05:00:00Z")))
                .isEmpty();
    }

    @Test
    void acceptsTheDefault() {
        assertThatCode(() -> schedules().check(Schedule.DEFAULT)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "every day at five",
                "cron(0 5 * * *)",
                "cron(0 24 ? * * *)",
                "rate(1 day)",
                "cron(0 5 ? * * *"
            })
    void refusesWhatIsNoCronExpression(String expression) {
        assertThatThrownBy(() -> schedules().check(schedule(expression, UTC)))
                .isInstanceOf(RuleBroken.class)
                .hasMessageStartingWith("ScheduleExpression must ");
    }

    @Test
    void refusesMoreThanOneRunInAnHour() {
        assertThatThrownBy(() -> schedules().check(schedule("cron(* 5 ? * * *)", UTC)))
                .isInstanceOf(RuleBroken.class)
                .hasMessageStartingWith("ScheduleExpression must run at most once an hour");
    }

    private List<String> runs(Schedule schedule, String after, int count) {
        return Stream.iterate(
                        Instant.parse(after),
                        run -> schedules().nextRun(schedule, run).orElseThrow())
                .skip(1)
                .limit(count)
                .map(Instant::toString)
                .toList();
    }

    private static Schedule schedule(String expression, String zone) {
        return new Schedule(expression, ZoneId.of(zone));
    }
}
