package io.coldkeep.domain.lifecycle;

import io.coldkeep.domain.refusal.RuleBroken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a recovery point moves to cold storage and when it expires, in days after its creation. Both are optional:
 * cold without an end, an end without cold, and neither ({@link #FOREVER}) are all legal. With both, the recovery
 * point stays at least {@value #MIN_COLD_DAYS} days in cold storage; exactly {@value #MIN_COLD_DAYS} is enough.
 *
 * @param moveToColdAfter {@code MoveToColdStorageAfterDays}
 * @param deleteAfter {@code DeleteAfterDays}
 * @param optInToArchive {@code OptInToArchiveForSupportedResources}: kept and given back, without effect on file systems
 */
public record Lifecycle(
        Optional<RetentionDays> moveToColdAfter,
        Optional<RetentionDays> deleteAfter,
        Optional<Boolean> optInToArchive) {

    /** The least time in cold storage, from AWS Backup's documentation of the lifecycle. */
    public static final int MIN_COLD_DAYS = 90;

    /** Neither moved nor deleted. */
    public static final Lifecycle FOREVER = new Lifecycle(Optional.empty(), Optional.empty(), Optional.empty());

    /** No calculated instant lies behind this one. */
    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    public Lifecycle {
        if (moveToColdAfter.isPresent() && deleteAfter.isPresent()) {
            var cold = moveToColdAfter.get();
            var delete = deleteAfter.get();
            if (delete.daysAfter(cold) < MIN_COLD_DAYS) {
                throw new RuleBroken(new LifecycleViolation.ColdStorageTooShort(cold, delete));
            }
        }
    }

    /** Warm for that many days, then deleted. */
    public static Lifecycle deleteAfter(int days) {
        return FOREVER.deletingAfter(days);
    }

    /** Moved to cold storage after that many days and kept there. */
    public static Lifecycle moveToColdAfter(int days) {
        return FOREVER.movingToColdAfter(days);
    }

    public Lifecycle deletingAfter(int days) {
        return new Lifecycle(moveToColdAfter, Optional.of(RetentionDays.of(days)), optInToArchive);
    }

    public Lifecycle movingToColdAfter(int days) {
        return new Lifecycle(Optional.of(RetentionDays.of(days)), deleteAfter, optInToArchive);
    }

    /**
     * The instants for a recovery point made at {@code creation}: days of exactly 24 hours, sub-seconds kept.
     *
     * @throws RuleBroken when one of them lies behind the year 9999
     */
    public CalculatedLifecycle calculatedFrom(Instant creation) {
        return new CalculatedLifecycle(
                moveToColdAfter.map(days -> instant(LifecycleViolation.MOVE_TO_COLD, creation, days)),
                deleteAfter.map(days -> instant(LifecycleViolation.DELETE, creation, days)));
    }

    private static Instant instant(String member, Instant creation, RetentionDays days) {
        if (creation.isAfter(LATEST.minus(Duration.ofDays(days.value())))) {
            throw new RuleBroken(new LifecycleViolation.InstantOutOfRange(member, days, creation));
        }
        return creation.plus(Duration.ofDays(days.value()));
    }

    /**
     * Checks this lifecycle as the successor of {@code current} for a recovery point of that age in that tier. Once cold,
     * the day of the move is frozen: only the same value is accepted. While warm, a new day must lie ahead: at least the
     * age in whole days plus one.
     *
     * @throws RuleBroken with {@link LifecycleViolation.AlreadyCold} or {@link LifecycleViolation.ColdDayIsPast}
     */
    public void checkReplaces(Lifecycle current, StorageTier tier, Duration age) {
        if (moveToColdAfter.equals(current.moveToColdAfter)) {
            return;
        }
        if (tier == StorageTier.COLD) {
            throw new RuleBroken(
                    new LifecycleViolation.AlreadyCold(text(current.moveToColdAfter), text(moveToColdAfter)));
        }
        var ageInDays = age.toDays();
        moveToColdAfter.filter(days -> days.value() < ageInDays + 1).ifPresent(days -> {
            throw new RuleBroken(new LifecycleViolation.ColdDayIsPast(days, ageInDays));
        });
    }

    private static String text(Optional<RetentionDays> days) {
        return days.map(RetentionDays::toString).orElse("none");
    }
}
