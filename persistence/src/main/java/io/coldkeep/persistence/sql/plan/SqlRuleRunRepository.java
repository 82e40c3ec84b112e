package io.coldkeep.persistence.sql.plan;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.plan.RuleRun;
import io.coldkeep.domain.plan.RuleRunRepository;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.persistence.sql.page.Bounds;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class SqlRuleRunRepository implements RuleRunRepository {

    private static final UUID LOWEST = new UUID(0, 0);

    private final RuleRunQueries queries;
    private final Transactions transactions;

    SqlRuleRunRepository(RuleRunQueries queries, Transactions transactions) {
        this.queries = queries;
        this.transactions = transactions;
    }

    @Override
    public List<RuleRun> find(Owner owner, PlanId plan) {
        return runs(queries.find(account(owner), region(owner), plan.value()));
    }

    private static List<RuleRun> runs(List<RuleRunRow> rows) {
        return rows.stream().map(RuleRunRow::toRuleRun).toList();
    }

    @Override
    public void replaceAll(Owner owner, PlanId plan, Collection<RuleRun> runs) {
        transactions.inOne(() -> {
            queries.deleteAll(account(owner), region(owner), plan.value());
            runs.forEach(run -> queries.insert(
                    account(owner), region(owner), plan.value(), run.ruleId(), run.at(), run.dueAt(), run.failures()));
        });
    }

    @Override
    public boolean move(RuleRun run, Optional<Instant> next) {
        var account = account(run.owner());
        var region = region(run.owner());
        var plan = run.planId().value();
        return transactions.inOne(() -> next.map(at -> queries.move(account, region, plan, run.ruleId(), run.at(), at))
                        .orElseGet(() -> queries.delete(account, region, plan, run.ruleId(), run.at()))
                == 1);
    }

    @Override
    public void putOff(RuleRun failed) {
        transactions.inOne(() -> queries.putOff(
                account(failed.owner()),
                region(failed.owner()),
                failed.planId().value(),
                failed.ruleId(),
                failed.at(),
                failed.dueAt(),
                failed.failures()));
    }

    @Override
    public List<RuleRun> findDue(Instant upTo, Optional<RuleRun> after, int limit) {
        return runs(queries.findDue(
                upTo,
                after.map(RuleRun::dueAt).orElseGet(() -> Bounds.after(Optional.empty())),
                after.map(run -> account(run.owner())).orElse(""),
                after.map(run -> region(run.owner())).orElse(""),
                after.map(run -> run.planId().value()).orElse(""),
                after.map(RuleRun::ruleId).orElse(LOWEST),
                limit));
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.ofNullable(queries.nextDue());
    }

    private static String account(Owner owner) {
        return owner.account().value();
    }

    private static String region(Owner owner) {
        return owner.region().code();
    }
}
