package io.coldkeep.domain.contract;

import static io.coldkeep.domain.contract.Pages.assertPagesHold;
import static io.coldkeep.domain.fixtures.Fixtures.END_OF_9999;
import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupPlan;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupRule;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.copy.CopyAction;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.plan.AdvancedBackupSetting;
import io.coldkeep.domain.plan.BackupPlan;
import io.coldkeep.domain.plan.PlanRepository;
import io.coldkeep.domain.policy.PlanId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link PlanRepository} promises. */
public abstract class PlanRepositoryContract {

    protected abstract Catalog catalog();

    private PlanRepository plans() {
        return catalog().plans();
    }

    @Test
    void findsNothingWhereNothingIs() {
        var id = new PlanId(uuid().toString());

        assertThat(plans().find(OWNER, id)).isEmpty();
        assertThat(plans().findVersion(OWNER, id, "version")).isEmpty();
        assertThat(plans().findByName(OWNER, "plan")).isEmpty();
        assertThat(plans().findByCreatorRequestId(OWNER, "request")).isEmpty();
        assertThat(plans().count(OWNER)).isZero();
        assertThat(plans().list(OWNER, true, Pages.ALL).items()).isEmpty();
        assertThat(plans().listVersions(OWNER, id, Pages.ALL).items()).isEmpty();
        assertThat(catalog().transactions().<Optional<BackupPlan>>inOne(() -> plans().lock(OWNER, id)))
                .isEmpty();
    }

    @Test
    void givesBackAllThatWasAdded() {
        var rich = aBackupRule()
                .schedule("cron(15 2 L * ? 2026-2030)", "Europe/Berlin")
                .targetVault("aws/efs/automatic-backup-vault")
                .window(Duration.ofMinutes(60), Duration.ofMinutes(52_560_000))
                .lifecycle(Lifecycle.deleteAfter(36_500).movingToColdAfter(1))
                .copyActions(
                        new CopyAction(OTHER_REGION.arn("backup", "backup-vault:far"), Optional.empty()),
                        new CopyAction(
                                OWNER.arn("backup", "backup-vault:near"),
                                Optional.of(new Lifecycle(Optional.empty(), Optional.empty(), Optional.of(false)))))
                .recoveryPointTags(Map.of("team", "storage", "empty", ""))
                .build();
        var plain = aBackupRule().lifecycle(Lifecycle.FOREVER).build();
        var plan = add(aBackupPlan()
                .id("aws/efs/73d922fb-9312-3a70-99c3-e69367f9fdad")
                .name("aws/efs/automatic-backup-plan")
                .rules(rich, plain)
                .advancedSettings(
                        new AdvancedBackupSetting("EC2", Map.of("WindowsVSS", "enabled")),
                        new AdvancedBackupSetting("S3", Map.of()))
                .creatorRequestId("request-1")
                .creationDate(Instant.parse("2026-01-02T03:04:05.678Z"))
                .versionCreationDate(END_OF_9999)
                .lastExecutionDate(day(3))
                .build());

        assertThat(plans().find(OWNER, plan.id())).contains(plan);
        assertThat(plans().findVersion(OWNER, plan.id(), plan.versionId())).contains(plan);
        assertThat(plans().findByName(OWNER, plan.name())).contains(plan);
        assertThat(plans().findByCreatorRequestId(OWNER, "request-1")).contains(plan);
        assertThat(plans().list(OWNER, false, Pages.ALL).items()).containsExactly(plan);
        assertThat(plans().listVersions(OWNER, plan.id(), Pages.ALL).items()).containsExactly(plan);
    }

    @Test
    void givesBackWhatIsAbsentAsAbsent() {
        var plan = add(aBackupPlan().build());

        assertThat(plans().find(OWNER, plan.id())).contains(plan);
    }

