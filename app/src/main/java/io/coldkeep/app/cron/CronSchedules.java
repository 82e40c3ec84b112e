package io.coldkeep.app.cron;

import io.coldkeep.domain.plan.Schedules;
import io.coldkeep.domain.policy.Schedule;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * AWS's cron expressions by the wall clock of a zone: every local time that matches runs once. One that a clock put forward
 * leaves out runs as much later as the clock was put forward; one that a clock put back shows twice runs the first time.
 */
@Singleton
public final class CronSchedules implements Schedules {

    private static final int MOST_REMEMBERED = 2_000;

    /** No clock was ever put forward by more: Samoa left out the 30th of December 2011. */
    private static final int MOST_DAYS_LEFT_OUT = 1;

    private final Map<String, CronTimes> remembered = new ConcurrentHashMap<>();

    @Override
    public void check(Schedule schedule) {
        times(schedule);
    }

    @Override
    public Optional<Instant> nextRun(Schedule schedule, Instant after) {
        var times = times(schedule);
        var zone = schedule.zone();
        var start = LocalDateTime.ofInstant(after, zone).minusDays(MOST_DAYS_LEFT_OUT);
        return runs(times.from(start), zone, after).findFirst().map(run -> earliest(times, start, zone, after, run));
    }

    /**
     * The earliest run, given the one of the earliest local time. They differ when that time was left out with more than an
     * hour: put forward from 1:00 to 3:00, the clock lets 2:30 run at 4:30, after 3:30.
     */
    private static Instant earliest(CronTimes times, LocalDateTime start, ZoneId zone, Instant after, Instant run) {
        var end = LocalDateTime.ofInstant(run, zone);
        var upToRun = times.from(start).takeWhile(time -> !time.isAfter(end));
        return runs(upToRun, zone, after).min(Comparator.naturalOrder()).orElse(run);
    }

    private static Stream<Instant> runs(Stream<LocalDateTime> times, ZoneId zone, Instant after) {
        return times.map(time -> ZonedDateTime.of(time, zone).toInstant()).filter(run -> run.isAfter(after));
    }

    private CronTimes times(Schedule schedule) {
        var known = remembered.get(schedule.expression());
        return known != null ? known : remember(schedule.expression());
    }

    private CronTimes remember(String expression) {
        var times = AwsCron.read(expression);
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(expression, times);
        return times;
    }
}
