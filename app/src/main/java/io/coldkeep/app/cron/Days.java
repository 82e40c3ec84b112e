package io.coldkeep.app.cron;

import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.SpecialChar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjuster;
import java.time.temporal.TemporalAdjusters;
import java.util.function.Predicate;

/** The days that a day field of a cron expression means. A month that has no such day is left out. */
final class Days {

    private Days() {}

    /** Days by their number in the month. */
    static Predicate<LocalDate> ofMonth(FieldExpression expression) {
        return switch (special(expression)) {
            case L -> theOne(TemporalAdjusters.lastDayOfMonth());
            case LW -> theOne(TemporalAdjusters.ofDateAdjuster(Days::lastWeekday));
            case W -> weekdayNearest(((On) expression).getTime().getValue());
            default -> {
                var numbers = CronField.DAY_OF_MONTH.values(expression);
                yield day -> numbers.get(day.getDayOfMonth());
            }
        };
    }

    /** Days by their names, which are numbered from Sunday: 1 to 7. {@code L} without one is the last day of the week. */
    static Predicate<LocalDate> ofWeek(FieldExpression expression) {
        return switch (special(expression)) {
            case L -> last((On) expression);
            case HASH -> nth((On) expression);
            default -> {
                var numbers = CronField.DAY_OF_WEEK.values(expression);
                yield day -> numbers.get(day.getDayOfWeek().plus(1).getValue());
            }
        };
    }

    private static SpecialChar special(FieldExpression expression) {
        return expression instanceof On on ? on.getSpecialChar().getValue() : SpecialChar.NONE;
    }

    private static Predicate<LocalDate> weekdayNearest(int number) {
        return day -> number <= day.lengthOfMonth() && day.equals(weekdayNearest(day.withDayOfMonth(number)));
    }

    private static LocalDate lastWeekday(LocalDate day) {
        return weekdayNearest(day.with(TemporalAdjusters.lastDayOfMonth()));
    }

    /** The day itself from Monday to Friday; else the nearest one of these in the same month. */
    private static LocalDate weekdayNearest(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> day.getDayOfMonth() == 1 ? day.plusDays(2) : day.minusDays(1);
            case SUNDAY -> day.getDayOfMonth() == day.lengthOfMonth() ? day.minusDays(2) : day.plusDays(1);
            default -> day;
        };
    }

    private static Predicate<LocalDate> last(On on) {
        return on.getTime().getValue() < 1
                ? day -> day.getDayOfWeek() == DayOfWeek.SATURDAY
                : theOne(TemporalAdjusters.lastInMonth(named(on)));
    }

    private static Predicate<LocalDate> nth(On on) {
        return theOne(TemporalAdjusters.dayOfWeekInMonth(on.getNth().getValue(), named(on)));
    }

    private static DayOfWeek named(On on) {
        return DayOfWeek.SUNDAY.plus(on.getTime().getValue() - 1);
    }

    private static Predicate<LocalDate> theOne(TemporalAdjuster ofMonth) {
        return day -> day.equals(day.with(ofMonth));
    }
}
