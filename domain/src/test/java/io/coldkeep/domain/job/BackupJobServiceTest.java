package io.coldkeep.domain.job;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT_ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROLE;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupJob;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.contract.Concurrently;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.BackupWindow;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.work.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackupJobServiceTest {

    private static final VaultName NOWHERE = VaultName.of("nowhere");

    private final MemoryService service = new MemoryService(JAN_1);
    private final BackupJobService jobs = service.backups;
    private final FileSystem files = service.fileSystems.create(OWNER, NewFileSystem.of("files", Tags.NONE));

    @Test
    void putsABackupIntoTheQueue() {
        service.clock.set(Instant.parse("2026-01-01T00:00:00.123456Z"));
        var window = BackupWindow.ofMinutes(OptionalLong.of(60), OptionalLong.of(120));
        var tags = Tags.ofUser(Map.of("a", "1"));

        var job = jobs.start(
                ROOT,
                new NewBackupJob(
                        VaultName.DEFAULT,
                        files.arn(),
                        ROLE,
                        Optional.of("token"),
                        window,
                        RequestedLifecycle.of(30, 120),
                        tags,
                        Map.of("WindowsVSS", "enabled")));

        var now = JAN_1.plusMillis(123);
        assertThat(jobs.require(OWNER, job.id())).isEqualTo(job);
        assertThat(job.state()).isEqualTo(JobState.CREATED);
        assertThat(job.creationDate()).isEqualTo(now);
        assertThat(job.startBy()).isEqualTo(now.plus(Duration.ofHours(1)));
        assertThat(job.completeBy()).isEqualTo(now.plus(Duration.ofHours(2)));
        assertThat(job.lifecycle()).isEqualTo(Lifecycle.moveToColdAfter(30).deletingAfter(120));
        assertThat(job.pointTags()).isEqualTo(tags);
        assertThat(job.backupOptions()).isEqualTo(Map.of("WindowsVSS", "enabled"));
        assertThat(job.percentDone()).isZero();
        assertThat(service.queue.waiting()).containsExactly(new Work.Backup(OWNER, job.id()));
        assertThat(service.points
                        .listByResource(OWNER, files.arn(), PageRequest.first(1))
                        .items())
                .as("nothing is there before the job completes")
                .isEmpty();
    }

    @Test
    void answersTheSameTokenWithTheSameJob() {
        var job = jobs.start(ROOT, wanted(VaultName.DEFAULT, files.arn(), Optional.of("token")));

        var again = jobs.start(ROOT, wanted(NOWHERE, files.arn(), Optional.of("token")));

        assertThat(again).isEqualTo(job);
        assertThat(service.queue.waiting()).hasSize(1);
    }

    @Test
    void answersTheSameTokenWithTheSameJobToAllThatAskAtOnce() {
        for (var round = 0; round < 20; round++) {
            var token = Optional.of("token-" + round);

            var started = Concurrently.run(4, i -> jobs.start(ROOT, wanted(VaultName.DEFAULT, files.arn(), token)));

            assertThat(started).containsOnly(started.get(0));
        }
        assertThat(service.queue.waiting()).hasSize(20);
    }

    @Test
    void startsAnotherJobWithoutAToken() {
        var one = jobs.start(ROOT, wanted(VaultName.DEFAULT, files.arn(), Optional.empty()));
        var other = jobs.start(ROOT, wanted(VaultName.DEFAULT, files.arn(), Optional.empty()));

        assertThat(other.id()).isNotEqualTo(one.id());
        assertThat(other.recoveryPoint()).isNotEqualTo(one.recoveryPoint());
        assertThat(service.queue.waiting()).hasSize(2);
    }

    @Test
    void refusesAMissingVaultThenTheResourceThenTheLifecycle() {
        var bucket = Arn.parse("arn:aws:s3:::bucket").orElseThrow();
        var gone = OWNER.arn("elasticfilesystem", "file-system/fs-00000000");

        assertNotFound(Subject.BACKUP_VAULT, wanted(NOWHERE, bucket, RequestedLifecycle.of(0, 0)));
        assertThatThrownBy(() -> jobs.start(ROOT, wanted(VaultName.DEFAULT, bucket, RequestedLifecycle.of(0, 0))))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("Unsupported resource type: arn:aws:s3:::bucket");
        assertNotFound(Subject.FILE_SYSTEM, wanted(VaultName.DEFAULT, gone, RequestedLifecycle.of(0, 0)));
        assertThatThrownBy(() -> jobs.start(ROOT, wanted(VaultName.DEFAULT, files.arn(), RequestedLifecycle.of(1, 90))))
                .isInstanceOf(RuleBroken.class)
                .hasMessageStartingWith("Invalid lifecycle. ");
        assertThat(service.queue.waiting()).isEmpty();
        assertThat(jobs.list(OWNER, BackupJobFilter.ALL, PageRequest.first(1)).items())
                .isEmpty();
    }

    @Test
    void refusesWhatTheAccessPolicyOfTheVaultDenies() {
        var policy = service.accessPolicies.denying(VaultAction.START_BACKUP_JOB);
        service.vaults.putAccessPolicy(ROOT, VaultName.DEFAULT, policy);

        assertThatThrownBy(() -> jobs.start(ROOT, wanted(VaultName.DEFAULT, files.arn(), RequestedLifecycle.of(0, 0))))
                .isInstanceOf(AccessDenied.class)
                .hasMessageContaining("backup:StartBackupJob");
    }

    @Test
    void findsNoFileSystemOfAnotherOwner() {
        assertThatThrownBy(() ->
                        jobs.start(OTHER_ACCOUNT_ROOT, wanted(VaultName.DEFAULT, files.arn(), RequestedLifecycle.NONE)))
                .isInstanceOfSatisfying(
                        NotFound.class, e -> assertThat(e.subject()).isEqualTo(Subject.FILE_SYSTEM));
        assertNotFound(
                Subject.FILE_SYSTEM,
                wanted(
                        VaultName.DEFAULT,
                        OWNER.arn("elasticfilesystem", "access-point/fsap-00000000"),
                        RequestedLifecycle.NONE));
    }

    @Test
    void refusesALifecycleThatEndsBehindTime() {
        service.clock.set(Instant.parse("9999-12-31T00:00:00Z"));

        assertThatThrownBy(() -> jobs.start(ROOT, wanted(VaultName.DEFAULT, files.arn(), RequestedLifecycle.of(-1, 1))))
                .isInstanceOf(RuleBroken.class);
    }

    @Test
    void mustStartByTheEndOfACompletionWindowThatIsShorterThanTheStartWindow() {
        var window = BackupWindow.ofMinutes(OptionalLong.of(120), OptionalLong.of(60));

        var job = jobs.start(
                ROOT,
                new NewBackupJob(
                        VaultName.DEFAULT,
                        files.arn(),
                        ROLE,
                        Optional.empty(),
                        window,
                        RequestedLifecycle.NONE,
                        Tags.NONE,
                        Map.of()));

        assertThat(job.startBy()).isEqualTo(job.creationDate().plus(Duration.ofHours(1)));
        assertThat(job.completeBy()).isEqualTo(job.startBy());
    }

    @Test
    void asksARunningJobToStop() {
        var job = aBackupJob().state(JobState.RUNNING).startedAt(JAN_1).build();
        service.catalog.backupJobs().add(job);

        assertThat(jobs.stop(OWNER, job.id()).state()).isEqualTo(JobState.ABORTING);
        assertThat(jobs.stop(OWNER, job.id()).state()).as("again").isEqualTo(JobState.ABORTING);
        assertThat(jobs.require(OWNER, job.id()).state()).isEqualTo(JobState.ABORTING);
    }

    @Test
    void stopsAJobThatHasNotStartedAtOnce() {
        var job = jobs.start(ROOT, wanted(VaultName.DEFAULT, files.arn(), Optional.empty()));
        service.clock.set(JAN_1.plusSeconds(5));

        var stopped = jobs.stop(OWNER, job.id());

        assertThat(stopped.state()).isEqualTo(JobState.ABORTED);
        assertThat(stopped.statusMessage()).contains("Backup job was stopped by a request.");
        assertThat(stopped.completionDate()).contains(JAN_1.plusSeconds(5));
        assertThat(jobs.require(OWNER, job.id())).isEqualTo(stopped);
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"ABORTED", "COMPLETED", "FAILED", "EXPIRED"})
    void refusesToStopAJobThatHasEnded(JobState state) {
        var job = aBackupJob().state(state).build();
        service.catalog.backupJobs().add(job);

        assertThatThrownBy(() -> jobs.stop(OWNER, job.id()))
                .isInstanceOfSatisfying(
                        WrongState.class, e -> assertThat(e.reason()).isEqualTo(WrongState.Reason.JOB_ENDED));
        assertThat(jobs.require(OWNER, job.id())).isEqualTo(job);
    }

    @Test
    void belongsToItsOwnerOnly() {
        var job = jobs.start(ROOT, wanted(VaultName.DEFAULT, files.arn(), Optional.of("token")));

        assertThatThrownBy(() -> jobs.require(OTHER_REGION, job.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> jobs.stop(OTHER_ACCOUNT, job.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> jobs.require(OWNER, uuid())).isInstanceOf(NotFound.class);
        assertThat(jobs.list(OTHER_ACCOUNT, BackupJobFilter.ALL, PageRequest.first(1))
                        .items())
                .isEmpty();
        assertThat(jobs.list(OWNER, BackupJobFilter.ALL, PageRequest.first(1)).items())
                .containsExactly(job);
    }

    @Test
    void saysHowMuchIsDone() {
        var job = aBackupJob().state(JobState.RUNNING).expectedBytes(200);

        assertThat(job.bytesTransferred(50).build().percentDone()).isEqualTo(25);
        assertThat(job.bytesTransferred(1_000).build().percentDone()).isEqualTo(99);
        assertThat(job.expectedBytes(0).build().percentDone()).isZero();
        assertThat(job.state(JobState.COMPLETED).build().percentDone()).isEqualTo(100);
    }

    private void assertNotFound(Subject subject, NewBackupJob wanted) {
        assertThatThrownBy(() -> jobs.start(ROOT, wanted))
                .isInstanceOfSatisfying(
                        NotFound.class, e -> assertThat(e.subject()).isEqualTo(subject));
    }

    private static NewBackupJob wanted(VaultName vault, Arn resource, Optional<String> token) {
        return new NewBackupJob(
                vault, resource, ROLE, token, BackupWindow.DEFAULT, RequestedLifecycle.NONE, Tags.NONE, Map.of());
    }

    private static NewBackupJob wanted(VaultName vault, Arn resource, RequestedLifecycle lifecycle) {
        return new NewBackupJob(
                vault, resource, ROLE, Optional.empty(), BackupWindow.DEFAULT, lifecycle, Tags.NONE, Map.of());
    }
}
