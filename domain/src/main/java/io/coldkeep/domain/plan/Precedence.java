package io.coldkeep.domain.plan;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which rule of a plan makes the backup where several would. Selections belong to the plan, so all of its rules back up the
 * same resources; where the start windows of two runs overlap, AWS Backup makes one backup, the one that is kept longer.
 *
 * <p>Of two rules, the one with the longer retention goes first, for ever being the longest; of equal ones the one that comes
 * first in the plan. A run gives way when a run of a rule that goes first has a start window that overlaps its own, whether or
 * not that run itself gives way to a third one: so no two backups are made in overlapping windows, and whatever gives way does
 * so, in the end, to a backup that is kept at least as long. The order is one of rules and not of runs, or else two hourly rules
 * would make each other's runs give way for ever.
 *
 * <p>Runs of before the present version of the plan do not count, since nobody knows whether they took place.
 */
final class Precedence {

    private Precedence() {}

    /**
     * The rule that the run of the rule at that instant gives way to.
     *
     * @param canRun whether a rule can make backups; nobody gives way to one that cannot
     */
    static Optional<BackupRule> wayGivenTo(
            BackupPlan plan, BackupRule rule, Instant at, Schedules schedules, Predicate<BackupRule> canRun) {
        return plan.rules().stream()
                .filter(other -> goesBefore(plan, other, rule))
                .filter(other -> overlaps(plan, other, rule, at, schedules))
                .filter(canRun)
                .findFirst();
    }

    private static boolean goesBefore(BackupPlan plan, BackupRule other, BackupRule rule) {
        var longer = Long.compare(retention(other), retention(rule));
        return longer > 0
                || (longer == 0 && plan.rules().indexOf(other) < plan.rules().indexOf(rule));
    }

    private static long retention(BackupRule rule) {
        return rule.lifecycle().deleteAfter().map(days -> (long) days.value()).orElse(Long.MAX_VALUE);
    }

    /** One run decides: the first of the other rule whose window has not ended when this one begins. */
    private static boolean overlaps(
            BackupPlan plan, BackupRule other, BackupRule rule, Instant at, Schedules schedules) {
        var ended = at.minus(other.window().start());
        var after = ended.isBefore(plan.versionCreationDate()) ? plan.versionCreationDate() : ended;
        return schedules
                .nextRun(other.schedule(), after)
                .filter(begin -> begin.isBefore(at.plus(rule.window().start())))
                .isPresent();
    }
}
