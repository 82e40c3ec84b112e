package io.coldkeep.domain.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Recovery points that turn cold and expire on the same days. A lifecycle counts days of exactly 24 hours from the instant of
 * creation, and so does UTC from midnight: whatever was made on one day, in UTC, is due on one day. So the day is all that
 * has to be known of the instant.
 *
 * @param created the day of their creation in UTC
 * @param deleting whether their deletion has begun or was tried in vain: then they expire as soon as it can be done, whatever
 *     the lifecycle says
 */
public record Cohort(LocalDate created, Lifecycle lifecycle, StorageTier tier, boolean deleting, Amount amount) {

    /** A single recovery point that rests. */
    public static Cohort ofOne(Instant creation, Lifecycle lifecycle, StorageTier tier, long bytes) {
        return new Cohort(LocalDate.ofInstant(creation, ZoneOffset.UTC), lifecycle, tier, false, Amount.of(1, bytes));
    }

    /** The day on which they expire: today when that is overdue; empty for never. */
    public Optional<LocalDate> expiresOn(LocalDate today) {
        return deleting ? Optional.of(today) : dayOf(lifecycle.deleteAfter(), today);
    }

    /**
     * The day on which they move to cold storage: today when that is overdue; empty when they never do, since they are cold,
     * or expire on the same day at the latest.
     */
    public Optional<LocalDate> movesToColdOn(LocalDate today) {
        if (tier == StorageTier.COLD) {
            return Optional.empty();
        }
        var end = expiresOn(today);
        return dayOf(lifecycle.moveToColdAfter(), today)
                .filter(move -> end.filter(expiry -> !expiry.isAfter(move)).isEmpty());
    }

    private Optional<LocalDate> dayOf(Optional<RetentionDays> after, LocalDate today) {
        return after.map(days -> created.plusDays(days.value())).map(day -> day.isBefore(today) ? today : day);
    }
}
