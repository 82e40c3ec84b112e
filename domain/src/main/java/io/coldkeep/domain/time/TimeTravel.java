package io.coldkeep.domain.time;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.WrongState;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Moves virtual time forward. What becomes due on the way is done in the order of its instants, each while the clock
 * stands at its own.
 */
public final class TimeTravel {

    /** Far enough for a century of retention, near enough that no calculated instant overflows. */
    private static final Instant END_OF_TIME = Instant.parse("9000-01-01T00:00:00Z");

    /** How far one move goes: each run of a plan on the way costs time, and nothing stops a move but the end of the process. */
    public static final int MAX_YEARS = 10;

    private final VirtualClock clock;
    private final InstantSource real;
    private final ClockStateRepository states;
    private final DueWork work;
    private final Duration pinLease;

    /** @param pinLease how long virtual time stands still without a sign of life from whoever moves it */
    public TimeTravel(
            VirtualClock clock, InstantSource real, ClockStateRepository states, DueWork work, Duration pinLease) {
        this.clock = clock;
        this.real = real;
        this.states = states;
        this.work = work;
        this.pinLease = pinLease;
    }

    /**
     * Moves time to the target and answers the new now, once all that was due on the way has ended.
     *
     * @throws RuleBroken when the target lies in the past, more than {@value #MAX_YEARS} years ahead or behind the year 9000
     * @throws WrongState when somebody else is moving time, or what is due cannot be done: time then stops there
     */
    public Instant advanceTo(Instant target) {
        return travel(here -> {
            if (target.isBefore(here)) {
                throw invalid("to", "must not be before " + here, target);
            }
            if (target.isAfter(furthest(here))) {
                throw invalid("to", "must be at most " + MAX_YEARS + " years after " + here, target);
            }
            return beforeTheEnd("to", target, target);
        });
    }

    /**
     * The same, to that amount behind the present.
     *
     * @throws RuleBroken when the amount is negative, more than {@value #MAX_YEARS} years or leads behind the year 9000
     */
    public Instant advanceBy(TemporalAmount amount) {
        return travel(here -> {
            var target = behind(here, amount)
                    .filter(there -> !there.isBefore(here) && !there.isAfter(furthest(here)))
                    .orElseThrow(() -> invalid("advance", "must be 0 to " + MAX_YEARS + " years", amount));
            return beforeTheEnd("advance", amount, target);
        });
    }

    private static Instant beforeTheEnd(String member, Object wanted, Instant target) {
        if (target.isAfter(END_OF_TIME)) {
            throw invalid(member, "must not lead behind " + END_OF_TIME, wanted);
        }
        return target;
    }

    /** Empty when there is no such instant. */
    private static Optional<Instant> behind(Instant here, TemporalAmount amount) {
        try {
            return Optional.of(here.atOffset(ZoneOffset.UTC).plus(amount).toInstant());
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Instant furthest(Instant here) {
        return here.atOffset(ZoneOffset.UTC).plusYears(MAX_YEARS).toInstant();
    }

    private static RuleBroken invalid(String member, String reason, Object was) {
        return new RuleBroken(new InvalidValue(member, reason + ", was " + was));
    }

    private Instant travel(UnaryOperator<Instant> targetFromHere) {
        var holder = UUID.randomUUID().toString();
        var target = targetFromHere.apply(takePin(holder, targetFromHere));
        try {
            for (var due = nextDue(target); due.isPresent(); due = nextDue(target)) {
                var at = move(holder, due.get());
                work.runDue(at, () -> move(holder, at));
            }
            move(holder, target);
        } finally {
            change(state -> holds(state, holder) ? new ClockState(state.offset(), Optional.empty()) : state);
        }
        return clock.instant();
    }

    private Optional<Instant> nextDue(Instant target) {
        return work.nextDue().filter(due -> !due.isAfter(target));
    }

    /** Stops time, unless the target is refused or somebody else moves time, and answers where it stands. */
    private Instant takePin(String holder, UnaryOperator<Instant> targetFromHere) {
        return change(state -> {
                    var now = real.instant();
                    if (state.pin()
                            .filter(pin -> now.isBefore(pin.realExpiry()))
                            .isPresent()) {
                        throw new WrongState(WrongState.Reason.CLOCK, "The clock is being moved by another request.");
                    }
                    var here = state.at(now);
                    var unused = targetFromHere.apply(here); // what it refuses is refused before time stops
                    return pinned(holder, here);
                })
                .at(real.instant());
    }

    /** Moves the pin there and answers where it is: at a later instant if time went on since its lease ended. */
    private Instant move(String holder, Instant to) {
        change(state -> {
            if (!holds(state, holder)) {
                throw new WrongState(WrongState.Reason.CLOCK, "The clock has been moved by another request meanwhile.");
            }
            return pinned(holder, later(to, state.at(real.instant())));
        });
        return clock.instant();
    }

    /** The offset moves along with the pin, so that time goes on from there even when nobody takes the pin off. */
    private ClockState pinned(String holder, Instant at) {
        var now = real.instant();
        return new ClockState(
                Duration.between(now, at), Optional.of(new ClockState.Pin(holder, at, now.plus(pinLease))));
    }

    private ClockState change(UnaryOperator<ClockState> change) {
        var changed = states.update(change);
        clock.refresh();
        return changed;
    }

    private static boolean holds(ClockState state, String holder) {
        return state.pin().filter(pin -> pin.holder().equals(holder)).isPresent();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
