package io.coldkeep.domain.contract;

import static io.coldkeep.domain.fixtures.Fixtures.END_OF_9999;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupPlan;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.plan.RuleRun;
import io.coldkeep.domain.plan.RuleRunRepository;
import io.coldkeep.domain.policy.PlanId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@link RuleRunRepository} promises. */
public abstract class RuleRunRepositoryContract {

    private static final Optional<RuleRun> START = Optional.empty();
    private static final int ALL = 1000;

    private final PlanId plan = aBackupPlan().build().id();

    protected abstract Catalog catalog();

    private RuleRunRepository runs() {
        return catalog().ruleRuns();
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(runs().find(OWNER, plan)).isEmpty();
        assertThat(runs().findDue(END_OF_9999, START, ALL)).isEmpty();
        assertThat(runs().nextDue()).isEmpty();
        assertThat(runs().move(run(day(1)), Optional.of(day(2)))).isFalse();
        assertThat(runs().find(OWNER, plan)).isEmpty();
    }

    @Test
    void givesBackAllThatWasPutThere() {
        var first = run(Instant.parse("2026-01-02T03:04:05.678Z"));
        var second = run(END_OF_9999);

        put(first, second);

        assertThat(runs().find(OWNER, plan)).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void replacesAllRunsOfAPlanAndNoOthers() {
        var ofOtherPlan = run(OWNER, new PlanId("other"), day(1));
        var ofOtherRegion = run(OTHER_REGION, plan, day(1));
        var ofOtherAccount = run(OTHER_ACCOUNT, plan, day(1));
        runs().replaceAll(OWNER, ofOtherPlan.planId(), List.of(ofOtherPlan));
        runs().replaceAll(OTHER_REGION, plan, List.of(ofOtherRegion));
        runs().replaceAll(OTHER_ACCOUNT, plan, List.of(ofOtherAccount));
        var gone = run(day(1));
        var moved = run(day(1));
        put(gone, moved);
        var later = new RuleRun(OWNER, plan, moved.ruleId(), day(3));
        var added = run(day(4));

        put(later, added);

        assertThat(runs().find(OWNER, plan)).containsExactlyInAnyOrder(later, added);
        put();
        assertThat(runs().find(OWNER, plan)).isEmpty();
        assertThat(runs().find(OWNER, ofOtherPlan.planId())).containsExactly(ofOtherPlan);
        assertThat(runs().find(OTHER_REGION, plan)).containsExactly(ofOtherRegion);
        assertThat(runs().find(OTHER_ACCOUNT, plan)).containsExactly(ofOtherAccount);
    }

    @Test
    void movesARuleOn() {
        var run = run(day(1));
        var other = run(day(1));
        put(run, other);

        assertThat(runs().move(run, Optional.of(day(2)))).isTrue();

        assertThat(runs().find(OWNER, plan))
                .containsExactlyInAnyOrder(new RuleRun(OWNER, plan, run.ruleId(), day(2)), other);
    }

    @Test
    void movesARuleToItsEnd() {
        var run = run(day(1));
        put(run);

        assertThat(runs().move(run, Optional.empty())).isTrue();

        assertThat(runs().find(OWNER, plan)).isEmpty();
    }

    @Test
    void doesNotMoveARuleThatIsElsewhereByNow() {
        var run = run(day(1));
        put(run);
        runs().move(run, Optional.of(day(2)));

        assertThat(runs().move(run, Optional.of(day(3)))).isFalse();
        assertThat(runs().move(run, Optional.empty())).isFalse();

        assertThat(runs().find(OWNER, plan)).containsExactly(new RuleRun(OWNER, plan, run.ruleId(), day(2)));
    }

    @Test
    void letsOneOfManyMoveARule() {
        for (var round = 0; round < 10; round++) {
            var run = run(day(round));
            put(run);

            var moved = Concurrently.run(
                    4, i -> i == 0 ? runs().move(run, Optional.empty()) : runs().move(run, Optional.of(day(100 + i))));

            assertThat(moved).containsOnlyOnce(true);
        }
    }

    @Test
    void putsOffARunAndKeepsItsInstant() {
        var run = run(day(1));
        var failed = new RuleRun(OWNER, plan, run.ruleId(), day(1), day(2), 3);
        var other = run(day(1));
        put(run, other);

        runs().putOff(failed);

        assertThat(runs().find(OWNER, plan)).containsExactlyInAnyOrder(failed, other);
        assertThat(runs().findDue(day(1), START, ALL)).containsExactly(other);
        assertThat(runs().findDue(day(2), START, ALL)).containsExactly(other, failed);
        assertThat(runs().move(run, Optional.of(day(5)))).isTrue();
        assertThat(runs().find(OWNER, plan))
                .containsExactlyInAnyOrder(new RuleRun(OWNER, plan, run.ruleId(), day(5)), other);
    }

    @Test
    void doesNotPutOffARuleThatIsElsewhereByNow() {
        var run = run(day(1));
        put(run);
        runs().move(run, Optional.of(day(2)));

        runs().putOff(new RuleRun(OWNER, plan, run.ruleId(), day(1), day(3), 1));

        assertThat(runs().find(OWNER, plan)).containsExactly(new RuleRun(OWNER, plan, run.ruleId(), day(2)));
    }

    @Test
    void keepsHowOftenARunFailed() {
        var failed = new RuleRun(OWNER, plan, uuid(), day(1), day(3), 7);

        put(failed);

        assertThat(runs().find(OWNER, plan)).containsExactly(failed);
        assertThat(runs().nextDue()).contains(day(3));
    }

    @Test
    void forgetsAMoveThatWasUndone() {
        var run = run(day(1));
        put(run);

        catalog().transactions().inOne(() -> {
            var later = new RuleRun(OWNER, plan, run.ruleId(), day(2));
            runs().move(run, Optional.of(day(2)));
            assertThat(runs().find(OWNER, plan)).containsExactly(later);
            runs().move(later, Optional.of(day(1)));
        });

        assertThat(runs().find(OWNER, plan)).containsExactly(run);
    }

    @Test
    void findsWhatIsDueByThenOfAllOwners() {
        var past = run(day(1));
        var now = run(OTHER_REGION, plan, day(2));
        var next = run(OTHER_ACCOUNT, plan, day(2).plusMillis(1));
        put(past);
        runs().replaceAll(OTHER_REGION, plan, List.of(now));
        runs().replaceAll(OTHER_ACCOUNT, plan, List.of(next));

        assertThat(runs().findDue(day(2), START, ALL)).containsExactly(past, now);
        assertThat(runs().findDue(day(0), START, ALL)).isEmpty();
        assertThat(runs().nextDue()).contains(day(1));
    }

    @Test
    void findsWhatIsDueInTheOrderOfTheInstantsAndPageByPage() {
        var expected = new ArrayList<RuleRun>();
        for (var owner : List.of(OWNER, OTHER_REGION, OTHER_ACCOUNT)) {
            for (var planId : List.of("a-b", "a/b", "aB", "ab")) {
                var some = List.of(
                        run(owner, new PlanId(planId), day(1)),
                        run(owner, new PlanId(planId), day(1)),
                        run(owner, new PlanId(planId), day(2)));
                runs().replaceAll(owner, new PlanId(planId), some);
                expected.addAll(some);
            }
        }
        Collections.shuffle(expected, new Random(1));

        var inOrder = runs().findDue(day(2), START, ALL);

        assertThat(inOrder)
                .containsExactlyInAnyOrderElementsOf(expected)
                .isSortedAccordingTo(Comparator.comparing(RuleRun::at));
        for (var limit = 1; limit < inOrder.size(); limit++) {
            assertThat(inPages(limit)).as("in pages of " + limit).isEqualTo(inOrder);
        }
    }

    private List<RuleRun> inPages(int limit) {
        var all = new ArrayList<>(runs().findDue(day(2), START, limit));
        for (var page = all; !page.isEmpty(); ) {
            page = new ArrayList<>(runs().findDue(day(2), Optional.of(all.get(all.size() - 1)), limit));
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page);
        }
        return all;
    }

    private RuleRun run(Instant at) {
        return run(OWNER, plan, at);
    }

    private static RuleRun run(Owner owner, PlanId plan, Instant at) {
        return new RuleRun(owner, plan, uuid(), at);
    }

    private void put(RuleRun... all) {
        runs().replaceAll(OWNER, plan, List.of(all));
    }
}
