package io.coldkeep.domain.policy;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.time.ZoneId;

/**
 * When a rule of a plan runs: AWS's cron expression of six fields, by the wall clock of a time zone. Whether the expression
 * is one, and when it is next true, is known to {@code Schedules}.
 */
public record Schedule(String expression, ZoneId zone) {

    /** Five o'clock in the morning, UTC, every day. */
    public static final Schedule DEFAULT = new Schedule("cron(0 5 ? * * *)", ZoneId.of("Etc/UTC"));

    /** @throws RuleBroken unless it is the name of a time zone, such as {@code Europe/Berlin} */
    public static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new RuleBroken(InvalidValue.was(
                    "ScheduleExpressionTimezone",
                    "must be the name of an IANA time zone, such as Europe/Berlin",
                    name));
        }
        return ZoneId.of(name);
    }
}
