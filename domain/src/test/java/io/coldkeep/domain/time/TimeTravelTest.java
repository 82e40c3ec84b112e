package io.coldkeep.domain.time;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.coldkeep.domain.memory.MemoryCatalog;
import io.coldkeep.domain.memory.TestClock;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.WrongState;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeTravelTest {

    private final TestClock real = new TestClock(JAN_1);
    private final ClockStateRepository states = new MemoryCatalog().clockStates();
    private final VirtualClock clock = new VirtualClock(real, states);
    private final Agenda agenda = new Agenda();
    private final TimeTravel travel = new TimeTravel(clock, real, states, agenda, Duration.ofMinutes(1));

    /** Things to do at instants, and a diary of what was done and what the clock said then. */
    private final class Agenda implements DueWork {

        private final TreeMap<Instant, Runnable> entries = new TreeMap<>();
        private final List<String> diary = new ArrayList<>();
        private Runnable stillWorking = () -> {};

        void at(Instant due, String what) {
            at(due, what, () -> {});
        }

        void at(Instant due, String what, Runnable work) {
            entries.put(due, () -> {
                diary.add(what + " at " + clock.instant());
                work.run();
            });
        }

        @Override
        public Optional<Instant> nextDue() {
            return Optional.ofNullable(entries.firstEntry()).map(entry -> entry.getKey());
        }

        @Override
        public void runDue(Instant upTo, Runnable stillWorking) {
            this.stillWorking = stillWorking;
            while (!entries.isEmpty() && !entries.firstKey().isAfter(upTo)) {
                var next = entries.firstEntry();
                next.getValue().run();
                entries.remove(next.getKey());
            }
        }
    }

    @Test
    void movesToTheTargetAndAnswersTheNewNow() {
        assertThat(travel.advanceTo(day(365))).isEqualTo(day(365));

        assertThat(clock.instant()).isEqualTo(day(365));
        assertThat(states.read()).isEqualTo(new ClockState(Duration.ofDays(365), Optional.empty()));
    }

    @Test
    void movesOnFromWhereItCame() {
        travel.advanceTo(day(10));
        real.advance(Duration.ofHours(1));

        assertThat(clock.instant()).isEqualTo(day(10).plus(Duration.ofHours(1)));
        assertThat(travel.advanceTo(day(20))).isEqualTo(day(20));
    }

    @Test
    void movesByAnAmountFromWhereItStands() {
        agenda.at(day(1), "on the way");

        assertThat(travel.advanceBy(Duration.ofHours(36))).isEqualTo(day(1).plus(Duration.ofHours(12)));
        assertThat(travel.advanceBy(Duration.ZERO)).isEqualTo(day(1).plus(Duration.ofHours(12)));
        assertThat(agenda.diary).containsExactly("on the way at 2026-01-02T00:00:00Z");
    }

    @Test
    void movesByMonthsAndYearsAsTheCalendarHasThem() {
        travel.advanceTo(Instant.parse("2028-01-31T12:00:00Z"));

        assertThat(travel.advanceBy(Period.ofMonths(1))).isEqualTo(Instant.parse("2028-02-29T12:00:00Z"));
        assertThat(travel.advanceBy(Period.ofYears(1))).isEqualTo(Instant.parse("2029-02-28T12:00:00Z"));
    }

    @Test
    void refusesAmountsThatLeadBackOrTooFar() {
        Stream.of(
                        Duration.ofMillis(-1),
                        Period.ofDays(-1),
                        Period.of(1, -13, 0),
                        Period.of(10, 0, 1),
                        Duration.ofDays(3653), // two leap days in the ten years
                        Period.ofYears(7_000),
                        Period.ofYears(Integer.MAX_VALUE),
                        Duration.ofSeconds(Long.MAX_VALUE),
                        Duration.ofSeconds(Long.MIN_VALUE))
                .forEach(amount -> assertThatThrownBy(() -> travel.advanceBy(amount))
                        .as("%s", amount)
                        .isInstanceOf(RuleBroken.class)
                        .hasMessage("advance must be 0 to 10 years, was " + amount));
        assertThat(clock.instant()).isEqualTo(JAN_1);
        assertThat(states.read()).isEqualTo(ClockState.REAL);
    }

    @Test
    void doesWhatIsDueOnTheWayInOrderEachAtItsOwnInstant() {
        agenda.at(day(3), "third");
        agenda.at(day(1), "first");
        agenda.at(day(2).plusMillis(7), "second");
        agenda.at(day(5), "on arrival");
        agenda.at(day(5).plusMillis(1), "too late");

        travel.advanceTo(day(5));

        assertThat(agenda.diary)
                .containsExactly(
                        "first at 2026-01-02T00:00:00Z",
                        "second at 2026-01-03T00:00:00.007Z",
                        "third at 2026-01-04T00:00:00Z",
                        "on arrival at 2026-01-06T00:00:00Z");
        assertThat(agenda.entries).hasSize(1);
    }

    @Test
    void doesWhatFollowsFromWhatItDid() {
        agenda.at(day(1), "daily", () -> agenda.at(day(2), "daily", () -> agenda.at(day(3), "daily")));

        travel.advanceTo(day(2));

        assertThat(agenda.diary).containsExactly("daily at 2026-01-02T00:00:00Z", "daily at 2026-01-03T00:00:00Z");
    }

    @Test
    void doesWhatWasDueBeforeWithoutGoingBack() {
        travel.advanceTo(day(10));
        agenda.at(day(1), "overdue");

        travel.advanceTo(day(11));

        assertThat(agenda.diary).containsExactly("overdue at 2026-01-11T00:00:00Z");
    }

    @Test
    void stopsAtWhatCannotBeDoneAndLetsTimeGoOnFromThere() {
        var refusal = new WrongState(WrongState.Reason.CLOCK, "cannot be done");
        agenda.at(day(1), "done");
        agenda.at(day(2), "tried", () -> {
            throw refusal;
        });

        assertThat(catchThrowable(() -> travel.advanceTo(day(3)))).isSameAs(refusal);

        assertThat(clock.instant()).isEqualTo(day(2));
        assertThat(states.read().pin()).isEmpty();
        real.advance(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(day(2).plusSeconds(1));
    }

    @Test
    void standsStillWhileItWorksHoweverLongThatTakes() {
        agenda.at(day(1), "slow", this::workForNineMinutes);
        agenda.at(day(2), "slow", this::workForNineMinutes);

        travel.advanceTo(day(2));

        assertThat(agenda.diary).containsExactly("slow at 2026-01-02T00:00:00Z", "slow at 2026-01-03T00:00:00Z");
        assertThat(clock.instant()).isEqualTo(day(2));
    }

    private void workForNineMinutes() {
        for (var i = 0; i < 18; i++) {
            real.advance(Duration.ofSeconds(30));
            agenda.stillWorking.run();
        }
    }

    @Test
    void doesNotGoBackWhenItsLeaseEndedMeanwhile() {
        agenda.at(day(1), "very slow", () -> real.advance(Duration.ofHours(30)));

        var now = travel.advanceTo(day(2));

        assertThat(now).as("a day and thirty hours after the start").isEqualTo(day(1).plus(Duration.ofHours(30)));
    }

    @Test
    void refusesToGoBack() {
        travel.advanceTo(day(10));

        assertThatThrownBy(() -> travel.advanceTo(day(10).minusMillis(1)))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("to must not be before 2026-01-11T00:00:00Z, was 2026-01-10T23:59:59.999Z");
        assertThat(clock.instant()).isEqualTo(day(10));
        assertThat(states.read().pin()).isEmpty();
    }

    @Test
    void mayStayWhereItIs() {
        agenda.at(JAN_1, "due now");

        assertThat(travel.advanceTo(JAN_1)).isEqualTo(JAN_1);

        assertThat(agenda.diary).containsExactly("due now at 2026-01-01T00:00:00Z");
    }

    @Test
    void goesTenYearsAtOnceAndNoFurther() {
        var tenYearsOn = Instant.parse("2036-01-01T00:00:00Z");

        assertThatThrownBy(() -> travel.advanceTo(tenYearsOn.plusMillis(1)))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("to must be at most 10 years after 2026-01-01T00:00:00Z, was 2036-01-01T00:00:00.001Z");
        assertThatThrownBy(() -> travel.advanceTo(Instant.MAX)).isInstanceOf(RuleBroken.class);
        assertThat(states.read()).isEqualTo(ClockState.REAL);
        assertThat(travel.advanceTo(tenYearsOn)).isEqualTo(tenYearsOn);
        assertThat(travel.advanceBy(Period.ofYears(10))).isEqualTo(Instant.parse("2046-01-01T00:00:00Z"));
    }

    @Test
    void goesToTheYear9000AndNoFurther() {
        var end = Instant.parse("9000-01-01T00:00:00Z");
        real.set(end.minusSeconds(1));

        assertThatThrownBy(() -> travel.advanceTo(end.plusMillis(1)))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("to must not lead behind 9000-01-01T00:00:00Z, was 9000-01-01T00:00:00.001Z");
        assertThatThrownBy(() -> travel.advanceBy(Duration.ofSeconds(2)))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("advance must not lead behind 9000-01-01T00:00:00Z, was PT2S");
        assertThat(travel.advanceTo(end)).isEqualTo(end);
    }

    @Test
    void refusesToMoveWhatAnotherIsMoving() {
        var refused = new ArrayList<Throwable>();
        agenda.at(day(1), "meanwhile", () -> refused.add(catchThrowable(() -> travel.advanceTo(day(9)))));

        travel.advanceTo(day(2));

        assertThat(refused)
                .singleElement()
                .isInstanceOfSatisfying(
                        WrongState.class, e -> assertThat(e.reason()).isEqualTo(WrongState.Reason.CLOCK));
        assertThat(clock.instant()).isEqualTo(day(2));
    }

    @Test
    void takesOverFromOneThatDied() {
        var dead = new ClockState.Pin("dead", day(1), JAN_1.plusSeconds(600));
        states.update(old -> new ClockState(Duration.ofDays(1), Optional.of(dead)));
        clock.refresh();

        assertThatThrownBy(() -> travel.advanceTo(day(5))).isInstanceOf(WrongState.class);

        real.set(JAN_1.plusSeconds(600));
        assertThat(travel.advanceTo(day(5))).isEqualTo(day(5));
        assertThat(states.read().pin()).isEmpty();
    }

    @Test
    void doesNotDisturbAnotherThatTookOverAfterItsLeaseEnded() {
        var other = new ClockState.Pin("other", day(7), JAN_1.plus(Duration.ofHours(2)));
        agenda.at(day(1), "far too slow", () -> {
            real.advance(Duration.ofHours(1));
            states.update(old -> new ClockState(old.offset(), Optional.of(other)));
        });

        assertThatThrownBy(() -> travel.advanceTo(day(2)))
                .isInstanceOfSatisfying(
                        WrongState.class, e -> assertThat(e.reason()).isEqualTo(WrongState.Reason.CLOCK));

        assertThat(states.read().pin()).contains(other);
    }
}
