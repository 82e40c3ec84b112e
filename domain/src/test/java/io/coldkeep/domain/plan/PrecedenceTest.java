package io.coldkeep.domain.plan;

import static io.coldkeep.domain.fixtures.Fixtures.aBackupPlan;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupRule;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.memory.PlainSchedules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecedenceTest {

    private static final Instant LONG_AGO = day(-100);

    private final Schedules schedules = new PlainSchedules();

    /** The rule at ten o'clock has a start window of two hours, the other one a window of three and a longer retention. */
    @ParameterizedTest
    @CsvSource({
        "06:00, false", // ended an hour before
        "07:00, false", // ends when the window of the other begins
        "07:01, true",
        "10:00, true",
        "11:59, true",
        "12:00, false", // begins when the window of the other ends
        "13:00, false"
    })
    void givesWayToAnOverlappingStartWindow(String time, boolean givesWay) {
        var rule = rule("cron(0 10 ? * * *)", 2, 7);
        var longer = rule(
                "cron(%s %s ? * * *)"
                        .formatted(Integer.parseInt(time.substring(3)), Integer.parseInt(time.substring(0, 2))),
                3,
                35);

        assertThat(wayGivenTo(plan(rule, longer), rule, at(5, 10)))
                .isEqualTo(givesWay ? Optional.of(longer) : Optional.empty());
    }

    @Test
    void neverGivesWayToAShorterRetention() {
        var monthly = rule("cron(0 5 1 * ? *)", 8, 365);
        var daily = rule("cron(0 5 ? * * *)", 8, 35);
        var plan = plan(daily, monthly);
        var firstOfFebruary = Instant.parse("2026-02-01T05:00:00Z");

        assertThat(wayGivenTo(plan, monthly, firstOfFebruary)).isEmpty();
        assertThat(wayGivenTo(plan, daily, firstOfFebruary)).contains(monthly);
        assertThat(wayGivenTo(plan, daily, firstOfFebruary.plus(Duration.ofDays(1))))
                .isEmpty();
    }

    @Test
    void takesForEverForTheLongestRetention() {
        var forEver = aBackupRule()
                .schedule("cron(0 5 ? * * *)")
                .lifecycle(Lifecycle.moveToColdAfter(1))
                .build();
        var century = rule("cron(0 5 ? * * *)", 8, 36_500);
        var plan = plan(century, forEver);

        assertThat(wayGivenTo(plan, century, at(5, 5))).contains(forEver);
        assertThat(wayGivenTo(plan, forEver, at(5, 5))).isEmpty();
    }

    @Test
    void letsTheFirstInThePlanGoFirstAmongEquals() {
        var first = rule("cron(0 6 ? * * *)", 8, 35);
        var second = rule("cron(0 5 ? * * *)", 8, 35);
        var plan = plan(first, second);

        assertThat(wayGivenTo(plan, second, at(5, 5))).contains(first);
        assertThat(wayGivenTo(plan, first, at(5, 6))).isEmpty();
    }

    @Test
    void givesWayToTheNextWhereTheFirstCannotRun() {
        var rule = rule("cron(0 5 ? * * *)", 8, 7);
        var longest = rule("cron(0 5 ? * * *)", 8, 90);
        var longer = rule("cron(0 5 ? * * *)", 8, 35);
        var plan = plan(rule, longest, longer);

        assertThat(Precedence.wayGivenTo(plan, rule, at(5, 5), schedules, other -> !other.equals(longest)))
                .contains(longer);
        assertThat(Precedence.wayGivenTo(plan, rule, at(5, 5), schedules, other -> false))
                .isEmpty();
    }

    @Test
    void keepsTheRunsOfOneOfTwoHourlyRulesWhoseWindowsAllOverlap() {
        var first = rule("cron(30 * ? * * *)", 8, 7);
        var second = rule("cron(0 * ? * * *)", 8, 7);
        var plan = plan(first, second);

        for (var hour = 0; hour < 24; hour++) {
            assertThat(wayGivenTo(plan, first, at(5, hour).plus(Duration.ofMinutes(30))))
                    .isEmpty();
            assertThat(wayGivenTo(plan, second, at(5, hour))).contains(first);
        }
    }

    @Test
    void doesNotCountRunsOfBeforeTheVersionOfThePlan() {
        var rule = rule("cron(0 6 ? * * *)", 8, 7);
        var longer = rule("cron(0 5 ? * * *)", 8, 35);
        var plan = aBackupPlan()
                .versionCreationDate(at(5, 5).plusSeconds(1))
                .rules(rule, longer)
                .build();

        assertThat(wayGivenTo(plan, rule, at(5, 6))).isEmpty();
        assertThat(wayGivenTo(plan, rule, at(6, 6))).contains(longer);
        assertThat(wayGivenTo(aBackupPlan(plan).versionCreationDate(at(5, 4)).build(), rule, at(5, 6)))
                .contains(longer);
    }

    @Test
    void isNotAfraidOfTheLongestWindow() {
        var century = Duration.ofDays(36_500);
        var rule = aBackupRule()
                .schedule("cron(0 * ? * * *)")
                .window(century, century.plusMinutes(1))
                .lifecycle(Lifecycle.deleteAfter(7))
                .build();
        var longer = aBackupRule()
                .schedule("cron(0 * ? * * *)")
                .window(century, century.plusMinutes(1))
                .lifecycle(Lifecycle.deleteAfter(8))
                .build();

        assertThat(wayGivenTo(plan(rule, longer), rule, at(5, 5))).contains(longer);
    }

    /** Two weeks of four rules: the best of each run is kept, and kept backups do not overlap. */
    @Test
    void leavesNoTwoBackupsInOverlappingWindows() {
        var plan = plan(
                rule("cron(0 * ? * * *)", 1, 3),
                rule("cron(0 5 ? * * *)", 8, 35),
                rule("cron(30 3 ? * 7 *)", 4, 90),
                rule("cron(0 23 ? * 2 *)", 12, 35));
        record Run(BackupRule rule, Instant at) {
            Instant end() {
                return at.plus(rule.window().start());
            }
        }
        var kept = new ArrayList<Run>();
        for (var rule : plan.rules()) {
            for (var at = schedules.nextRun(rule.schedule(), day(10)).orElseThrow();
                    at.isBefore(day(24));
                    at = schedules.nextRun(rule.schedule(), at).orElseThrow()) {
                if (wayGivenTo(plan, rule, at).isEmpty()) {
                    kept.add(new Run(rule, at));
                }
            }
        }
        kept.sort(Comparator.comparing(Run::at));

        assertThat(kept).hasSizeGreaterThan(14 * 10);
        for (var i = 1; i < kept.size(); i++) {
            assertThat(kept.get(i).at()).isAfterOrEqualTo(kept.get(i - 1).end());
        }
    }

    private static BackupRule rule(String expression, int windowHours, int retentionDays) {
        return aBackupRule()
                .schedule(expression)
                .window(Duration.ofHours(windowHours), Duration.ofDays(7))
                .lifecycle(Lifecycle.deleteAfter(retentionDays))
                .build();
    }

    private static BackupPlan plan(BackupRule... rules) {
        return aBackupPlan().versionCreationDate(LONG_AGO).rules(rules).build();
    }

    private Optional<BackupRule> wayGivenTo(BackupPlan plan, BackupRule rule, Instant at) {
        return Precedence.wayGivenTo(plan, rule, at, schedules, any -> true);
    }

    private static Instant at(int day, int hour) {
        return day(day).plus(Duration.ofHours(hour));
    }
}
