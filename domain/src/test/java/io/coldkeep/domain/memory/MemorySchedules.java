package io.coldkeep.domain.memory;

import io.coldkeep.domain.plan.Schedules;
import io.coldkeep.domain.policy.Schedule;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Schedules of a few forms only: one minute, and for the hour, the day of the month, the day of the week (1 is Sunday) and the
 * year one number, or any. There are none behind the next four years.
 */
public final class MemorySchedules implements Schedules {

    private static final Pattern FORM =
            Pattern.compile("cron\\((\\d+) (\\d+|\\*) (\\d+|\\*|\\?) \\* (\\d+|\\*|\\?) (\\d+|\\*)\\)");
    private static final int HOURS_AHEAD = 4 * 366 * 24;

    @Override
    public void check(Schedule schedule) {
        if (!FORM.matcher(schedule.expression()).matches()) {
            throw new RuleBroken(
                    InvalidValue.pattern("ScheduleExpression", "a cron expression", schedule.expression()));
        }
    }

    @Override
    public Optional<Instant> nextRun(Schedule schedule, Instant after) {
        var fields = FORM.matcher(schedule.expression());
        if (!fields.matches()) {
            throw new IllegalArgumentException(schedule.expression());
        }
        var first = after.atZone(schedule.zone())
                .truncatedTo(ChronoUnit.HOURS)
                .withMinute(Integer.parseInt(fields.group(1)));
        return Stream.iterate(first, at -> at.plusHours(1))
                .limit(HOURS_AHEAD)
                .filter(at -> accepts(fields.group(2), at.getHour())
                        && accepts(fields.group(3), at.getDayOfMonth())
                        && accepts(fields.group(4), dayOfWeek(at))
                        && accepts(fields.group(5), at.getYear()))
                .map(ZonedDateTime::toInstant)
                .filter(at -> at.isAfter(after))
                .findFirst();
    }

    private static int dayOfWeek(ZonedDateTime at) {
        return at.getDayOfWeek().getValue() % 7 + 1;
    }

    private static boolean accepts(String field, int value) {
        return field.equals("*") || field.equals("?") || Integer.parseInt(field) == value;
    }
}
