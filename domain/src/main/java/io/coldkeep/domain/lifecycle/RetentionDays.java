package io.coldkeep.domain.lifecycle;

import io.coldkeep.domain.refusal.RuleBroken;

/** A whole number of days, {@value #MIN} to {@value #MAX}, counted from the creation of a recovery point. */
public record RetentionDays(int value) implements Comparable<RetentionDays> {

    public static final int MIN = 1;

    /** A hundred years of 365 days, AWS Backup's limit. */
    public static final int MAX = 36_500;

    public RetentionDays {
        if (!isValid(value)) {
            throw new RuleBroken(new LifecycleViolation.DaysOutOfRange("Days", value));
        }
    }

    public static RetentionDays of(int days) {
        return new RetentionDays(days);
    }

    static boolean isValid(long days) {
        return days >= MIN && days <= MAX;
    }

    /** How many days this is behind {@code earlier}; negative when it is before. */
    public int daysAfter(RetentionDays earlier) {
        return value - earlier.value; // both are small and positive: cannot overflow
    }

    @Override
    public int compareTo(RetentionDays other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
