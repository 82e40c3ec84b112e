package io.coldkeep.domain.plan;

import io.coldkeep.domain.refusal.RefusedException;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.work.Sweep;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Does the runs that are due. One transaction moves the rule on to its first run after now and makes the jobs of the run that
 * was due; so each run is done once, whoever else is at it and whenever the process dies, and after a downtime a rule catches
 * up with one run. A run that is refused, because its vault is gone, is over with that.
 */
public final class RuleRuns implements Sweep {

    private static final int BATCH = 100;

    private final PlanRepository plans;
    private final RuleRunRepository runs;
    private final PlannedBackups backups;
    private final Schedules schedules;
    private final Transactions transactions;
    private final InstantSource clock;
    private final RunListener listener;
    private final BooleanSupplier processEnds;

    public RuleRuns(
            PlanRepository plans,
            RuleRunRepository runs,
            PlannedBackups backups,
            Schedules schedules,
            Transactions transactions,
            InstantSource clock,
            RunListener listener,
            BooleanSupplier processEnds) {
        this.plans = plans;
        this.runs = runs;
        this.backups = backups;
        this.schedules = schedules;
        this.transactions = transactions;
        this.clock = clock;
        this.listener = listener;
        this.processEnds = processEnds;
    }

    @Override
    public String name() {
        return "plan-runs";
    }

    @Override
    public Optional<Instant> nextDue() {
        return runs.nextDue();
    }

    @Override
    public void run(Instant upTo) {
        var due = runs.findDue(upTo, Optional.empty(), BATCH);
        while (!due.isEmpty()) {
            for (var run : due) {
                if (processEnds.getAsBoolean()) {
                    return;
                }
                tryTo(run);
            }
            due = runs.findDue(upTo, Optional.of(due.get(due.size() - 1)), BATCH);
        }
    }

    private void tryTo(RuleRun run) {
        try {
            transactions.inOne(() -> take(run)).ifPresent(Runnable::run);
        } catch (RuntimeException e) {
            transactions.inOne(() -> runs.putOff(run.failed(Instants.millis(clock.instant()))));
            listener.failed(run, e);
        }
    }

    /** Takes the run off the rule and does it, unless somebody else did; answers how to tell of it once that is durable. */
    private Optional<Runnable> take(RuleRun run) {
        return plans.lock(run.owner(), run.planId())
                .flatMap(plan -> plan.rule(run.ruleId())
                        .filter(rule -> runs.move(run, next(run, rule)))
                        .map(rule -> start(run, plan, rule)));
    }

    private Optional<Instant> next(RuleRun run, BackupRule rule) {
        var now = clock.instant();
        return schedules.nextRun(rule.schedule(), run.at().isAfter(now) ? run.at() : now);
    }

    private Runnable start(RuleRun run, BackupPlan plan, BackupRule rule) {
        var first =
                Precedence.wayGivenTo(plan, rule, run.at(), schedules, other -> backups.hasVault(plan.owner(), other));
        if (first.isPresent()) {
            return () -> listener.gaveWay(run, rule, first.get());
        }
        try {
            var count = backups.start(plan, rule);
            plans.replace(plan.executed(Instants.millis(clock.instant())));
            return () -> listener.ran(run, rule, count);
        } catch (RefusedException refusal) {
            return () -> listener.refused(run, rule, refusal);
        }
    }
}
