package io.coldkeep.app.cron;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.BitSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The times at which a cron expression is true, by a clock on the wall that knows no zone: at most one in an hour. */
record CronTimes(int minute, BitSet hours, Predicate<LocalDate> days, BitSet months, BitSet years) {

    /** The times that are not before that one, in order, each found when it is asked for. */
    Stream<LocalDateTime> from(LocalDateTime start) {
        var firstDay = start.toLocalDate();
        var firstMonth = YearMonth.from(firstDay);
        return years.stream()
                .filter(year -> year >= firstMonth.getYear())
                .boxed()
                .flatMap(year -> months.stream().mapToObj(month -> YearMonth.of(year, month)))
                .filter(month -> !month.isBefore(firstMonth))
                .flatMap(month -> month.atDay(1).datesUntil(month.plusMonths(1).atDay(1)))
                .filter(day -> !day.isBefore(firstDay) && days.test(day))
                .flatMap(day -> hours.stream().mapToObj(hour -> day.atTime(hour, minute)))
                .filter(time -> !time.isBefore(start));
    }
}
