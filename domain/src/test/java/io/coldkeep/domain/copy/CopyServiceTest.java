package io.coldkeep.domain.copy;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.NIGHTLY_RULE;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROLE;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.contract.Concurrently;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.work.Work;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyServiceTest {

    private final MemoryService service = new MemoryService(JAN_1);
    private final CopyService copies = service.copies;
    private final Vault here = vault("here");
    private final Vault there = vault("there");
    private final RecoveryPoint original = add(aRecoveryPoint()
            .in(here)
            .resourceName("my files")
            .createdBy(NIGHTLY_RULE)
            .lifecycle(Lifecycle.moveToColdAfter(30).deletingAfter(120))
            .backupSizeInBytes(4096)
            .build());

    private Vault vault(String name) {
        return service.vaults.create(OWNER, VaultName.of(name), Optional.empty(), Optional.empty(), Tags.NONE);
    }

    private RecoveryPoint add(RecoveryPoint point) {
        assertThat(service.catalog.recoveryPoints().add(point)).isTrue();
        return point;
    }

    @Test
    void putsACopyIntoTheQueue() {
        service.clock.set(Instant.parse("2026-01-01T00:00:00.123456Z"));

        var job = copies.start(
                ROOT, wanted(there.arn(), Optional.of("token"), Optional.of(RequestedLifecycle.of(-1, 7))));

        assertThat(copies.require(OWNER, job.id())).isEqualTo(job);
        assertThat(job.state()).isEqualTo(CopyState.CREATED);
        assertThat(job.creationDate()).isEqualTo(JAN_1.plusMillis(123));
        assertThat(job.originalArn()).isEqualTo(original.arn());
        assertThat(job.sourceVault()).isEqualTo(here.name());
        assertThat(job.destinationVault()).isEqualTo(there.arn());
        assertThat(job.destinationVaultId()).contains(there.id());
        assertThat(job.resource()).isEqualTo(original.resourceArn());
        assertThat(job.resourceName()).contains("my files");
        assertThat(job.lifecycle()).isEqualTo(Lifecycle.deleteAfter(7));
        assertThat(job.createdBy()).contains(NIGHTLY_RULE);
        assertThat(job.createdByBackupJob()).isEmpty();
        assertThat(job.backupSizeInBytes()).isEqualTo(4096);
        assertThat(job.startedAt()).isEmpty();
        assertThat(job.completionDate()).isEmpty();
        assertThat(service.queue.waiting()).containsExactly(new Work.Copy(OWNER, job.id()));
        assertThat(service.vaults.describe(ROOT, there.name()).numberOfRecoveryPoints())
                .as("nothing is there before the job completes")
                .isZero();
    }

    @Test
    void takesTheLifecycleOfTheOriginalWhereNoneIsAskedFor() {
        assertThat(copies.start(ROOT, wanted(there.arn())).lifecycle()).isEqualTo(original.lifecycle());
        assertThat(copies.start(ROOT, wanted(there.arn(), Optional.empty(), Optional.of(RequestedLifecycle.NONE)))
                        .lifecycle())
                .isEqualTo(Lifecycle.FOREVER);
    }

    @Test
    void makesTheDefaultVaultOfAnotherRegionWhenACopyGoesThere() {
        var job = copies.start(ROOT, wanted(VaultName.DEFAULT.arn(OTHER_REGION)));

        var made = service.vaults.require(OTHER_REGION, VaultName.DEFAULT);
        assertThat(job.destinationVaultId()).contains(made.id());
        assertThat(job.copyArn()).isEqualTo(job.copy().arn(OTHER_REGION));
    }

    @Test
    void answersTheSameTokenWithTheSameJob() {
        var wanted = wanted(there.arn(), Optional.of("token"), Optional.empty());

        var jobs = Concurrently.run(4, i -> copies.start(ROOT, wanted));

        assertThat(jobs).containsOnly(copies.start(ROOT, wanted));
        assertThat(service.queue.waiting()).hasSize(1);
    }

    @Test
    void refusesWhatTheSourceVaultDoesNotHold() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> copies.start(ROOT, wanted(there.name(), original.arn(), here.arn())))
                .satisfies(refusal -> assertThat(refusal.subject()).isEqualTo(Subject.RECOVERY_POINT));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> copies.start(ROOT, wanted(VaultName.of("nowhere"), original.arn(), there.arn())))
                .satisfies(refusal -> assertThat(refusal.subject()).isEqualTo(Subject.BACKUP_VAULT));
    }

    @ParameterizedTest
    @EnumSource(value = RecoveryPoint.Status.class, names = "COMPLETED", mode = EnumSource.Mode.EXCLUDE)
    void refusesWhatIsAboutToGo(RecoveryPoint.Status status) {
        var going = add(aRecoveryPoint()
                .in(here)
                .status(status)
                .deletionRequestedAt(day(1))
                .build());

        assertThatExceptionOfType(WrongState.class)
                .isThrownBy(() -> copies.start(ROOT, wanted(here.name(), going.arn(), there.arn())))
                .withMessage("Recovery point " + going.arn() + " cannot be copied: its status is " + status + ".");
    }

    @Test
    void refusesVaultsThatDoNotExist() {
        var nowhere = VaultName.of("nowhere").arn(OWNER);

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> copies.start(ROOT, wanted(nowhere)))
                .withMessage("Backup vault 'nowhere' does not exist.");
    }

    @Test
    void refusesTheVaultThatTheRecoveryPointIsIn() {
        assertThatExceptionOfType(RuleBroken.class)
                .isThrownBy(() -> copies.start(ROOT, wanted(here.arn())))
                .withMessage("DestinationBackupVaultArn must be another vault than the recovery point's own, was "
                        + here.arn());
    }

    @Test
    void refusesVaultsOfOtherAccounts() {
        var theirs = there.name().arn(OTHER_ACCOUNT);

        assertThatExceptionOfType(RuleBroken.class)
                .isThrownBy(() -> copies.start(ROOT, wanted(theirs)))
                .withMessage(
                        "DestinationBackupVaultArn must be a vault of the account 123456789012: copies go to vaults"
                                + " of the same account only, was " + theirs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:backup:eu-central-1:123456789012:recovery-point:1",
                "arn:aws:backup:eu-central-1:123456789012:backup-vault:",
                "arn:aws:backup:eu-central-1:123456789012:backup-vault:a b",
                "arn:aws:backup:eu-central-1:123456789012:backup-vaults:there",
                "arn:aws:s3:eu-central-1:123456789012:backup-vault:there",
                "arn:aws-cn:backup:eu-central-1:123456789012:backup-vault:there",
                "arn:aws:backup:Mars:123456789012:backup-vault:there",
                "arn:aws:backup::123456789012:backup-vault:there",
                "arn:aws:backup:eu-central-1:me:backup-vault:there"
            })
    void refusesWhatIsNoVault(String arn) {
        assertThatExceptionOfType(RuleBroken.class)
                .isThrownBy(() -> copies.start(ROOT, wanted(Arn.parse(arn).orElseThrow())))
                .withMessage("DestinationBackupVaultArn must match"
                        + " arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME, was '" + arn + "'");
    }

    @Test
    void refusesIllegalLifecycles() {
        assertThatExceptionOfType(RuleBroken.class)
                .isThrownBy(() -> copies.start(
                        ROOT, wanted(there.arn(), Optional.empty(), Optional.of(RequestedLifecycle.of(30, 119)))));
        assertThat(service.queue.waiting()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = VaultAction.class,
            names = {"START_COPY_JOB", "COPY_FROM_BACKUP_VAULT"})
    void refusesWhatTheSourceVaultDenies(VaultAction denied) {
        service.vaults.putAccessPolicy(ROOT, here.name(), service.accessPolicies.denying(denied));

        assertThatExceptionOfType(AccessDenied.class)
                .isThrownBy(() -> copies.start(ROOT, wanted(there.arn())))
                .withMessageContaining("is not authorized to perform: " + denied + " on resource: " + here.arn());
    }

    @Test
    void refusesWhatTheDestinationVaultDenies() {
        denyCopiesInto(there.name());

        assertThatExceptionOfType(AccessDenied.class)
                .isThrownBy(() -> copies.start(ROOT, wanted(there.arn())))
                .withMessageContaining(
                        "is not authorized to perform: backup:CopyIntoBackupVault on resource: " + there.arn());
    }

    private void denyCopiesInto(VaultName vault) {
        service.vaults.putAccessPolicy(ROOT, vault, service.accessPolicies.denying(VaultAction.COPY_INTO_BACKUP_VAULT));
    }

    @Test
    void showsAsFailedWhatIsDeniedToTheRoleOfTheBackup() {
        denyCopiesInto(there.name());

        copies.startAfterBackup(original, uuid(), new CopyAction(there.arn(), Optional.empty()));

        var job = copies.list(OWNER, CopyJobFilter.ALL, PageRequest.first(1))
                .items()
                .get(0);
        assertThat(job.state()).isEqualTo(CopyState.FAILED);
        assertThat(job.statusMessage().orElseThrow())
                .startsWith("Copy job failed. User: " + ROLE + " is not authorized to perform: backup:CopyInto");
    }

    @Test
    void asksAPlanNotForWhatOnlyClientsNeed() {
        service.vaults.putAccessPolicy(ROOT, here.name(), service.accessPolicies.denying(VaultAction.START_COPY_JOB));

        copies.startAfterBackup(original, uuid(), new CopyAction(there.arn(), Optional.empty()));

        assertThat(service.queue.waiting()).hasSize(1);
    }

    @Test
    void startsWhatFollowsABackup() {
        var backup = uuid();

        copies.startAfterBackup(original, backup, new CopyAction(there.arn(), Optional.empty()));
        copies.startAfterBackup(
                original,
                backup,
                new CopyAction(VaultName.DEFAULT.arn(OTHER_REGION), Optional.of(Lifecycle.deleteAfter(7))));

        var jobs = copies.list(OWNER, CopyJobFilter.ALL, PageRequest.first(10)).items();
        assertThat(jobs)
                .allSatisfy(job -> {
                    assertThat(job.state()).isEqualTo(CopyState.CREATED);
                    assertThat(job.iamRoleArn()).isEqualTo(original.iamRoleArn());
                    assertThat(job.createdBy()).contains(NIGHTLY_RULE);
                    assertThat(job.createdByBackupJob()).contains(backup);
                })
                .extracting(CopyJob::lifecycle)
                .containsExactlyInAnyOrder(original.lifecycle(), Lifecycle.deleteAfter(7));
        assertThat(service.queue.waiting())
                .containsExactlyInAnyOrderElementsOf(
                        jobs.stream().map(job -> new Work.Copy(OWNER, job.id())).toList());
    }

    @Test
    void showsAsFailedWhatCannotFollowABackup() {
        copies.startAfterBackup(
                original, uuid(), new CopyAction(VaultName.of("nowhere").arn(OTHER_REGION), Optional.empty()));

        var job = copies.list(OWNER, CopyJobFilter.ALL, PageRequest.first(1))
                .items()
                .get(0);
        assertThat(job.state()).isEqualTo(CopyState.FAILED);
        assertThat(job.statusMessage()).contains("Copy job failed. Backup vault 'nowhere' does not exist.");
        assertThat(job.completionDate()).contains(JAN_1);
        assertThat(service.queue.waiting()).isEmpty();
    }

    @Test
    void showsAsFailedWhatGoesToAnotherAccountOrBackIntoTheSameVault() {
        copies.startAfterBackup(original, uuid(), new CopyAction(there.name().arn(OTHER_ACCOUNT), Optional.empty()));
        copies.startAfterBackup(original, uuid(), new CopyAction(here.arn(), Optional.empty()));

        assertThat(copies.list(OWNER, CopyJobFilter.ALL, PageRequest.first(10)).items())
                .hasSize(2)
                .allMatch(job -> job.state() == CopyState.FAILED);
    }

    @Test
    void keepsOwnersApart() {
        var job = copies.start(ROOT, wanted(VaultName.DEFAULT.arn(OTHER_REGION)));

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> copies.require(OTHER_REGION, job.id()))
                .withMessage("Copy job '" + job.id() + "' does not exist.");
        assertThat(copies.list(OTHER_REGION, CopyJobFilter.ALL, PageRequest.first(1))
                        .items())
                .isEmpty();
    }

    private NewCopyJob wanted(Arn destination) {
        return wanted(here.name(), original.arn(), destination);
    }

    private static NewCopyJob wanted(VaultName source, Arn point, Arn destination) {
        return new NewCopyJob(source, point.toString(), destination, ROLE, Optional.empty(), Optional.empty());
    }

    private NewCopyJob wanted(Arn destination, Optional<String> token, Optional<RequestedLifecycle> lifecycle) {
        return new NewCopyJob(here.name(), original.arn().toString(), destination, ROLE, token, lifecycle);
    }
}