    @ParameterizedTest
    @MethodSource("io.coldkeep.domain.contract.OddTexts#odd")
    void keepsOddTextsAsTheyAre(String text) {
        var plan = add(aBackupPlan()
                .name(text)
                .creatorRequestId(text)
                .rules(aBackupRule().name(text).schedule(text).build())
                .build());

        assertThat(plans().find(OWNER, plan.id())).contains(plan);
        assertThat(plans().findByName(OWNER, text)).contains(plan);
    }

    @Test
    void addsNoSecondPlanOfAnIdANameOrARequest() {
        var plan = add(aBackupPlan().creatorRequestId("request").build());

        assertThat(plans().add(aBackupPlan().id(plan.id().value()).build())).isFalse();
        assertThat(plans().add(aBackupPlan().name(plan.name()).build())).isFalse();
        assertThat(plans().add(aBackupPlan().creatorRequestId("request").build()))
                .isFalse();

        assertThat(plans().list(OWNER, true, Pages.ALL).items()).containsExactly(plan);
    }

    @Test
    void letsATransactionGoOnAfterATakenName() {
        var first = add(aBackupPlan().build());
        var later = aBackupPlan().build();

        catalog().transactions().inOne(() -> {
            assertThat(plans().add(aBackupPlan().name(first.name()).build())).isFalse();
            assertThat(plans().add(later)).isTrue();
        });

        assertThat(plans().find(OWNER, later.id())).contains(later);
    }

    @Test
    void leavesNothingOfAPlanThatWasNotAdded() {
        var first = add(aBackupPlan().creatorRequestId("request").build());
        plans().add(aBackupPlan().name("free").creatorRequestId("request").build());

        assertThat(plans().add(aBackupPlan().name("free").build())).isTrue();
        assertThat(plans().findByCreatorRequestId(OWNER, "request")).contains(first);
    }

    @Test
    void addsOneOfManyPlansOfANameAtOnce() {
        for (var round = 0; round < 10; round++) {
            var name = "plan-at-once-" + round;

            var added = Concurrently.run(
                    8, i -> plans().add(aBackupPlan().name(name).build()));

            assertThat(added).containsOnlyOnce(true);
            assertThat(plans().findByName(OWNER, name)).isPresent();
        }
    }

    @Test
    void addsOneOfManyPlansOfARequestAtOnce() {
        var added = Concurrently.run(
                8, i -> plans().add(aBackupPlan().creatorRequestId("at-once").build()));

        assertThat(added).containsOnlyOnce(true);
        assertThat(plans().list(OWNER, true, Pages.ALL).items()).hasSize(1);
    }

    @Test
    void keepsOwnersApart() {
        var mine = add(aBackupPlan().name("plan").creatorRequestId("request").build());
        var other = add(aBackupPlan()
                .owner(OTHER_REGION)
                .id(mine.id().value())
                .name("plan")
                .creatorRequestId("request")
                .build());

        assertThat(plans().find(OTHER_REGION, mine.id())).contains(other);
        assertThat(plans().find(OTHER_ACCOUNT, mine.id())).isEmpty();
        assertThat(plans().findVersion(OTHER_REGION, mine.id(), mine.versionId()))
                .isEmpty();
        assertThat(plans().findByName(OTHER_REGION, "plan")).contains(other);
        assertThat(plans().findByCreatorRequestId(OTHER_REGION, "request")).contains(other);
        assertThat(plans().count(OWNER)).isEqualTo(1);
        assertThat(plans().list(OWNER, true, Pages.ALL).items()).containsExactly(mine);

        replace(aBackupPlan(other).deleted(day(1)).build());

        assertThat(plans().find(OWNER, mine.id())).contains(mine);
        assertThat(plans().findByName(OWNER, "plan")).contains(mine);
    }

