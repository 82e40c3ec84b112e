package io.coldkeep.app.cron;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cron expressions done the slow way, for legal ones only: looks at every day of a stretch of time, at every minute of the days
 * that match, and asks the zone's rules when the clock shows it.
 */
final class CronModel {

    private static final List<String> MONTHS =
            List.of("", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("", "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private final String daysOfMonth;
    private final String daysOfWeek;
    private final Set<Integer> minutes;
    private final Set<Integer> hours;
    private final Set<Integer> months;
    private final Set<Integer> years;
    private final ZoneId zone;

    CronModel(String expression, ZoneId zone) {
        var fields = expression
                .replace("cron(", "")
                .replace(")", "")
                .toUpperCase(Locale.ROOT)
                .split(" ", -1);
        this.minutes = numbers(fields[0], 0, 59, List.of());
        this.hours = numbers(fields[1], 0, 23, List.of());
        this.daysOfMonth = fields[2];
        this.months = numbers(fields[3], 1, 12, MONTHS);
        this.daysOfWeek = fields[4];
        this.years = numbers(fields[5], 1970, 2199, List.of());
        this.zone = zone;
    }

    /** The first runs after the one instant up to the other, as many as wanted. */
    List<Instant> runs(Instant after, Instant end, int wanted) {
        var runs = new TreeSet<Instant>();
        var day = after.atZone(zone).toLocalDate().minusDays(2);
        var last = end.atZone(zone).toLocalDate().plusDays(2);
        while (day.isBefore(last)) {
            if (matches(day)) {
                addRuns(day, runs);
            }
            if (runs.tailSet(after, false).size() >= wanted) {
                var enough = day.plusDays(3);
                last = enough.isBefore(last) ? enough : last;
            }
            day = day.plusDays(1);
        }
        return runs.subSet(after, false, end, true).stream().limit(wanted).toList();
    }

    private void addRuns(LocalDate day, Set<Instant> runs) {
        for (var minute = 0; minute < 24 * 60; minute++) {
            var time = day.atStartOfDay().plusMinutes(minute);
            if (hours.contains(time.getHour()) && minutes.contains(time.getMinute())) {
                runs.add(instant(time));
            }
        }
    }

    /** When the clock shows the time first; when it never does, as long after its jump as the time is after the jump's start. */
    private Instant instant(LocalDateTime time) {
        var jump = zone.getRules().getTransition(time);
        var offset = jump != null ? jump.getOffsetBefore() : zone.getRules().getOffset(time);
        return time.toInstant(offset);
    }

    private boolean matches(LocalDate day) {
        return years.contains(day.getYear())
                && months.contains(day.getMonthValue())
                && (daysOfMonth.equals("?") ? matchesWeekday(day) : matchesDay(day));
    }

    private boolean matchesDay(LocalDate day) {
        var last = day.lengthOfMonth();
        if (daysOfMonth.equals("L")) {
            return day.getDayOfMonth() == last;
        }
        if (daysOfMonth.equals("LW")) {
            return isWeekday(day) && day.getDayOfMonth() > last - 3 && !isWeekdayLaterInMonth(day);
        }
        if (daysOfMonth.endsWith("W")) {
            var wanted = Integer.parseInt(daysOfMonth.replace("W", ""));
            return wanted <= last && day.equals(nearestWeekday(day.withDayOfMonth(wanted)));
        }
        return numbers(daysOfMonth, 1, 31, List.of()).contains(day.getDayOfMonth());
    }

    private boolean matchesWeekday(LocalDate day) {
        var number =
                day.getDayOfWeek() == DayOfWeek.SUNDAY ? 1 : day.getDayOfWeek().getValue() + 1;
        if (daysOfWeek.equals("L")) {
            return number == 7;
        }
        if (daysOfWeek.endsWith("L")) {
            return number == number(daysOfWeek.substring(0, daysOfWeek.length() - 1), DAYS)
                    && day.getMonthValue() != day.plusWeeks(1).getMonthValue();
        }
        if (daysOfWeek.contains("#")) {
            var parts = daysOfWeek.split("#", -1);
            var weeks = Integer.parseInt(parts[1]);
            return number == number(parts[0], DAYS)
                    && day.minusWeeks(weeks - 1).getMonthValue() == day.getMonthValue()
                    && day.minusWeeks(weeks).getMonthValue() != day.getMonthValue();
        }
        return numbers(daysOfWeek, 1, 7, DAYS).contains(number);
    }

    private static boolean isWeekdayLaterInMonth(LocalDate day) {
        return day.datesUntil(day.withDayOfMonth(day.lengthOfMonth()).plusDays(1))
                .skip(1)
                .anyMatch(CronModel::isWeekday);
    }

    private static LocalDate nearestWeekday(LocalDate day) {
        for (var distance : List.of(0, -1, 1, -2, 2)) {
            var near = day.plusDays(distance);
            if (near.getMonthValue() == day.getMonthValue() && isWeekday(near)) {
                return near;
            }
        }
        throw new AssertionError(day);
    }

    private static boolean isWeekday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    private static Set<Integer> numbers(String field, int least, int most, List<String> names) {
        var numbers = new TreeSet<Integer>();
        for (var item : field.split(",", -1)) {
            addNumbers(item, least, most, names, numbers);
        }
        return numbers;
    }

    private static void addNumbers(String item, int least, int most, List<String> names, Set<Integer> numbers) {
        var step = item.contains("/") ? Integer.parseInt(item.substring(item.indexOf('/') + 1)) : 1;
        var ends = item.replaceAll("/.*", "").replace("*", least + "-" + most).split("-", -1);
        var first = number(ends[0], names);
        var last = ends.length > 1 ? number(ends[1], names) : item.contains("/") ? most : first;
        var way = 0;
        for (var number = first; ; number = number == most ? least : number + 1) {
            if (way++ % step == 0) {
                numbers.add(number);
            }
            if (number == last) {
                return;
            }
        }
    }

    private static int number(String text, List<String> names) {
        return names.contains(text) ? names.indexOf(text) : Integer.parseInt(text);
    }
}
