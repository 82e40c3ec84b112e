package io.coldkeep.domain.plan;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.policy.PlanId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The next run of each rule that has one. Whoever changes it has locked the plan, but to put it off. Every implementation
 * passes {@code RuleRunRepositoryContract}.
 */
public interface RuleRunRepository {

    /** The next runs of the plan's rules, at most one of each rule, in no order. */
    List<RuleRun> find(Owner owner, PlanId plan);

    /** Replaces the next runs of all rules of the plan. */
    void replaceAll(Owner owner, PlanId plan, Collection<RuleRun> runs);

    /**
     * Moves the rule on: from the run, if that is still the rule's next one, to an untried one at {@code next}, or to none.
     * Answers whether it was; only one of several concurrent calls succeeds.
     */
    boolean move(RuleRun run, Optional<Instant> next);

    /**
     * Notes the new {@link RuleRun#dueAt} and the failures of the run, if that is still the rule's next one. Needs no lock: it
     * may be the lock that failed.
     */
    void putOff(RuleRun failed);

    /**
     * Next runs of all owners that are due at that instant or before, in the order of {@link RuleRun#dueAt}, and of the same
     * instant in an order that is always the same; at most {@code limit}, behind {@code after} if that is given. Costs what
     * is due, not what is stored.
     */
    List<RuleRun> findDue(Instant upTo, Optional<RuleRun> after, int limit);

    /** The earliest {@link RuleRun#dueAt} of all. */
    Optional<Instant> nextDue();
}
