package io.coldkeep.domain.policy;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How long a backup may wait and take.
 *
 * @param start within this time it must have started: 60 to 52,560,000 minutes, 8 hours when not said
 * @param completion within this time it must be complete, 7 days when not said
 */
public record BackupWindow(Duration start, Duration completion) {

    public static final BackupWindow DEFAULT = new BackupWindow(Duration.ofHours(8), Duration.ofDays(7));

    private static final long MIN_START_MINUTES = 60;
    private static final long MAX_MINUTES = 52_560_000;

    /** @throws RuleBroken when a number is out of its range */
    public static BackupWindow ofMinutes(OptionalLong start, OptionalLong completion) {
        return new BackupWindow(
                minutes("StartWindowMinutes", start, MIN_START_MINUTES, DEFAULT.start),
                minutes("CompleteWindowMinutes", completion, 1, DEFAULT.completion));
    }

    private static Duration minutes(String field, OptionalLong given, long least, Duration otherwise) {
        if (given.isEmpty()) {
            return otherwise;
        }
        var minutes = given.getAsLong();
        if (minutes < least || minutes > MAX_MINUTES) {
            throw new RuleBroken(
                    new InvalidValue(field, "must be %d to %d, was %d".formatted(least, MAX_MINUTES, minutes)));
        }
        return Duration.ofMinutes(minutes);
    }
}
