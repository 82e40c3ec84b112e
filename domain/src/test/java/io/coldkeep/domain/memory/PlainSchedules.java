package io.coldkeep.domain.memory;

import io.coldkeep.domain.plan.Schedules;
import io.coldkeep.domain.policy.Schedule;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Knows {@code cron(M H ? * * Y)} alone: a minute, an hour or {@code *}, a year or {@code *}; and with one day, of the month
 * {@code cron(M H D * ? Y)} or of the week, where Sunday is 1, {@code cron(M H ? * W Y)}.
 */
public final class PlainSchedules implements Schedules {

    private static final Pattern CRON = Pattern.compile(
            "cron\\(([1-5]?[0-9]|\\*) (1?[0-9]|2[0-3]|\\*) (?:([0-9]+) \\* \\?|\\? \\* ([1-7]|\\*)) ([0-9]{4}|\\*)\\)");

    @Override
    public void check(Schedule schedule) {
        cron(schedule);
    }

    @Override
    public Optional<Instant> nextRun(Schedule schedule, Instant after) {
        var cron = cron(schedule);
        return days(cron.group(5), after.atZone(schedule.zone()).toLocalDate())
                .filter(day -> isDay(cron, day))
                .limit(4)
                .flatMap(day -> runs(cron, day, schedule))
                .filter(run -> run.isAfter(after))
                .min(Comparator.naturalOrder());
    }

    /** From the day before the date, whose last hours may be left out. */
    private static Stream<LocalDate> days(String year, LocalDate date) {
        if (year.equals("*")) {
            return date.minusDays(1).datesUntil(date.plusYears(1));
        }
        var first = LocalDate.of(Integer.parseInt(year), 1, 1);
        var start = date.minusDays(1).isBefore(first) ? first : date.minusDays(1);
        return start.datesUntil(start.plusYears(1)).filter(day -> day.getYear() == first.getYear());
    }

    private static boolean isDay(MatchResult cron, LocalDate day) {
        if (cron.group(3) != null) {
            return day.getDayOfMonth() == Integer.parseInt(cron.group(3));
        }
        return cron.group(4).equals("*") || day.getDayOfWeek().getValue() % 7 + 1 == Integer.parseInt(cron.group(4));
    }

    private static Stream<Instant> runs(MatchResult cron, LocalDate day, Schedule schedule) {
        var hours = cron.group(2).equals("*") ? IntStream.range(0, 24) : IntStream.of(Integer.parseInt(cron.group(2)));
        var minute = Integer.parseInt(cron.group(1));
        return hours.mapToObj(hour ->
                ZonedDateTime.of(day.atTime(hour, minute), schedule.zone()).toInstant());
    }

    private static MatchResult cron(Schedule schedule) {
        var cron = CRON.matcher(schedule.expression());
        if (!cron.matches()) {
            throw refused("must be cron(M H ? * * Y)", schedule);
        }
        if (cron.group(1).equals("*")) {
            throw refused("must run at most once an hour", schedule);
        }
        return cron.toMatchResult();
    }

    private static RuleBroken refused(String reason, Schedule schedule) {
        return new RuleBroken(InvalidValue.was("ScheduleExpression", reason, schedule.expression()));
    }
}