    @Test
    void keepsEachVersionOfAPlan() {
        var first = add(aBackupPlan().version(1, "first").build());
        var second = replace(aBackupPlan(first)
                .version(2, "second")
                .versionCreationDate(day(2))
                .name("renamed")
                .rules(aBackupRule().build(), aBackupRule().build())
                .build());

        assertThat(plans().find(OWNER, first.id())).contains(second);
        assertThat(plans().findVersion(OWNER, first.id(), "first")).contains(first);
        assertThat(plans().findVersion(OWNER, first.id(), "second")).contains(second);
        assertThat(plans().findVersion(OWNER, first.id(), "third")).isEmpty();
        assertThat(plans().list(OWNER, true, Pages.ALL).items()).containsExactly(second);
        assertThat(plans().findByName(OWNER, "renamed")).contains(second);
        assertThat(plans().findByName(OWNER, first.name())).isEmpty();
    }

    @Test
    void listsTheVersionsOfAPlanLatestFirst() {
        var first = add(aBackupPlan().version(1, "version-1").build());
        IntStream.rangeClosed(2, 12)
                .forEach(number -> replace(
                        aBackupPlan(first).version(number, "version-" + number).build()));
        add(aBackupPlan().build());

        var expected = IntStream.iterate(12, number -> number >= 1, number -> number - 1)
                .mapToObj(number ->
                        aBackupPlan(first).version(number, "version-" + number).build())
                .toList();

        assertPagesHold(expected, page -> plans().listVersions(OWNER, first.id(), page));
    }

    @Test
    void tellsOfEveryVersionWhatBecameOfThePlan() {
        var first = add(aBackupPlan().version(1, "first").build());
        replace(aBackupPlan(first).version(2, "second").build());

        var executed = replace(aBackupPlan(first)
                .version(2, "second")
                .lastExecutionDate(day(1))
                .deleted(day(2))
                .build());

        assertThat(plans().find(OWNER, first.id())).contains(executed);
        assertThat(plans().findVersion(OWNER, first.id(), "first"))
                .contains(aBackupPlan(first)
                        .lastExecutionDate(day(1))
                        .deleted(day(2))
                        .build());
        assertThat(plans().listVersions(OWNER, first.id(), Pages.ALL).items())
                .containsExactly(
                        executed,
                        aBackupPlan(first)
                                .lastExecutionDate(day(1))
                                .deleted(day(2))
                                .build());
    }

    @Test
    void takesNoNameThatAnotherPlanHas() {
        var first = add(aBackupPlan().name("first").build());
        var second = add(aBackupPlan().name("second").version(1, "before").build());
        var renamed = aBackupPlan(second).name("first").version(2, "after").build();

        var replaced = catalog().transactions().inOne(() -> lockedReplace(renamed));

        assertThat(replaced).isFalse();
        assertThat(plans().find(OWNER, second.id())).contains(second);
        assertThat(plans().findVersion(OWNER, second.id(), "after")).isEmpty();
        assertThat(plans().findByName(OWNER, "first")).contains(first);
        assertThat(plans().findByName(OWNER, "second")).contains(second);
    }

    @Test
    void takesANameBack() {
        var plan = add(aBackupPlan().name("before").build());
        replace(aBackupPlan(plan).name("after").version(2, "second").build());
        var back = replace(aBackupPlan(plan).name("before").version(3, "third").build());

        assertThat(plans().findByName(OWNER, "before")).contains(back);
        assertThat(plans().findByName(OWNER, "after")).isEmpty();
        assertThat(plans().add(aBackupPlan().name("after").build())).isTrue();
    }

    @Test
    void letsADeletedPlanGoOfItsNameAndItsRequest() {
        var deleted = delete(
                add(aBackupPlan().name("plan").creatorRequestId("request").build()));

        assertThat(plans().findByName(OWNER, "plan")).isEmpty();
        assertThat(plans().findByCreatorRequestId(OWNER, "request")).isEmpty();
        assertThat(plans().find(OWNER, deleted.id())).contains(deleted);

        var later = add(aBackupPlan().name("plan").creatorRequestId("request").build());

        assertThat(plans().findByName(OWNER, "plan")).contains(later);
        assertThat(plans().findByCreatorRequestId(OWNER, "request")).contains(later);
    }

