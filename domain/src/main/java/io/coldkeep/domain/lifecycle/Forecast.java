package io.coldkeep.domain.lifecycle;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of recovery points, day by day in UTC, when nothing is added to them, no lifecycle is changed and all that is
 * due is done on its day.
 */
public record Forecast(List<Day> days) {

    public static final int MAX_DAYS = 3_650;

    /**
     * One day. What expires on the day on which it would have moved has not moved.
     *
     * @param warm what is there in warm storage at its end
     * @param cold what is there in cold storage at its end
     */
    public record Day(LocalDate date, Amount movedToCold, Amount expired, Amount warm, Amount cold) {}

    public Forecast {
        days = List.copyOf(days);
    }

    /**
     * The forecast for that many days, the first of which is today: what is overdue is done today. Holds what it knows of
     * each day, however many cohorts there are.
     *
     * @throws RuleBroken when the days are less than 1 or more than {@value #MAX_DAYS}
     */
    public static Forecast of(LocalDate today, int days, Stream<Cohort> cohorts) {
        if (days < 1 || days > MAX_DAYS) {
            throw new RuleBroken(new InvalidValue("days", "must be 1 to %d, was %d".formatted(MAX_DAYS, days)));
        }
        var changes = new Changes(today, days);
        cohorts.sequential().forEach(changes::add);
        return new Forecast(changes.dayByDay());
    }

    /** What there is now, and what changes on each day. */
    private static final class Changes {

        private final LocalDate today;
        private final Amount[] moved;
        private final Amount[] expiredWarm;
        private final Amount[] expiredCold;
        private Amount warm = Amount.NONE;
        private Amount cold = Amount.NONE;

        Changes(LocalDate today, int days) {
            this.today = today;
            this.moved = nothingOn(days);
            this.expiredWarm = nothingOn(days);
            this.expiredCold = nothingOn(days);
        }

        private static Amount[] nothingOn(int days) {
            var amounts = new Amount[days];
            Arrays.fill(amounts, Amount.NONE);
            return amounts;
        }

        void add(Cohort cohort) {
            var move = cohort.movesToColdOn(today);
            note(cohort, moved, move);
            if (cohort.tier() == StorageTier.WARM) {
                warm = warm.plus(cohort.amount());
                note(cohort, move.isPresent() ? expiredCold : expiredWarm, cohort.expiresOn(today));
            } else {
                cold = cold.plus(cohort.amount());
                note(cohort, expiredCold, cohort.expiresOn(today));
            }
        }

        private void note(Cohort cohort, Amount[] onDays, Optional<LocalDate> date) {
            date.map(day -> ChronoUnit.DAYS.between(today, day))
                    .filter(day -> day < onDays.length)
                    .map(Math::toIntExact)
                    .ifPresent(day -> onDays[day] = onDays[day].plus(cohort.amount()));
        }

        List<Day> dayByDay() {
            var days = new ArrayList<Day>();
            var warmLeft = warm;
            var coldLeft = cold;
            for (var day = 0; day < moved.length; day++) {
                warmLeft = warmLeft.minus(moved[day]).minus(expiredWarm[day]);
                coldLeft = coldLeft.plus(moved[day]).minus(expiredCold[day]);
                var expired = expiredWarm[day].plus(expiredCold[day]);
                days.add(new Day(today.plusDays(day), moved[day], expired, warmLeft, coldLeft));
            }
            return days;
        }
    }
}
