package io.coldkeep.domain.plan;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROLE;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupPlan;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupRule;
import static io.coldkeep.domain.fixtures.Fixtures.aNewBackupRule;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.coldkeep.domain.contract.Concurrently;
import io.coldkeep.domain.fixtures.NewBackupRuleBuilder;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.AlreadyExists;
import io.coldkeep.domain.refusal.LimitExceeded;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.tag.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanServiceTest {

    private static final Tags TAGS = Tags.ofUser(Map.of("a", "1"));
    private static final Optional<String> NO_REQUEST = Optional.empty();
    private static final Optional<String> REQUEST = Optional.of("request");
    private static final PlanId UNKNOWN = new PlanId("unknown");
    private static final PageRequest ALL = PageRequest.first(PageRequest.MAX_LIMIT);

    private final MemoryService service = new MemoryService(JAN_1.plusNanos(271_999_999));
    private final PlanService plans = service.plans;

    @Test
    void makesAPlan() {
        var wanted = plan("plan", aNewBackupRule().name("daily").deleteAfter(7));

        var made = plans.create(OWNER, wanted, REQUEST, TAGS);

        assertThat(UUID.fromString(made.id().value())).isNotNull();
        assertThat(made.arn()).hasToString("arn:aws:backup:eu-central-1:123456789012:backup-plan:" + made.id());
        assertThat(made.name()).isEqualTo("plan");
        assertThat(made.rules()).extracting(BackupRule::name).containsExactly("daily");
        assertThat(made.creationDate()).isEqualTo(JAN_1.plusMillis(271));
        assertThat(made.versionCreationDate()).isEqualTo(made.creationDate());
        assertThat(made.creatorRequestId()).isEqualTo(REQUEST);
        assertThat(made.deletionDate()).isEmpty();
        assertThat(made.lastExecutionDate()).isEmpty();
        assertThat(plans.require(OWNER, made.id())).isEqualTo(made);
        assertThat(plans.require(OWNER, made.id(), made.versionId())).isEqualTo(made);
        assertThat(service.tags.list(ROOT, made.arn().toString())).isEqualTo(TAGS);
    }

    @Test
    void callsAVersionAUuidInBase64() {
        var made = create("plan");

        var decoded = new String(Base64.getDecoder().decode(made.versionId()), US_ASCII);

        assertThat(UUID.fromString(decoded)).hasToString(decoded);
    }

    @Test
    void plansTheFirstRunOfEachRule() {
        var made = plans.create(
                OWNER,
                plan(
                        "plan",
                        aNewBackupRule().name("daily"),
                        aNewBackupRule().name("past").schedule("cron(0 5 ? * * 2025)"),
                        aNewBackupRule()
                                .name("berlin")
                                .schedule("cron(30 6 ? * * *)")
                                .zone("Europe/Berlin")),
                NO_REQUEST,
                Tags.NONE);

        assertThat(runs(made))
                .extracting(run -> name(made, run), RuleRun::at)
                .containsExactlyInAnyOrder(
                        tuple("daily", Instant.parse("2026-01-01T05:00:00Z")),
                        tuple("berlin", Instant.parse("2026-01-01T05:30:00Z")));
    }

    @Test
    void answersTheSameRequestWithTheSamePlan() {
        var wanted = plan("plan", aNewBackupRule().name("daily"));
        var made = plans.create(OWNER, wanted, REQUEST, TAGS);

        assertThat(plans.create(OWNER, wanted, REQUEST, TAGS)).isEqualTo(made);

        assertThat(plans.list(OWNER, true, ALL).items()).containsExactly(made);
    }

    @Test
    void answersTheSameRequestAlsoWhenTheVaultIsGoneMeanwhile() {
        service.catalog.vaults().add(aVault().name("vault").build());
        var wanted = plan("plan", aNewBackupRule().name("daily").targetVault("vault"));
        var made = plans.create(OWNER, wanted, REQUEST, TAGS);
        service.catalog
                .vaults()
                .removeIfEmpty(service.catalog
                        .vaults()
                        .find(OWNER, made.rules().get(0).targetVault())
                        .orElseThrow());

        assertThat(plans.create(OWNER, wanted, REQUEST, TAGS)).isEqualTo(made);
    }

    @Test
    void answersOneOfManySameRequestsAtOnce() {
        var wanted = plan("plan", aNewBackupRule().name("daily"));

        var made = Concurrently.run(8, i -> plans.create(OWNER, wanted, REQUEST, TAGS));

        assertThat(made).containsOnly(made.get(0));
        assertThat(runs(made.get(0))).hasSize(1);
    }

    @Test
    void refusesANameThatIsTaken() {
        var wanted = plan("plan", aNewBackupRule().name("daily"));
        var made = plans.create(OWNER, wanted, REQUEST, TAGS);

        assertThatThrownBy(() -> plans.create(OWNER, wanted, Optional.of("other"), TAGS))
                .isInstanceOfSatisfying(AlreadyExists.class, refusal -> {
                    assertThat(refusal.subject()).isEqualTo(Subject.BACKUP_PLAN);
                    assertThat(refusal.id()).isEqualTo(made.arn().toString());
                    assertThat(refusal.token()).isEqualTo("request");
                })
                .hasMessage("Backup plan with the same plan document already exists");
        assertThatThrownBy(() -> plans.create(OWNER, plan("plan", aNewBackupRule()), NO_REQUEST, TAGS))
                .isInstanceOf(AlreadyExists.class)
                .hasMessage("Backup plan with the same name or creator request ID already exists");
    }

    @Test
    void refusesARequestIdWithOtherContent() {
        plans.create(OWNER, plan("plan", aNewBackupRule().name("daily")), REQUEST, TAGS);

        assertThatThrownBy(() -> plans.create(
                        OWNER, plan("plan", aNewBackupRule().name("daily").deleteAfter(1)), REQUEST, TAGS))
                .isInstanceOf(AlreadyExists.class);
        assertThatThrownBy(
                        () -> plans.create(OWNER, plan("other", aNewBackupRule().name("daily")), REQUEST, TAGS))
                .isInstanceOf(AlreadyExists.class);
    }

    @Test
    void takesANameThatOnlyAnotherOwnerHas() {
        create("plan");

        assertThat(plans.create(OTHER_REGION, plan("plan", aNewBackupRule()), NO_REQUEST, Tags.NONE))
                .isNotNull();
    }

    @Test
    void refusesARuleWhoseVaultDoesNotExist() {
        assertThatThrownBy(() -> plans.create(
                        OWNER, plan("plan", aNewBackupRule().name("daily").targetVault("nowhere")), REQUEST, TAGS))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("Error in rule daily : TargetBackupVaultName must be a vault that exists, was 'nowhere'");
        assertThat(plans.list(OWNER, true, ALL).items()).isEmpty();
    }

    @Test
    void checksAPlanWithoutMakingOne() {
        var document = plans.check(OWNER, plan("plan", aNewBackupRule().name("daily")));

        assertThat(document.rules()).extracting(BackupRule::name).containsExactly("daily");
        assertThat(plans.list(OWNER, true, ALL).items()).isEmpty();
        assertThatThrownBy(
                        () -> plans.check(OWNER, plan("plan", aNewBackupRule().targetVault("nowhere"))))
                .isInstanceOf(RuleBroken.class);
    }

    @Test
    void refusesMoreTagsThanAPlanBears() {
        var many = new TreeMap<String, String>();
        IntStream.rangeClosed(0, Tags.MAX_COUNT).forEach(i -> many.put("key-" + i, ""));

        assertThatThrownBy(() -> plans.create(OWNER, plan("plan", aNewBackupRule()), NO_REQUEST, Tags.ofUser(many)))
                .isInstanceOf(LimitExceeded.class);
        assertThat(plans.list(OWNER, true, ALL).items()).isEmpty();
    }

    @Test
    void limitsHowManyPlansAnOwnerHas() {
        service.catalog.inOne(() -> {
            IntStream.range(0, 299)
                    .forEach(i -> service.catalog
                            .plans()
                            .add(aBackupPlan().name("plan-" + i).build()));
            service.catalog.plans().add(aBackupPlan().id("aws/efs/1").build());
            service.catalog.plans().add(aBackupPlan().deleted(day(1)).build());
        });
        create("last");

        assertThatThrownBy(() -> create("one-more"))
                .isInstanceOfSatisfying(
                        LimitExceeded.class,
                        refusal -> assertThat(refusal.subject()).isEqualTo(Subject.BACKUP_PLAN))
                .hasMessage("The account has 300 backup plans in this region, the limit.");
        assertThatThrownBy(() -> create("last")).isInstanceOf(AlreadyExists.class);
    }

    @Test
    void makesANewVersionWithEachUpdate() {
        var first = create("plan");
        service.clock.set(day(1));

        var second =
                plans.update(OWNER, first.id(), plan("plan", aNewBackupRule().name("other")));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.versionId()).isNotEqualTo(first.versionId());
        assertThat(second.creationDate()).isEqualTo(first.creationDate());
        assertThat(second.versionCreationDate()).isEqualTo(day(1));
        assertThat(plans.require(OWNER, first.id())).isEqualTo(second);
        assertThat(plans.require(OWNER, first.id(), first.versionId())).isEqualTo(first);
        assertThat(plans.require(OWNER, first.id(), second.versionId())).isEqualTo(second);
        assertThat(plans.listVersions(OWNER, first.id(), ALL).items()).containsExactly(second, first);
    }

    @Test
    void keepsTheNextRunOfARuleWhoseScheduleStays() {
        var first = plans.create(
                OWNER,
                plan(
                        "plan",
                        aNewBackupRule().name("stays"),
                        aNewBackupRule().name("moves"),
                        aNewBackupRule().name("moves-zone"),
                        aNewBackupRule().name("goes")),
                NO_REQUEST,
                Tags.NONE);
        service.clock.set(day(0).plus(Duration.ofHours(6))); // the runs of five o'clock are still to be done

        var second = plans.update(
                OWNER,
                first.id(),
                plan(
                        "plan",
                        aNewBackupRule().name("new"),
                        aNewBackupRule().name("moves").schedule("cron(0 7 ? * * *)"),
                        aNewBackupRule().name("moves-zone").zone("Europe/Berlin"),
                        aNewBackupRule().name("stays").deleteAfter(1)));

        assertThat(runs(second))
                .extracting(run -> name(second, run), RuleRun::at)
                .containsExactlyInAnyOrder(
                        tuple("stays", Instant.parse("2026-01-01T05:00:00Z")),
                        tuple("new", Instant.parse("2026-01-02T05:00:00Z")),
                        tuple("moves", Instant.parse("2026-01-01T07:00:00Z")),
                        tuple("moves-zone", Instant.parse("2026-01-02T04:00:00Z")));
    }

    @Test
    void triesARunThatFailedAtOnceWhenThePlanIsUpdated() {
        var plan = plans.create(OWNER, plan("plan", aNewBackupRule().name("daily")), NO_REQUEST, Tags.NONE);
        var run = runs(plan).get(0);
        service.catalog.ruleRuns().putOff(run.failed(day(300)));

        plans.update(
                OWNER, plan.id(), plan("plan", aNewBackupRule().name("daily").deleteAfter(1)));

        assertThat(runs(plan)).containsExactly(run);
    }

    @Test
    void renamesAPlan() {
        var plan = create("before");

        var renamed = plans.update(OWNER, plan.id(), plan("after", aNewBackupRule()));

        assertThat(renamed.name()).isEqualTo("after");
        assertThat(create("before").id()).isNotEqualTo(plan.id());
        assertThatThrownBy(() -> plans.update(OWNER, plan.id(), plan("before", aNewBackupRule())))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("BackupPlanName must not be the name of another plan, was 'before'");
        assertThat(plans.require(OWNER, plan.id())).isEqualTo(renamed);
    }

    @Test
    void leavesAPlanAsItIsWhenAnUpdateIsRefused() {
        var plan = create("plan");

        assertThatThrownBy(() -> plans.update(
                        OWNER, plan.id(), plan("plan", aNewBackupRule().startWindow(1))))
                .isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> plans.update(
                        OWNER, plan.id(), plan("plan", aNewBackupRule().targetVault("nowhere"))))
                .isInstanceOf(RuleBroken.class);

        assertThat(plans.listVersions(OWNER, plan.id(), ALL).items()).containsExactly(plan);
    }

    @Test
    void limitsHowManyVersionsAPlanHas() {
        var plan = aBackupPlan().version(2000, "version").build();
        service.catalog.plans().add(plan);

        assertThatThrownBy(() -> plans.update(OWNER, plan.id(), plan("plan", aNewBackupRule())))
                .isInstanceOf(LimitExceeded.class)
                .hasMessage("Backup plan " + plan.id() + " has 2000 versions, the limit.");
    }

    @Test
    void deletesAPlanAndLeavesItsVersionsToRead() {
        var first = plans.create(OWNER, plan("plan", aNewBackupRule()), REQUEST, TAGS);
        var second = plans.update(OWNER, first.id(), plan("plan", aNewBackupRule()));
        service.clock.set(day(2).plusNanos(1));

        var deleted = plans.delete(OWNER, first.id());

        assertThat(deleted.deletionDate()).contains(day(2));
        assertThat(deleted.versionId()).isEqualTo(second.versionId());
        assertThat(runs(deleted)).isEmpty();
        assertThat(plans.list(OWNER, false, ALL).items()).isEmpty();
        assertThat(plans.list(OWNER, true, ALL).items()).containsExactly(deleted);
        assertThat(plans.require(OWNER, first.id(), second.versionId())).isEqualTo(deleted);
        assertThat(plans.require(OWNER, first.id(), first.versionId()).rules()).isEqualTo(first.rules());
        assertThat(plans.listVersions(OWNER, first.id(), ALL).items()).hasSize(2);
        assertThatThrownBy(() -> plans.require(OWNER, first.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> plans.update(OWNER, first.id(), plan("plan", aNewBackupRule())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> plans.delete(OWNER, first.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> service.tags.list(ROOT, first.arn().toString()))
                .isInstanceOf(NotFound.class);
        assertThat(service.catalog.tags().find(OWNER, first.arn())).isEqualTo(Tags.NONE);
        assertThat(plans.create(OWNER, plan("plan", aNewBackupRule()), REQUEST, TAGS)
                        .id())
                .isNotEqualTo(first.id());
    }

    @Test
    void deletesNoPlanThatHasSelections() {
        var plan = create("plan");
        var selection = service.selections.create(OWNER, plan.id(), selection("all"), NO_REQUEST);

        assertThatThrownBy(() -> plans.delete(OWNER, plan.id()))
                .isInstanceOfSatisfying(
                        WrongState.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(WrongState.Reason.PLAN_HAS_SELECTIONS))
                .hasMessage("Related backup plan selections must be deleted prior to backup plan deletion");

        service.selections.delete(OWNER, plan.id(), selection.id().toString());
        assertThat(plans.delete(OWNER, plan.id()).isDeleted()).isTrue();
    }

    @Test
    void assignsNothingToAPlanThatIsDeletedAtTheSameTime() {
        for (var round = 0; round < 20; round++) {
            var plan = create("plan-" + round);

            var done = Concurrently.run(
                    2,
                    i -> succeeds(() -> i == 0
                            ? plans.delete(OWNER, plan.id())
                            : service.selections.create(OWNER, plan.id(), selection("all"), NO_REQUEST)));

            assertThat(done).containsOnlyOnce(true);
        }
    }

    private static boolean succeeds(Supplier<?> work) {
        try {
            return work.get() != null;
        } catch (WrongState | RuleBroken refusal) {
            return false;
        }
    }

    @Test
    void neitherDeletesNorRenamesThePlanOfTheService() {
        var plan = aBackupPlan()
                .id("aws/efs/73d922fb-9312-3a70-99c3-e69367f9fdad")
                .name("aws/efs/automatic-backup-plan")
                .rules(aBackupRule().name("aws/efs/automatic-backup-rule").build())
                .build();
        service.catalog.plans().add(plan);

        assertThatThrownBy(() -> plans.delete(OWNER, plan.id()))
                .isInstanceOf(AccessDenied.class)
                .hasMessageStartingWith("Insufficient privileges to perform this action.");
        assertThatThrownBy(() -> plans.update(OWNER, plan.id(), plan("mine", aNewBackupRule())))
                .isInstanceOf(AccessDenied.class);

        var updated = plans.update(
                OWNER,
                plan.id(),
                plan(
                        plan.name(),
                        aNewBackupRule().name("aws/efs/automatic-backup-rule").deleteAfter(7)));
        assertThat(updated.rules().get(0).id()).isEqualTo(plan.rules().get(0).id());
    }

    @Test
    void findsNoPlanThatIsNone() {
        assertThatThrownBy(() -> plans.require(OWNER, UNKNOWN)).isInstanceOfSatisfying(NotFound.class, refusal -> {
            assertThat(refusal.subject()).isEqualTo(Subject.BACKUP_PLAN);
            assertThat(refusal.id()).isEqualTo("unknown");
        });
        assertThatThrownBy(() -> plans.require(OWNER, UNKNOWN, "version")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> plans.update(OWNER, UNKNOWN, plan("plan", aNewBackupRule())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> plans.delete(OWNER, UNKNOWN)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> plans.listVersions(OWNER, UNKNOWN, ALL)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> plans.require(OTHER_REGION, create("plan").id()))
                .isInstanceOf(NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "a version", "\u0000"})
    void findsNoVersionThatIsNone(String versionId) {
        var plan = create("plan");

        assertThatThrownBy(() -> plans.require(OWNER, plan.id(), versionId))
                .isInstanceOfSatisfying(
                        NotFound.class,
                        refusal -> assertThat(refusal.subject()).isEqualTo(Subject.BACKUP_PLAN_VERSION));
    }

    @Test
    void previewsTheRunsOfAllRulesInTheirOrder() {
        var plan = plans.create(
                OWNER,
                plan(
                        "plan",
                        aNewBackupRule().name("daily"),
                        aNewBackupRule().name("weekly").schedule("cron(0 5 ? * 7 *)"), // the third is a Saturday
                        aNewBackupRule().name("over").schedule("cron(0 5 ? * * 2025)"),
                        aNewBackupRule().name("noon").schedule("cron(0 12 ? * * *)")),
                NO_REQUEST,
                Tags.NONE);

        assertThat(plans.preview(plan, 7))
                .extracting(run -> run.rule().name(), ScheduledRun::at)
                .containsExactly(
                        tuple("daily", Instant.parse("2026-01-01T05:00:00Z")),
                        tuple("noon", Instant.parse("2026-01-01T12:00:00Z")),
                        tuple("daily", Instant.parse("2026-01-02T05:00:00Z")),
                        tuple("noon", Instant.parse("2026-01-02T12:00:00Z")),
                        tuple("daily", Instant.parse("2026-01-03T05:00:00Z")),
                        tuple("weekly", Instant.parse("2026-01-03T05:00:00Z")),
                        tuple("noon", Instant.parse("2026-01-03T12:00:00Z")));
        assertThat(plans.preview(plan, 0)).isEmpty();
        assertThat(plans.preview(plan, 10)).hasSize(10);
    }

    @Test
    void previewsUpToTenRuns() {
        var plan = create("plan");

        assertThatThrownBy(() -> plans.preview(plan, 11))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("MaxScheduledRunsPreview must be 0 to 10, was 11");
        assertThatThrownBy(() -> plans.preview(plan, -1)).isInstanceOf(RuleBroken.class);
        assertThat(plans.preview(plans.delete(OWNER, plan.id()), 10)).isEmpty();
    }

    @Test
    void bearsTags() {
        var arn = create("plan").arn().toString();

        service.tags.tag(ROOT, arn, TAGS);

        assertThat(service.tags.list(ROOT, arn)).isEqualTo(TAGS);
        assertThatThrownBy(() -> service.tags.tag(ROOT, UNKNOWN.arn(OWNER).toString(), TAGS))
                .isInstanceOf(NotFound.class);
    }

    private BackupPlan create(String name) {
        return plans.create(OWNER, plan(name, aNewBackupRule()), NO_REQUEST, Tags.NONE);
    }

    private static NewBackupPlan plan(String name, NewBackupRuleBuilder... rules) {
        return new NewBackupPlan(
                name, List.of(rules).stream().map(NewBackupRuleBuilder::build).toList(), List.of());
    }

    private static NewBackupSelection selection(String name) {
        return new NewBackupSelection(name, ROLE, new ResourceChoice(List.of("*"), List.of(), List.of(), List.of()));
    }

    private List<RuleRun> runs(BackupPlan plan) {
        return service.catalog.ruleRuns().find(plan.owner(), plan.id());
    }

    private static String name(BackupPlan plan, RuleRun run) {
        return plan.rule(run.ruleId()).orElseThrow().name();
    }
}
