package io.coldkeep.domain.recoverypoint;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT_ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.contract.Concurrently;
import io.coldkeep.domain.fixtures.RecoveryPointBuilder;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.LifecycleViolation;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.lifecycle.RetentionDays;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.RuleViolation;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoveryPointServiceTest {

    private static final RequestedLifecycle OUT_OF_RANGE = RequestedLifecycle.of(0, 30);
    private static final VaultAction DESCRIBE = VaultAction.DESCRIBE_RECOVERY_POINT;
    private static final VaultName NOWHERE = VaultName.of("nowhere");

    private final MemoryService service = new MemoryService(JAN_1);
    private final RecoveryPointService points = service.points;
    private final Vault vault = aVault().name("vault").build();
    private final Vault otherVault = aVault().name("other").build();

    @BeforeEach
    void addVaults() {
        service.catalog.vaults().add(vault);
        service.catalog.vaults().add(otherVault);
    }

    @Test
    void findsARecoveryPointInItsVaultAndInNoOther() {
        var point = add(aRecoveryPoint());
        var arn = point.arn().toString();

        assertThat(points.require(ROOT, DESCRIBE, vault.name(), arn)).isEqualTo(point);
        assertThat(points.require(OWNER, arn)).isEqualTo(point);
        assertNotFound(Subject.RECOVERY_POINT, () -> points.require(ROOT, DESCRIBE, otherVault.name(), arn));
    }

    @Test
    void stopsWhatTheAccessPolicyOfTheVaultDenies() {
        var arn = add(aRecoveryPoint()).arn().toString();
        var name = vault.name();
        var all = PageRequest.first(10);

        govern(VaultAction.DELETE_RECOVERY_POINT);
        assertDenied("backup:DeleteRecoveryPoint", () -> points.delete(ROOT, name, arn));
        points.updateLifecycle(ROOT, name, arn, RequestedLifecycle.NONE);

        govern(VaultAction.UPDATE_RECOVERY_POINT_LIFECYCLE);
        assertDenied(
                "backup:UpdateRecoveryPointLifecycle",
                () -> points.updateLifecycle(ROOT, name, arn, RequestedLifecycle.NONE));
        points.require(ROOT, DESCRIBE, name, arn);

        govern(DESCRIBE, VaultAction.START_RESTORE_JOB);
        assertDenied("backup:DescribeRecoveryPoint", () -> points.require(ROOT, DESCRIBE, name, arn));
        assertDenied("backup:StartRestoreJob", () -> points.requireCompleted(ROOT, VaultAction.START_RESTORE_JOB, arn));
        points.listByVault(ROOT, name, RecoveryPointFilter.ALL, all);
        points.listResources(ROOT, name, all);

        govern(VaultAction.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT, VaultAction.LIST_PROTECTED_RESOURCES_BY_BACKUP_VAULT);
        assertDenied(
                "backup:ListRecoveryPointsByBackupVault",
                () -> points.listByVault(ROOT, name, RecoveryPointFilter.ALL, all));
        assertDenied("backup:ListProtectedResourcesByBackupVault", () -> points.listResources(ROOT, name, all));
        points.delete(ROOT, name, arn);
    }

    @Test
    void asksTheAccessPolicyOfTheVaultBeforeAnythingAboutTheRecoveryPoint() {
        govern(VaultAction.UPDATE_RECOVERY_POINT_LIFECYCLE);
        var deleting = add(aRecoveryPoint().deleting(JAN_1)).arn().toString();
        var nowhere = aRecoveryPoint().in(vault).build().arn().toString();

        for (var arn : List.of(deleting, nowhere, "no arn")) {
            assertDenied("Lifecycle", () -> points.updateLifecycle(ROOT, vault.name(), arn, OUT_OF_RANGE));
        }
        assertNotFound(Subject.BACKUP_VAULT, () -> points.updateLifecycle(ROOT, NOWHERE, nowhere, OUT_OF_RANGE));
        assertNotFound(
                Subject.RECOVERY_POINT,
                () -> points.updateLifecycle(ROOT, otherVault.name(), deleting, RequestedLifecycle.NONE));
    }

    private void govern(VaultAction... denied) {
        service.vaults.putAccessPolicy(ROOT, vault.name(), service.accessPolicies.denying(denied));
    }

    private static void assertDenied(String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(AccessDenied.class).hasMessageContaining(words);
    }

    @Test
    void belongsToItsOwnerOnly() {
        var arn = add(aRecoveryPoint()).arn().toString();

        assertNotFound(Subject.RECOVERY_POINT, () -> points.require(OTHER_REGION, arn));
        assertNotFound(Subject.BACKUP_VAULT, () -> points.require(OTHER_ACCOUNT_ROOT, DESCRIBE, vault.name(), arn));
        assertNotFound(
                Subject.RECOVERY_POINT, () -> points.require(OTHER_ACCOUNT_ROOT, DESCRIBE, VaultName.DEFAULT, arn));
        assertNotFound(
                Subject.BACKUP_VAULT,
                () -> points.updateLifecycle(OTHER_ACCOUNT_ROOT, vault.name(), arn, RequestedLifecycle.NONE));
    }

    @Test
    void refusesAMissingVaultBeforeAnythingElse() {
        var arn = add(aRecoveryPoint()).arn().toString();

        assertNotFound(Subject.BACKUP_VAULT, () -> points.updateLifecycle(ROOT, NOWHERE, arn, OUT_OF_RANGE));
        assertNotFound(Subject.BACKUP_VAULT, () -> points.updateLifecycle(ROOT, NOWHERE, "no arn", OUT_OF_RANGE));
    }

    @Test
    void refusesAMissingRecoveryPointBeforeTheNumbers() {
        var nowhere = aRecoveryPoint().build().arn().toString();
        var elsewhere = add(aRecoveryPoint()).arn().toString();

        assertNotFound(Subject.RECOVERY_POINT, () -> points.updateLifecycle(ROOT, vault.name(), nowhere, OUT_OF_RANGE));
        assertNotFound(
                Subject.RECOVERY_POINT, () -> points.updateLifecycle(ROOT, otherVault.name(), elsewhere, OUT_OF_RANGE));
        assertThatThrownBy(() -> points.updateLifecycle(ROOT, vault.name(), "no arn", OUT_OF_RANGE))
                .isInstanceOf(RuleBroken.class)
                .hasMessageStartingWith("RecoveryPointArn must match ");
    }

    @Test
    void refusesARecoveryPointThatIsBeingDeletedBeforeTheNumbers() {
        var point = add(aRecoveryPoint().deleting(JAN_1));

        assertThatThrownBy(() -> update(point, OUT_OF_RANGE))
                .isInstanceOfSatisfying(
                        WrongState.class,
                        e -> assertThat(e.reason()).isEqualTo(WrongState.Reason.RECOVERY_POINT_NOT_EDITABLE));
        assertThat(stored(point)).isEqualTo(point);
    }

    @Test
    void refusesNumbersOutOfRangeThenTooCloseThenFrozenThenPast() {
        var cold = add(aRecoveryPoint()
                .tier(StorageTier.COLD)
                .lifecycle(Lifecycle.moveToColdAfter(30).deletingAfter(120)));
        var warm = add(aRecoveryPoint());
        service.clock.set(day(40));

        assertThat(violation(cold, RequestedLifecycle.of(0, 1)))
                .isEqualTo(new LifecycleViolation.DaysOutOfRange("MoveToColdStorageAfterDays", 0));
        assertThat(violation(cold, RequestedLifecycle.of(31, 36_501)))
                .isEqualTo(new LifecycleViolation.DaysOutOfRange("DeleteAfterDays", 36_501));
        assertThat(violation(cold, RequestedLifecycle.of(31, 120)))
                .isEqualTo(new LifecycleViolation.ColdStorageTooShort(RetentionDays.of(31), RetentionDays.of(120)));
        assertThat(violation(cold, RequestedLifecycle.of(31, 121)))
                .isEqualTo(new LifecycleViolation.AlreadyCold("30", "31"));
        assertThat(violation(cold, RequestedLifecycle.of(-1, 121)))
                .isEqualTo(new LifecycleViolation.AlreadyCold("30", "none"));
        assertThat(violation(warm, RequestedLifecycle.of(40, 120)))
                .isEqualTo(new LifecycleViolation.ColdStorageTooShort(RetentionDays.of(40), RetentionDays.of(120)));
        assertThat(violation(warm, RequestedLifecycle.of(40, 130)))
                .isEqualTo(new LifecycleViolation.ColdDayIsPast(RetentionDays.of(40), 40));
        assertThat(stored(cold)).isEqualTo(cold);
        assertThat(stored(warm)).isEqualTo(warm);
    }

    @Test
    void replacesTheLifecycleAsAWhole() {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(30).deletingAfter(120)));

        assertThat(update(point, RequestedLifecycle.of(1, 91)).lifecycle())
                .isEqualTo(Lifecycle.moveToColdAfter(1).deletingAfter(91));
        assertThat(update(point, RequestedLifecycle.of(-1, 7)).lifecycle()).isEqualTo(Lifecycle.deleteAfter(7));
        assertThat(update(point, RequestedLifecycle.NONE).lifecycle()).isEqualTo(Lifecycle.FOREVER);
        assertThat(stored(point).lifecycle()).isEqualTo(Lifecycle.FOREVER);
    }

    @Test
    void answersWhatItStored() {
        var point = add(aRecoveryPoint().createdAt(Instant.parse("2026-01-01T00:00:00.271Z")));
        service.clock.set(day(1));

        var updated = update(point, RequestedLifecycle.of(30, 120));

        assertThat(stored(point)).isEqualTo(updated);
        assertThat(updated.calculatedLifecycle().moveToColdAt()).contains(Instant.parse("2026-01-31T00:00:00.271Z"));
        assertThat(updated.calculatedLifecycle().deleteAt()).contains(Instant.parse("2026-05-01T00:00:00.271Z"));
    }

    @Test
    void acceptsTheSameLifecycleAtAnyTime() {
        var lifecycle = Lifecycle.moveToColdAfter(30).deletingAfter(120);
        var warm = add(aRecoveryPoint().lifecycle(lifecycle));
        var cold = add(aRecoveryPoint().tier(StorageTier.COLD).lifecycle(lifecycle));
        service.clock.set(day(100));

        assertThat(update(warm, RequestedLifecycle.of(30, 120)).lifecycle()).isEqualTo(lifecycle);
        assertThat(update(cold, RequestedLifecycle.of(30, 120)).lifecycle()).isEqualTo(lifecycle);
    }

    @Test
    void countsTheAgeInWholeDaysFromTheCreation() {
        var point = add(aRecoveryPoint().createdAt(JAN_1.plusMillis(500)));

        service.clock.set(day(5).plusMillis(499));
        assertThat(update(point, RequestedLifecycle.of(5, -1)).lifecycle()).isEqualTo(Lifecycle.moveToColdAfter(5));

        service.clock.set(day(5).plusMillis(500));
        assertThat(violation(point, RequestedLifecycle.of(4, -1)))
                .isEqualTo(new LifecycleViolation.ColdDayIsPast(RetentionDays.of(4), 5));
        assertThat(update(point, RequestedLifecycle.of(6, -1)).lifecycle()).isEqualTo(Lifecycle.moveToColdAfter(6));
    }

    @Test
    void acceptsAnEndThatIsPastWhichIsDueAtOnce() {
        var point = add(aRecoveryPoint());
        service.clock.set(day(100));

        var updated = update(point, RequestedLifecycle.of(-1, 1));

        assertThat(updated.nextAction()).contains(new NextAction(NextAction.Kind.EXPIRE, day(1)));
        assertThat(service.expiry.nextDue()).contains(day(1));
    }

    @Test
    void losesNoneOfManyChangesAtOnce() {
        var point = add(aRecoveryPoint());

        Concurrently.run(8, i -> {
            for (var n = 0; n < 20; n++) {
                update(point, RequestedLifecycle.of(-1, i + 1));
            }
            return i;
        });

        assertThat(stored(point).version()).isEqualTo(160);
    }

    @Test
    void refusesAnEndBehindTime() {
        var created = Instant.parse("9999-12-31T00:00:00Z");
        var point = add(aRecoveryPoint().createdAt(created));
        service.clock.set(created);

        assertThat(violation(point, RequestedLifecycle.of(-1, 1)))
                .isEqualTo(new LifecycleViolation.InstantOutOfRange("DeleteAfterDays", RetentionDays.of(1), created));
    }

    @Test
    void startsADeletionOnce() {
        var point = add(aRecoveryPoint());
        var arn = point.arn().toString();
        service.clock.set(Instant.parse("2026-01-02T00:00:00.123456Z"));

        points.delete(ROOT, vault.name(), arn);
        var deleting = stored(point);
        service.clock.set(day(5));
        points.delete(ROOT, vault.name(), arn);

        assertThat(deleting.status()).isEqualTo(RecoveryPoint.Status.DELETING);
        assertThat(deleting.deletionRequestedAt()).contains(Instant.parse("2026-01-02T00:00:00.123Z"));
        assertThat(stored(point)).isEqualTo(deleting);
        assertThat(service.expiry.nextDue()).contains(Instant.parse("2026-01-02T00:00:00.123Z"));
    }

    @Test
    void deletesNothingThatIsNotThere() {
        var nowhere = aRecoveryPoint().build().arn().toString();

        assertNotFound(Subject.RECOVERY_POINT, () -> points.delete(ROOT, vault.name(), nowhere));
        assertNotFound(Subject.BACKUP_VAULT, () -> points.delete(ROOT, NOWHERE, nowhere));
    }

    @Test
    void requiresWhatIsToBeRestoredToRest() {
        var resting = add(aRecoveryPoint());
        var deleting = add(aRecoveryPoint().deleting(JAN_1));

        assertThat(points.requireCompleted(OWNER, resting.arn().toString())).isEqualTo(resting);
        assertThatThrownBy(() -> points.requireCompleted(OWNER, deleting.arn().toString()))
                .isInstanceOf(WrongState.class);
    }

    @Test
    void notesARestoreUnlessTheRecoveryPointIsGone() {
        var point = add(aRecoveryPoint());

        points.restored(OWNER, point.arn().toString(), day(3));
        points.restored(OWNER, aRecoveryPoint().build().arn().toString(), day(3));

        assertThat(stored(point).lastRestoreTime()).contains(day(3));
    }

    @Test
    void listsByVaultAndByResource() {
        var point = add(aRecoveryPoint());
        var all = PageRequest.first(10);

        assertThat(points.listByVault(ROOT, vault.name(), RecoveryPointFilter.ALL, all)
                        .items())
                .containsExactly(point);
        assertThat(points.listByVault(ROOT, otherVault.name(), RecoveryPointFilter.ALL, all)
                        .items())
                .isEmpty();
        assertNotFound(Subject.BACKUP_VAULT, () -> points.listByVault(ROOT, NOWHERE, RecoveryPointFilter.ALL, all));
        assertThat(points.listByResource(OWNER, point.resourceArn(), all).items())
                .containsExactly(point);
        assertThat(points.listResources(OWNER, all).items()).hasSize(1);
        assertThat(points.listResources(ROOT, vault.name(), all).items()).hasSize(1);
        assertThat(points.listResources(ROOT, otherVault.name(), all).items()).isEmpty();
        assertNotFound(Subject.BACKUP_VAULT, () -> points.listResources(ROOT, NOWHERE, all));
    }

    @Test
    void describesAResourceByItsLatestRecoveryPoint() {
        var point = add(aRecoveryPoint().resourceName("files").createdAt(day(1)));

        assertThat(points.requireResource(OWNER, point.resourceArn()))
                .isEqualTo(new ProtectedResource(
                        point.resourceArn(), Optional.of("files"), day(1), vault.arn(), point.arn()));
        assertNotFound(Subject.PROTECTED_RESOURCE, () -> points.requireResource(OTHER_ACCOUNT, point.resourceArn()));
    }

    @Test
    void saysWhatIsNextToBeDone() {
        var lifecycle = Lifecycle.moveToColdAfter(30).deletingAfter(120);

        assertNext(aRecoveryPoint().lifecycle(lifecycle), NextAction.Kind.MOVE_TO_COLD, day(30));
        assertNext(aRecoveryPoint().lifecycle(lifecycle).retryAt(day(31)), NextAction.Kind.MOVE_TO_COLD, day(31));
        assertNext(aRecoveryPoint().lifecycle(lifecycle).retryAt(day(120)), NextAction.Kind.EXPIRE, day(120));
        assertNext(aRecoveryPoint().lifecycle(lifecycle).tier(StorageTier.COLD), NextAction.Kind.EXPIRE, day(120));
        assertNext(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(7)), NextAction.Kind.EXPIRE, day(7));
        assertNext(aRecoveryPoint().lifecycle(lifecycle).deleting(day(50)), NextAction.Kind.EXPIRE, day(50));
        assertNext(
                aRecoveryPoint()
                        .deleting(day(50))
                        .status(RecoveryPoint.Status.EXPIRED)
                        .retryAt(day(51)),
                NextAction.Kind.EXPIRE,
                day(51));
        assertThat(aRecoveryPoint().build().nextAction()).isEmpty();
    }

    private static void assertNext(RecoveryPointBuilder builder, NextAction.Kind kind, Instant at) {
        assertThat(builder.build().nextAction()).contains(new NextAction(kind, at));
    }

    private RecoveryPoint update(RecoveryPoint point, RequestedLifecycle requested) {
        return points.updateLifecycle(ROOT, vault.name(), point.arn().toString(), requested);
    }

    private RuleViolation violation(RecoveryPoint point, RequestedLifecycle requested) {
        return catchThrowableOfType(RuleBroken.class, () -> update(point, requested))
                .violation();
    }

    private static void assertNotFound(Subject subject, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        NotFound.class, e -> assertThat(e.subject()).isEqualTo(subject));
    }

    private RecoveryPoint stored(RecoveryPoint point) {
        return service.catalog.recoveryPoints().find(OWNER, point.id()).orElseThrow();
    }

    private RecoveryPoint add(RecoveryPointBuilder builder) {
        var point = builder.in(vault).build();
        assertThat(service.catalog.recoveryPoints().add(point)).isTrue();
        return point;
    }
}
