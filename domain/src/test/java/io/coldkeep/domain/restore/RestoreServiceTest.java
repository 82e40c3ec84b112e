package io.coldkeep.domain.restore;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT_ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROLE;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aRestoreJob;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.Concurrently;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.AlreadyExists;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.work.Work;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestoreServiceTest {

    private final MemoryService service = new MemoryService(JAN_1);
    private final RestoreService restores = service.restores;
    private final FileSystem files = service.fileSystems.create(OWNER, NewFileSystem.of("files", Tags.NONE));
    private final Vault vault = aVault().build();
    private final RecoveryPoint point =
            aRecoveryPoint().in(vault).of(files).backupSizeInBytes(77).build();

    @BeforeEach
    void addRecoveryPoint() {
        service.catalog.vaults().add(vault);
        service.catalog.recoveryPoints().add(point);
    }

    @Test
    void putsARestoreIntoTheQueue() {
        service.clock.set(Instant.parse("2026-01-01T00:00:00.123456Z"));
        var selection = new RestoreSelection(Set.of(EntryPath.parse("a")));

        var job = restores.start(
                ROOT,
                new NewRestoreJob(
                        point.arn().toString(),
                        new Destination.Existing(files.id()),
                        selection,
                        Map.of("ItemsToRestore", "[\"a\"]"),
                        Optional.of(ROLE),
                        Optional.of("token")));

        assertThat(restores.require(OWNER, job.id())).isEqualTo(job);
        assertThat(job.state()).isEqualTo(RestoreState.PENDING);
        assertThat(job.creationDate()).isEqualTo(JAN_1.plusMillis(123));
        assertThat(job.recoveryPoint()).isEqualTo(point.id());
        assertThat(job.recoveryPointCreationDate()).isEqualTo(point.creationDate());
        assertThat(job.vault()).isEqualTo(vault.name());
        assertThat(job.sourceResource()).isEqualTo(files.arn());
        assertThat(job.target()).isEqualTo(files.id());
        assertThat(job.selection()).isEqualTo(selection);
        assertThat(job.metadata()).isEqualTo(Map.of("ItemsToRestore", "[\"a\"]"));
        assertThat(job.iamRoleArn()).contains(ROLE);
        assertThat(job.expectedBytes()).isEqualTo(77);
        assertThat(job.percentDone()).isZero();
        assertThat(service.queue.waiting()).containsExactly(new Work.Restore(OWNER, job.id()));
    }

    @Test
    void makesTheFileSystemThatItGoesTo() {
        var wanted = NewFileSystem.of("fresh", Tags.NONE);

        var job = restores.start(ROOT, wanted(new Destination.New(wanted), Optional.empty()));

        var fresh = service.fileSystems.findByCreationToken(OWNER, "fresh").get(0);
        assertThat(job.target()).isEqualTo(fresh.id());
        assertThat(service.directories.exists(fresh)).isTrue();
    }

    @Test
    void refusesANewFileSystemWhoseTokenIsTaken() {
        var wanted = NewFileSystem.of("files", Tags.NONE);

        assertThatThrownBy(() -> restores.start(ROOT, wanted(new Destination.New(wanted), Optional.empty())))
                .isInstanceOf(AlreadyExists.class);

        assertNothingStarted();
    }

    @Test
    void answersTheSameTokenWithTheSameJob() {
        var fresh = new Destination.New(NewFileSystem.of("fresh", Tags.NONE));
        var job = restores.start(ROOT, wanted(fresh, Optional.of("token")));

        var again = restores.start(ROOT, wanted(fresh, Optional.of("token")));

        assertThat(again).isEqualTo(job);
        assertThat(service.queue.waiting()).hasSize(1);
        assertThat(service.fileSystems.list(OWNER, PageRequest.first(10)).items())
                .hasSize(2);
    }

    @Test
    void answersTheSameTokenWithTheSameJobToAllThatAskAtOnce() {
        for (var round = 0; round < 20; round++) {
            var fresh = new Destination.New(NewFileSystem.of("fresh-" + round, Tags.NONE));
            var token = Optional.of("token-" + round);

            var jobs = Concurrently.run(4, i -> restores.start(ROOT, wanted(fresh, token)));

            assertThat(jobs).containsOnly(jobs.get(0));
        }
        assertThat(service.queue.waiting()).hasSize(20);
        assertThat(service.fileSystems.list(OWNER, PageRequest.first(100)).items())
                .hasSize(21);
    }

    @Test
    void makesOneFileSystemForAllThatAskAtOnceWhateverTokenThatOneHas() {
        for (var round = 0; round < 20; round++) {
            var token = Optional.of("token-" + round);
            var name = "fresh-" + round + "-";

            var jobs = Concurrently.run(
                    4,
                    i -> restores.start(
                            ROOT, wanted(new Destination.New(NewFileSystem.of(name + i, Tags.NONE)), token)));

            assertThat(jobs).containsOnly(jobs.get(0));
        }
        assertThat(service.queue.waiting()).hasSize(20);
        assertThat(service.fileSystems.list(OWNER, PageRequest.first(100)).items())
                .hasSize(21);
    }

    @Test
    void startsAnotherJobWithoutAToken() {
        var existing = new Destination.Existing(files.id());

        assertThat(restores.start(ROOT, wanted(existing, Optional.empty())).id())
                .isNotEqualTo(
                        restores.start(ROOT, wanted(existing, Optional.empty())).id());
        assertThat(service.queue.waiting()).hasSize(2);
    }

    @Test
    void refusesARecoveryPointThatIsNotThereOrOnItsWayOut() {
        var existing = new Destination.Existing(files.id());
        var deleting = aRecoveryPoint().in(vault).deleting(JAN_1).build();
        service.catalog.recoveryPoints().add(deleting);

        assertNotFound(
                Subject.RECOVERY_POINT, wanted(aRecoveryPoint().build().arn().toString(), existing));
        assertThatThrownBy(() -> restores.start(ROOT, wanted(deleting.arn().toString(), existing)))
                .isInstanceOf(WrongState.class);
        assertThatThrownBy(() -> restores.start(ROOT, wanted("no arn", existing)))
                .isInstanceOf(RuleBroken.class);
        assertNothingStarted();
    }

    @Test
    void startsNothingThatTheAccessPolicyOfTheVaultDenies() {
        var policy = service.accessPolicies.denying(VaultAction.START_RESTORE_JOB);
        service.vaults.putAccessPolicy(ROOT, point.vaultName(), policy);

        assertThatThrownBy(() -> restores.start(ROOT, wanted(new Destination.Existing(files.id()), Optional.empty())))
                .isInstanceOf(AccessDenied.class)
                .hasMessageContaining("backup:StartRestoreJob");
        assertThat(service.queue.waiting()).isEmpty();
    }

    @Test
    void refusesAFileSystemThatIsNotThereOrOnItsWayOut() {
        var deleting = service.fileSystems.create(OWNER, NewFileSystem.of("deleting", Tags.NONE));
        service.catalog
                .fileSystems()
                .update(
                        OWNER,
                        deleting.id(),
                        old -> aFileSystem(old).state(FileSystem.State.DELETING).build());

        assertNotFound(
                Subject.FILE_SYSTEM,
                wanted(point.arn().toString(), new Destination.Existing(FileSystemId.of("fs-00000000"))));
        assertThatThrownBy(() ->
                        restores.start(ROOT, wanted(point.arn().toString(), new Destination.Existing(deleting.id()))))
                .isInstanceOf(WrongState.class);
        assertNothingStarted();
    }

    @Test
    void belongsToItsOwnerOnly() {
        var existing = new Destination.Existing(files.id());
        var job = restores.start(ROOT, wanted(existing, Optional.of("token")));

        assertThatThrownBy(() -> restores.start(OTHER_ACCOUNT_ROOT, wanted(existing, Optional.of("token"))))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> restores.require(OTHER_REGION, job.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> restores.require(OWNER, uuid()))
                .isInstanceOfSatisfying(
                        NotFound.class, e -> assertThat(e.subject()).isEqualTo(Subject.RESTORE_JOB));
        assertThat(restores.list(OTHER_ACCOUNT, RestoreJobFilter.ALL, PageRequest.first(1))
                        .items())
                .isEmpty();
        assertThat(restores.list(OWNER, RestoreJobFilter.ALL, PageRequest.first(1))
                        .items())
                .containsExactly(job);
    }

    @Test
    void tellsTheMetadataThatLeadBackToWhereItCameFrom() {
        var metadata = restores.metadataFor(point);

        assertThat(metadata).isEqualTo(Map.of("file-system-id", files.id().value()));
        assertThat(new RestoreMetadata(metadata).destination(OWNER, "token"))
                .isEqualTo(new Destination.Existing(files.id()));
    }

    @Test
    void saysHowMuchIsDone() {
        var job = aRestoreJob().state(RestoreState.RUNNING).expectedBytes(200);

        assertThat(job.restoredBytes(50).build().percentDone()).isEqualTo(25);
        assertThat(job.restoredBytes(200).build().percentDone()).isEqualTo(99);
        assertThat(job.expectedBytes(0).build().percentDone()).isZero();
        assertThat(job.state(RestoreState.COMPLETED).build().percentDone()).isEqualTo(100);
    }

    private void assertNotFound(Subject subject, NewRestoreJob wanted) {
        assertThatThrownBy(() -> restores.start(ROOT, wanted))
                .isInstanceOfSatisfying(
                        NotFound.class, e -> assertThat(e.subject()).isEqualTo(subject));
    }

    private void assertNothingStarted() {
        assertThat(service.queue.waiting()).isEmpty();
        assertThat(restores.list(OWNER, RestoreJobFilter.ALL, PageRequest.first(1))
                        .items())
                .isEmpty();
    }

    private NewRestoreJob wanted(Destination destination, Optional<String> token) {
        return new NewRestoreJob(
                point.arn().toString(), destination, RestoreSelection.EVERYTHING, Map.of(), Optional.empty(), token);
    }

    private static NewRestoreJob wanted(String recoveryPoint, Destination destination) {
        return new NewRestoreJob(
                recoveryPoint, destination, RestoreSelection.EVERYTHING, Map.of(), Optional.empty(), Optional.empty());
    }
}
