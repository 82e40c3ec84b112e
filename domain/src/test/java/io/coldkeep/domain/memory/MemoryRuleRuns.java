package io.coldkeep.domain.memory;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.plan.RuleRun;
import io.coldkeep.domain.plan.RuleRunRepository;
import io.coldkeep.domain.policy.PlanId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class MemoryRuleRuns implements RuleRunRepository {

    private static final Comparator<RuleRun> ORDER = Comparator.comparing(RuleRun::dueAt)
            .thenComparing(run -> run.owner().account().value())
            .thenComparing(run -> run.owner().region().code())
            .thenComparing(RuleRun::planId)
            .thenComparing(run -> run.ruleId().toString());

    private final MemoryCatalog catalog;

    MemoryRuleRuns(MemoryCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public List<RuleRun> find(Owner owner, PlanId plan) {
        return catalog.read(state ->
                state.ruleRuns.stream().filter(run -> isOf(run, owner, plan)).toList());
    }

    @Override
    public void replaceAll(Owner owner, PlanId plan, Collection<RuleRun> runs) {
        catalog.change(state -> {
            state.ruleRuns.removeIf(run -> isOf(run, owner, plan));
            state.ruleRuns.addAll(runs);
        });
    }

    private static boolean isOf(RuleRun run, Owner owner, PlanId plan) {
        return run.owner().equals(owner) && run.planId().equals(plan);
    }

    @Override
    public boolean move(RuleRun run, Optional<Instant> next) {
        return catalog.write(state -> {
            if (!state.ruleRuns.removeIf(other -> isSame(run, other))) {
                return false;
            }
            next.ifPresent(at -> state.ruleRuns.add(new RuleRun(run.owner(), run.planId(), run.ruleId(), at)));
            return true;
        });
    }

    @Override
    public void putOff(RuleRun failed) {
        catalog.change(state -> state.ruleRuns.replaceAll(other -> isSame(failed, other) ? failed : other));
    }

    private static boolean isSame(RuleRun run, RuleRun other) {
        return isOf(run, other.owner(), other.planId())
                && run.ruleId().equals(other.ruleId())
                && run.at().equals(other.at());
    }

    @Override
    public List<RuleRun> findDue(Instant upTo, Optional<RuleRun> after, int limit) {
        return catalog.read(state -> state.ruleRuns.stream()
                .filter(run -> !run.dueAt().isAfter(upTo))
                .filter(run ->
                        after.filter(last -> ORDER.compare(run, last) <= 0).isEmpty())
                .sorted(ORDER)
                .limit(limit)
                .toList());
    }

    @Override
    public Optional<Instant> nextDue() {
        return catalog.read(state -> state.ruleRuns.stream().map(RuleRun::dueAt).min(Comparator.naturalOrder()));
    }
}
