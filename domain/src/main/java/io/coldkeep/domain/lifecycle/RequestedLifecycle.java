package io.coldkeep.domain.lifecycle;

import io.coldkeep.domain.refusal.RuleBroken;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A lifecycle as a client sent it, not yet checked. It replaces the old one as a whole: an absent number, like
 * {@value #REMOVE}, means "never"; so do an empty lifecycle and none at all.
 *
 * @param deleteAfterEvent {@code DeleteAfterEvent}, which answers may have and requests must not
 */
public record RequestedLifecycle(
        OptionalLong moveToColdAfterDays,
        OptionalLong deleteAfterDays,
        Optional<Boolean> optInToArchive,
        Optional<String> deleteAfterEvent) {

    /** The number that removes a setting. */
    public static final long REMOVE = -1;

    /** No lifecycle, or one without members. */
    public static final RequestedLifecycle NONE =
            new RequestedLifecycle(OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());

    public static RequestedLifecycle of(long moveToColdAfterDays, long deleteAfterDays) {
        return new RequestedLifecycle(
                OptionalLong.of(moveToColdAfterDays),
                OptionalLong.of(deleteAfterDays),
                Optional.empty(),
                Optional.empty());
    }

    /** A request for that lifecycle. */
    public static RequestedLifecycle of(Lifecycle lifecycle) {
        return new RequestedLifecycle(
                days(lifecycle.moveToColdAfter()),
                days(lifecycle.deleteAfter()),
                lifecycle.optInToArchive(),
                Optional.empty());
    }

    private static OptionalLong days(Optional<RetentionDays> days) {
        return days.map(some -> OptionalLong.of(some.value())).orElseGet(OptionalLong::empty);
    }

    /**
     * The lifecycle, once it names no event, each number is in range and the two are far enough apart; checked in this
     * order.
     *
     * @throws RuleBroken with {@link LifecycleViolation.EventGiven}, {@link LifecycleViolation.DaysOutOfRange} or
     *     {@link LifecycleViolation.ColdStorageTooShort}
     */
    public Lifecycle checked() {
        if (deleteAfterEvent.isPresent()) {
            throw new RuleBroken(new LifecycleViolation.EventGiven());
        }
        var cold = days(LifecycleViolation.MOVE_TO_COLD, moveToColdAfterDays);
        var delete = days(LifecycleViolation.DELETE, deleteAfterDays);
        return new Lifecycle(cold, delete, optInToArchive);
    }

    private static Optional<RetentionDays> days(String member, OptionalLong requested) {
        if (requested.isEmpty() || requested.getAsLong() == REMOVE) {
            return Optional.empty();
        }
        var days = requested.getAsLong();
        if (!RetentionDays.isValid(days)) {
            throw new RuleBroken(new LifecycleViolation.DaysOutOfRange(member, days));
        }
        return Optional.of(RetentionDays.of((int) days));
    }
}