    @Test
    void countsPlansThatAreThereAndThatUsersMade() {
        add(aBackupPlan().build());
        add(aBackupPlan().build());
        delete(add(aBackupPlan().build()));
        add(aBackupPlan().id("aws/efs/73d922fb-9312-3a70-99c3-e69367f9fdad").build());
        add(aBackupPlan().owner(OTHER_ACCOUNT).build());

        assertThat(plans().count(OWNER)).isEqualTo(2);
    }

    @Test
    void listsById() {
        var ids = List.of("0-a", "0/a", "00", "0a", "A0", "a-b", "a/b", "a0b", "aA", "ab", "aws/efs/1", "aws0");
        var expected = ids.stream().map(id -> aBackupPlan().id(id).build()).toList();
        IntStream.of(3, 7, 0, 11, 5, 2, 9, 1, 10, 4, 8, 6).forEach(i -> add(expected.get(i)));

        assertPagesHold(expected, page -> plans().list(OWNER, false, page));
        assertPagesHold(expected, page -> plans().list(OWNER, true, page));
    }

    @Test
    void listsDeletedPlansOnlyWhenAsked() {
        var a = add(aBackupPlan().id("a").build());
        var b = delete(add(aBackupPlan().id("b").build()));
        var c = add(aBackupPlan().id("c").build());
        var d = delete(add(aBackupPlan().id("d").build()));

        assertPagesHold(List.of(a, c), page -> plans().list(OWNER, false, page));
        assertPagesHold(List.of(a, b, c, d), page -> plans().list(OWNER, true, page));
    }

    @Test
    void letsOneTransactionAtATimeHaveAPlan() {
        var plan = add(aBackupPlan().version(1, "1").build());

        var numbers = Concurrently.run(
                6,
                i -> catalog().transactions().inOne(() -> {
                    var locked = plans().lock(OWNER, plan.id()).orElseThrow();
                    var number = locked.versionNumber() + 1;
                    assertThat(plans().replace(aBackupPlan(locked)
                                    .version(number, Integer.toString(number))
                                    .build()))
                            .isTrue();
                    return number;
                }));

        assertThat(numbers).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7);
        assertThat(plans().find(OWNER, plan.id()))
                .map(BackupPlan::versionNumber)
                .contains(7);
    }

    @Test
    void letsOthersReadALockedPlan() {
        var plan = add(aBackupPlan().build());

        var seen = catalog().transactions().inOne(() -> {
            plans().lock(OWNER, plan.id());
            return Concurrently.elsewhere(() -> plans().find(OWNER, plan.id()));
        });

        assertThat(seen).contains(plan);
    }

    @Test
    void seesBehindTheLockWhatTheOneBeforeDid() {
        var plan = add(aBackupPlan().build());

        var seen = Concurrently.run(
                4,
                i -> catalog().transactions().inOne(() -> {
                    var locked = plans().lock(OWNER, plan.id()).orElseThrow();
                    var isFirst = !locked.isDeleted();
                    plans().replace(aBackupPlan(locked).deleted(day(1)).build());
                    return isFirst;
                }));

        assertThat(seen).containsOnlyOnce(true);
    }

    private BackupPlan add(BackupPlan plan) {
        assertThat(plans().add(plan)).isTrue();
        return plan;
    }

    private BackupPlan delete(BackupPlan plan) {
        return replace(aBackupPlan(plan).deleted(JAN_1).build());
    }

    private BackupPlan replace(BackupPlan changed) {
        assertThat(catalog().transactions().<Boolean>inOne(() -> lockedReplace(changed)))
                .isTrue();
        return changed;
    }

    private boolean lockedReplace(BackupPlan changed) {
        assertThat(plans().lock(changed.owner(), changed.id())).isPresent();
        return plans().replace(changed);
    }
}
