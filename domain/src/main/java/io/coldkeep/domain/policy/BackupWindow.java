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

    private static final String START = "StartWindowMinutes";
    private static final String RULE_COMPLETION = "CompletionWindowMinutes";
    private static final long MIN_START_MINUTES = 60;
    private static final long MAX_MINUTES = 52_560_000;

    /**
     * The window of a job that a client asks for.
     *
     * @throws RuleBroken when a number is out of its range
     */
    public static BackupWindow ofMinutes(OptionalLong start, OptionalLong completion) {
        return new BackupWindow(
                minutes(START, start, MIN_START_MINUTES, DEFAULT.start),
                minutes("CompleteWindowMinutes", completion, 1, DEFAULT.completion));
    }

    /**
     * The window of a plan's rule, which calls the second number {@code CompletionWindowMinutes} and wants it to be more than
     * the first.
     *
     * @throws RuleBroken when a number is out of its range
     */
    public static BackupWindow ofRule(OptionalLong start, OptionalLong completion) {
        var window = new BackupWindow(
                minutes(START, start, MIN_START_MINUTES, DEFAULT.start),
                minutes(RULE_COMPLETION, completion, 1, DEFAULT.completion));
        if (window.completion.compareTo(window.start) <= 0) {
            throw new RuleBroken(new InvalidValue(
                    RULE_COMPLETION,
                    "must be more than StartWindowMinutes (%d), was %d"
                            .formatted(window.start.toMinutes(), window.completion.toMinutes())));
        }
        return window;
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
