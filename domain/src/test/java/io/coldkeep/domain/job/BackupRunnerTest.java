package io.coldkeep.domain.job;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.NIGHTLY_RULE;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROLE;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupJob;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Transfer;
import io.coldkeep.domain.copy.CopyAction;
import io.coldkeep.domain.copy.CopyJob;
import io.coldkeep.domain.copy.CopyJobFilter;
import io.coldkeep.domain.copy.CopyState;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemSize;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.fixtures.BackupJobBuilder;
import io.coldkeep.domain.fixtures.Sleeper;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.memory.MemoryContentStore.Step;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.BackupWindow;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkSuspended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackupRunnerTest {

    private static final VaultName VAULT = VaultName.of("vault");
    /** Within the start window of what was asked for at the beginning. */
    private static final Instant LATER = JAN_1.plus(Duration.ofHours(1));

    private final MemoryService service = new MemoryService(JAN_1);
    private FileSystem files;

    /** A process that dies on the spot: no code of the service gets to react to it. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private interface Action {
        void run() throws Exception;
    }

    @BeforeEach
    void makeFilesAndVault() {
        files = service.fileSystems.create(
                OWNER, NewFileSystem.of("files", Tags.ofUser(Map.of("Name", "my files", "team", "a"))));
        service.directories
                .tree(files)
                .directory("d")
                .file("d/a", "x".repeat(10_000))
                .file("b", "hello")
                .link("l", "b");
        service.vaults.create(OWNER, VAULT, Optional.empty(), Optional.empty(), Tags.NONE);
    }

    @Test
    void keepsTheBytesAndMakesTheRecoveryPoint() throws Exception {
        var job = start(RequestedLifecycle.of(30, 120));
        service.clock.set(Instant.parse("2026-01-01T01:00:00.123456Z"));
        service.content.before((step, id) -> service.clock.set(Instant.parse("2026-01-01T02:00:00.999999Z")));

        service.runWork();

        var point = point(job).orElseThrow();
        assertThat(point.id()).isEqualTo(job.recoveryPoint());
        assertThat(point.vaultName()).isEqualTo(VAULT);
        assertThat(point.resourceArn()).isEqualTo(files.arn());
        assertThat(point.resourceName()).contains("my files");
        assertThat(point.iamRoleArn()).isEqualTo(ROLE);
        assertThat(point.initiationDate()).isEqualTo(JAN_1);
        assertThat(point.creationDate()).isEqualTo(Instant.parse("2026-01-01T01:00:00.123Z"));
        assertThat(point.completionDate()).isEqualTo(Instant.parse("2026-01-01T02:00:00.999Z"));
        assertThat(point.backupSizeInBytes()).isEqualTo(10_005);
        assertThat(point.lifecycle()).isEqualTo(job.lifecycle());
        assertThat(point.tier()).isEqualTo(StorageTier.WARM);
        assertThat(point.status()).isEqualTo(RecoveryPoint.Status.COMPLETED);
        assertThat(service.content.kept(StorageTier.WARM)).containsExactly(point.content());
    }

    @Test
    void completesTheJobAndMeasuresTheFileSystem() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        service.clock.set(LATER);

        service.runWork();

        var done = stored(job);
        assertThat(done.state()).isEqualTo(JobState.COMPLETED);
        assertThat(done.percentDone()).isEqualTo(100);
        assertThat(done.bytesTransferred()).isEqualTo(10_005);
        assertThat(done.transfer()).contains(new Transfer(10_005, 10_005));
        assertThat(done.startedAt()).contains(LATER);
        assertThat(done.completionDate()).contains(LATER);
        assertThat(done.resourceName()).contains("my files");
        assertThat(done.statusMessage()).isEmpty();
        assertThat(service.fileSystems.require(OWNER, files.id()).size()).isEqualTo(new FileSystemSize(10_005, LATER));
        assertThat(service.heard).containsExactly("completed " + job.id());
    }

    @Test
    void tagsTheRecoveryPointWithItsOwnTagsAndThoseOfTheFileSystem() throws Exception {
        var job = start(RequestedLifecycle.NONE, Tags.ofUser(Map.of("team", "b", "kind", "nightly")));

        service.runWork();

        assertThat(service.tags.list(ROOT, point(job).orElseThrow().arn().toString()))
                .isEqualTo(Tags.ofUser(Map.of("Name", "my files", "team", "b", "kind", "nightly")));
    }

    @Test
    void isFollowedByTheCopiesThatItsRuleAsksFor() throws Exception {
        var job = startWith(
                new CopyAction(VaultName.DEFAULT.arn(OWNER), Optional.of(Lifecycle.deleteAfter(7))),
                new CopyAction(VaultName.DEFAULT.arn(OTHER_REGION), Optional.empty()));

        service.runWork();

        var copies = copiesOf(job);
        assertThat(copies).hasSize(2).allSatisfy(copy -> {
            assertThat(copy.state()).isEqualTo(CopyState.COMPLETED);
            assertThat(copy.original()).isEqualTo(job.recoveryPoint());
            assertThat(copy.createdByBackupJob()).contains(job.id());
        });
        assertThat(service.points
                        .listByResource(OTHER_REGION, files.arn(), PageRequest.first(2))
                        .items())
                .hasSize(1);
        assertThat(service.content.kept(StorageTier.WARM)).hasSize(3);
    }

    @Test
    void completesWhateverBecomesOfItsCopies() throws Exception {
        var job = startWith(new CopyAction(VaultName.of("nowhere").arn(OWNER), Optional.empty()));

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(JobState.COMPLETED);
        assertThat(point(job)).isPresent();
        assertThat(copiesOf(job))
                .extracting(CopyJob::state, CopyJob::statusMessage)
                .containsExactly(tuple(
                        CopyState.FAILED, Optional.of("Copy job failed. Backup vault 'nowhere' does not exist.")));
    }

    private BackupJob startWith(CopyAction... actions) {
        var id = start(RequestedLifecycle.NONE).id();
        return service.catalog
                .backupJobs()
                .update(
                        OWNER,
                        id,
                        job -> aBackupJob(job).copyActions(List.of(actions)).build())
                .orElseThrow();
    }

    private List<CopyJob> copiesOf(BackupJob job) {
        return service.copies.list(OWNER, CopyJobFilter.ALL, PageRequest.first(10)).items().stream()
                .filter(copy -> copy.createdByBackupJob().equals(Optional.of(job.id())))
                .toList();
    }

    @Test
    void doesNothingForAJobThatHasEndedOrIsGone() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        service.runWork();
        var point = point(job);

        service.backupRunner.run(OWNER, job.id());
        service.backupRunner.run(OWNER, uuid());

        assertThat(point(job)).isEqualTo(point);
        assertThat(service.content.kept(StorageTier.WARM)).hasSize(1);
        assertThat(service.heard).hasSize(1);
    }

    @Test
    void completesWithIssuesWhenFilesCannotBeRead() throws Exception {
        service.directories.makeUnreadable("d/a");
        var job = start(RequestedLifecycle.NONE);

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(JobState.COMPLETED);
        assertThat(stored(job).statusMessage())
                .contains("Completed with issues: 1 entry changed or could not be read: /d/a");
        assertThat(point(job).orElseThrow().backupSizeInBytes()).isEqualTo(5);
    }

    @Test
    void namesTheFirstOfManyFilesThatCannotBeRead() throws Exception {
        for (var i = 0; i < 7; i++) {
            service.directories.tree(files).file("file-" + i, "x");
            service.directories.makeUnreadable("file-" + i);
        }
        var job = start(RequestedLifecycle.NONE);

        service.runWork();

        assertThat(stored(job).statusMessage())
                .contains("Completed with issues: 7 entries changed or could not be read:"
                        + " /file-0, /file-1, /file-2, /file-3, /file-4, …");
    }

    @Test
    void failsWhenAnotherJobWorksOnTheResource() throws Exception {
        var first = start(RequestedLifecycle.NONE);
        var second = start(RequestedLifecycle.NONE);
        whileReading(() -> service.backupRunner.run(OWNER, second.id()));

        service.backupRunner.run(OWNER, first.id());

        assertThat(stored(first).state()).isEqualTo(JobState.COMPLETED);
        assertThat(stored(second).state()).isEqualTo(JobState.FAILED);
        assertThat(stored(second).statusMessage())
                .contains("Backup job failed because there was a running job for the same resource.");
        assertThat(stored(second).startedAt()).isEmpty();
        assertThat(point(second)).isEmpty();
        assertThat(service.content.kept(StorageTier.WARM)).hasSize(1);
    }

    @Test
    void givesTheResourceBackHoweverItEnds() throws Exception {
        var completed = start(RequestedLifecycle.NONE);
        service.runWork();
        var failed = start(RequestedLifecycle.NONE);
        failOnceAt(Step.STORE);
        service.runWork();
        var stopped = start(RequestedLifecycle.NONE);
        whileReading(() -> service.backups.stop(OWNER, stopped.id()));
        service.runWork();
        var last = start(RequestedLifecycle.NONE);
        service.runWork();

        assertThat(stored(completed).state()).isEqualTo(JobState.COMPLETED);
        assertThat(stored(failed).state()).isEqualTo(JobState.FAILED);
        assertThat(stored(stopped).state()).isEqualTo(JobState.ABORTED);
        assertThat(stored(last).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void doesNotStartWhatWasStoppedBefore() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        service.clock.set(LATER);
        service.backups.stop(OWNER, job.id());

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(JobState.ABORTED);
        assertThat(stored(job).statusMessage()).contains("Backup job was stopped by a request.");
        assertThat(stored(job).completionDate()).contains(LATER);
        assertThat(stored(job).startedAt()).isEmpty();
        assertNothingKept(job);
    }

    @Test
    void endsWhatIsStoppedWhileItRuns() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        onceBefore(Step.STORE, () -> service.backups.stop(OWNER, job.id()));

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(JobState.ABORTED);
        assertNothingKept(job);
    }

    @Test
    void endsWhatIsStoppedAfterTheLastByte() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        onceAfter(Step.STORE, () -> service.backups.stop(OWNER, job.id()));

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(JobState.ABORTED);
        assertNothingKept(job);
    }

    @Test
    void failsAndKeepsNothingWhenTheStoreFails() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        service.content.before((step, id) -> {
            if (step == Step.STORE) {
                throw new FileSystemException("/var/lib/secret", null, "No space left on device");
            }
        });
        service.clock.set(LATER);

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(JobState.FAILED);
        assertThat(stored(job).statusMessage()).contains("Backup job failed. No space left on device");
        assertThat(stored(job).completionDate()).contains(LATER);
        assertNothingKept(job);
        assertThat(service.heard)
                .singleElement()
                .asString()
                .startsWith("failed " + job.id())
                .contains("/var/lib/secret");
    }

    @Test
    void failsWhenTheDirectoryIsGone() throws Exception {
        service.directories.allow("/srv/files");
        var adopted = service.fileSystems.create(
                OWNER, NewFileSystem.of("adopted", Tags.ofUser(Map.of("coldkeep:source-path", "/srv/files"))));
        service.runWork();
        var job = service.backups.start(ROOT, wanted(adopted, RequestedLifecycle.NONE, Tags.NONE));
        service.directories.takeAway("/srv/files");

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(JobState.FAILED);
        assertThat(stored(job).statusMessage()).contains("Backup job failed. the directory is gone");
        assertNothingKept(job);
    }

    @Test
    void failsWhenTheFileSystemIsGone() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        service.fileSystems.delete(OWNER, files.id());
        service.fileSystems.finishDeletion(OWNER, files.id());

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(JobState.FAILED);
        assertThat(stored(job).statusMessage())
                .contains("Backup job failed. File system '" + files.id() + "' does not exist.");
        assertNothingKept(job);
    }

    @Test
    void failsWhenTheVaultIsDeletedMeanwhile() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        whileReading(() -> service.vaults.delete(ROOT, VAULT));

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(JobState.FAILED);
        assertThat(stored(job).statusMessage()).contains("Backup job failed. Backup vault 'vault' does not exist.");
        assertNothingKept(job);
    }

    @Test
    void doesNotEndUpInALaterVaultOfTheSameName() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        whileReading(() -> {
            service.vaults.delete(ROOT, VAULT);
            service.vaults.create(OWNER, VAULT, Optional.empty(), Optional.empty(), Tags.NONE);
        });

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(JobState.FAILED);
        assertThat(service.vaults.describe(ROOT, VAULT).numberOfRecoveryPoints())
                .isZero();
        assertNothingKept(job);
    }

    @Test
    void isRunAgainWhenWhatItLeftCannotBeDeleted() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        service.content.before((step, id) -> {
            throw new IOException("disk is broken");
        });

        assertThatThrownBy(() -> service.backupRunner.run(OWNER, job.id())).hasMessage("disk is broken");
        assertThat(stored(job).state().hasEnded()).isFalse();

        service.content.recover();
        service.backupRunner.run(OWNER, job.id());
        assertThat(stored(job).state()).isEqualTo(JobState.COMPLETED);
        assertThat(service.content.kept(StorageTier.WARM)).hasSize(1);
    }

    @Test
    void startsAgainUnderTheSameIdsAfterACrash() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        service.clock.set(LATER);
        whileReading(() -> {
            throw new Crash();
        });
        assertThat(catchThrowable(() -> service.backupRunner.run(OWNER, job.id())))
                .isInstanceOf(Crash.class);
        assertThat(stored(job).state()).isEqualTo(JobState.RUNNING);

        service.clock.set(day(2));
        service.backupRunner.run(OWNER, job.id());

        var point = point(job).orElseThrow();
        assertThat(stored(job).state()).isEqualTo(JobState.COMPLETED);
        assertThat(point.id()).isEqualTo(job.recoveryPoint());
        assertThat(point.creationDate()).as("when it first started").isEqualTo(LATER);
        assertThat(service.content.kept(StorageTier.WARM)).containsExactly(point.content());
    }

    @Test
    void deletesWhatADeadAttemptKept() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        crashAfterStoring(job);
        assertThat(service.content.kept(StorageTier.WARM)).hasSize(1);
        assertThat(point(job)).isEmpty();

        service.backupRunner.run(OWNER, job.id());
        service.runWork();

        assertThat(service.content.kept(StorageTier.WARM))
                .containsExactly(point(job).orElseThrow().content());
    }

    /** Dies between the bytes and the recovery point. */
    private void crashAfterStoring(BackupJob job) {
        service.content.after((step, id) -> {
            throw new Crash();
        });
        assertThat(catchThrowable(() -> service.backupRunner.run(OWNER, job.id())))
                .isInstanceOf(Crash.class);
        service.content.recover();
    }

    @Test
    void letsGoWhenTheProcessEndsAndGoesOnLater() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        whileReading(service::endProcess);

        assertThatThrownBy(() -> service.backupRunner.run(OWNER, job.id())).isInstanceOf(WorkSuspended.class);

        assertThat(stored(job).state()).isEqualTo(JobState.RUNNING);
        assertNothingKept(job);
        service.startProcess();
        service.backupRunner.run(OWNER, job.id());
        assertThat(stored(job).state()).isEqualTo(JobState.COMPLETED);
    }

    /** The attempt hangs while another one takes over, does everything and completes; then it goes on. */
    @Test
    void doesNoHarmWhenItWakesUpAfterAnotherCompleted() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        whileReading(() -> service.backupRunner.run(OWNER, job.id()));

        service.backupRunner.run(OWNER, job.id());

        assertCompletedOnce(job);
    }

    @Test
    void doesNoHarmWhenItWakesUpAtItsLastStep() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        onceAfter(Step.STORE, () -> service.backupRunner.run(OWNER, job.id()));

        service.backupRunner.run(OWNER, job.id());

        assertCompletedOnce(job);
    }

    @Test
    void doesNoHarmWhenItWakesUpWhileAnotherIsStillAtIt() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        var sleeper = sleeperAtItsLastStep(job, () -> {});
        sleeper.startAndFallAsleep();

        service.backupRunner.run(OWNER, job.id());

        assertCompletedOnce(job);
    }

    @Test
    void doesNoHarmWhenItFailsWhileAnotherIsStillAtIt() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        var sleeper = sleeperAtItsLastStep(job, () -> {
            throw new IOException("the disk of the sleeper is broken");
        });
        sleeper.startAndFallAsleep();

        service.backupRunner.run(OWNER, job.id());

        assertCompletedOnce(job);
    }

    /** An attempt that hangs when it has all the bytes, and wakes up when the next one has them, too. */
    private Sleeper sleeperAtItsLastStep(BackupJob job, Fault thenIt) {
        var sleeper = new Sleeper(() -> {
            service.backupRunner.run(OWNER, job.id());
            return job;
        });
        var attempts = new AtomicInteger();
        service.content.after((step, id) -> {
            if (step == Step.STORE) {
                if (attempts.incrementAndGet() == 1) {
                    sleeper.sleep();
                    thenIt.run();
                } else {
                    sleeper.wakeUpAndAwaitEnd();
                }
            }
        });
        return sleeper;
    }

    @Test
    void doesNoHarmWhenItFailsAfterAnotherCompleted() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        onceBefore(Step.STORE, () -> {
            service.backupRunner.run(OWNER, job.id());
            throw new IOException("the disk of the sleeper is broken");
        });

        service.backupRunner.run(OWNER, job.id());

        assertCompletedOnce(job);
    }

    /** It is taken over, and what it left is deleted, before it writes; then it does, and dies. */
    @Test
    void leavesNothingForEverWhenItWritesAfterItWasDiscardedAndDies() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        service.content.after((step, attempt) -> {
            if (step == Step.STORE) {
                service.content.recover();
                service.backupRunner.run(OWNER, job.id());
                service.runDueWork();
                service.content.copy(point(job).orElseThrow().content(), attempt, bytes -> {}, () -> Description.NONE);
                throw new Crash();
            }
        });
        assertThat(catchThrowable(() -> service.backupRunner.run(OWNER, job.id())))
                .isInstanceOf(Crash.class);
        assertThat(service.content.kept(StorageTier.WARM)).hasSize(2);

        service.clock.set(day(7));
        service.runDueWork();

        assertCompletedOnce(job);
    }

    @Test
    void leavesTheResourceToTheAttemptThatTookOver() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        var other = start(RequestedLifecycle.NONE);
        var steps = new ArrayList<String>();
        // the first attempt is taken over while it reads; the second looks at what a competing job gets meanwhile
        whileReading(() -> {
            whileReading(() -> {
                service.backupRunner.run(OWNER, other.id());
                steps.add(stored(other).state().name());
            });
            service.backupRunner.run(OWNER, job.id());
        });

        service.backupRunner.run(OWNER, job.id());

        assertThat(steps).containsExactly("FAILED");
        assertCompletedOnce(job);
    }

    /** The commit succeeds, and then the answer to it gets lost. */
    @Test
    void keepsTheBytesOfARecoveryPointWhoseCommitWasAnsweredByAnError() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        service.catalog.afterCommit(() -> {
            if (point(job).isPresent()) {
                service.catalog.afterCommit(() -> {});
                throw new IllegalStateException("connection lost");
            }
        });

        assertThatThrownBy(() -> service.backupRunner.run(OWNER, job.id())).hasMessage("connection lost");
        service.backupRunner.run(OWNER, job.id()); // tried again

        assertThat(stored(job).state()).isEqualTo(JobState.COMPLETED);
        assertThat(service.content.kept(StorageTier.WARM))
                .containsExactly(point(job).orElseThrow().content());
    }

    @Test
    void triesAgainAfterTheCatalogDidNotAnswer() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        whileReading(() -> {
            throw new IllegalStateException("no connection");
        });

        assertThatThrownBy(() -> service.backupRunner.run(OWNER, job.id())).hasMessage("no connection");
        assertThat(stored(job).state()).isEqualTo(JobState.RUNNING);
        assertThat(service.content.kept(StorageTier.WARM)).isEmpty();
        service.backupRunner.run(OWNER, job.id());

        assertThat(stored(job).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void expiresWhenTheCatalogDoesNotAnswerUntilTheWindowIsOver() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        whileReading(() -> {
            service.clock.set(job.completeBy());
            throw new IllegalStateException("no connection");
        });
        assertThatThrownBy(() -> service.backupRunner.run(OWNER, job.id())).hasMessage("no connection");

        service.runWork();

        assertExpired(job, job.completeBy());
        assertNothingKept(job);
    }

    @Test
    void startsWithinTheStartWindowAndNotAtItsEnd() throws Exception {
        var early = start(RequestedLifecycle.NONE);
        service.clock.set(early.startBy().minusNanos(1));
        service.runWork();
        service.clock.set(JAN_1);
        var late = start(RequestedLifecycle.NONE);
        service.clock.set(late.startBy());
        service.runWork();

        assertThat(stored(early).state()).isEqualTo(JobState.COMPLETED);
        assertExpired(late, late.startBy());
        assertThat(stored(late).startedAt()).isEmpty();
        assertThat(point(late)).isEmpty();
    }

    @Test
    void endsWhatRunsWhenItsCompletionWindowCloses() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        onceBefore(Step.STORE, () -> service.clock.set(job.completeBy()));

        service.runWork();

        assertExpired(job, job.completeBy());
        assertNothingKept(job);
        var next = start(RequestedLifecycle.NONE);
        service.runWork();
        assertThat(stored(next).state()).as("the resource is free").isEqualTo(JobState.COMPLETED);
    }

    @Test
    void completesWhatIsAllThereThoughItIsLate() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        onceAfter(Step.STORE, () -> service.clock.set(job.completeBy().plusSeconds(1)));

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(JobState.COMPLETED);
        assertThat(point(job)).isPresent();
    }

    @Test
    void endsWhatCrashedAndIsTakenOverTooLate() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        crashAfterStoring(job);
        service.clock.set(job.completeBy());

        service.runWork();

        assertExpired(job, job.completeBy());
        assertNothingKept(job);
    }

    @Test
    void goesOnBehindTheStartWindowWithWhatStartedWithinIt() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        crashAfterStoring(job);
        service.clock.set(job.startBy().plusSeconds(1));

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void countsTheCompletionWindowOfAPlanFromTheStart() throws Exception {
        var job = plan(JAN_1);
        var start = job.startBy().minusSeconds(1);
        service.clock.set(start);
        crashAfterStoring(job);
        assertThat(stored(job).completeBy()).isEqualTo(start.plus(BackupWindow.DEFAULT.completion()));

        service.clock.set(job.completeBy());
        crashAfterStoring(job);
        assertThat(stored(job).completeBy())
                .as("when it first started")
                .isEqualTo(start.plus(BackupWindow.DEFAULT.completion()));

        service.clock.set(stored(job).completeBy());
        service.backupRunner.run(OWNER, job.id());
        service.runWork();
        assertExpired(job, start.plus(BackupWindow.DEFAULT.completion()));
        assertNothingKept(job);
    }

    @Test
    void countsTheCompletionWindowOfARequestFromTheRequest() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        service.clock.set(job.startBy().minusSeconds(1));

        service.runWork();

        assertThat(stored(job).completeBy()).isEqualTo(job.completeBy());
    }

    @Test
    void saysOfTheRecoveryPointWhichRuleItComesFrom() throws Exception {
        var job = plan(JAN_1);

        service.backupRunner.run(OWNER, job.id());

        assertThat(point(job).orElseThrow().createdBy()).contains(NIGHTLY_RULE);
    }

    @Test
    void letsTheJobsOfPlansWaitAndTakesThemOneAfterTheOtherOldestFirst() throws Exception {
        var running = running();
        var young = plan(JAN_1.plusSeconds(2));
        var old = plan(JAN_1.plusSeconds(1));
        whileReading(() -> {
            service.backupRunner.run(OWNER, young.id());
            service.backupRunner.run(OWNER, old.id());
            assertThat(stored(young).state()).isEqualTo(JobState.CREATED);
            assertThat(stored(old).state()).isEqualTo(JobState.CREATED);
        });

        service.backupRunner.run(OWNER, running.id());
        assertThat(service.queue.runToEmpty(this::runBackup)).containsExactly(backup(old), backup(young));

        assertThat(service.heard)
                .containsExactly("completed " + running.id(), "completed " + old.id(), "completed " + young.id());
    }

    @Test
    void doesNoMoreForAHundredThatWaitThanToRunEachOnce() throws Exception {
        var running = running();
        var waiting = IntStream.range(0, 100)
                .mapToObj(i -> plan(JAN_1.plusSeconds(i)))
                .toList();
        whileReading(() -> {
            for (var job : waiting) {
                service.backupRunner.run(OWNER, job.id());
            }
        });

        service.backupRunner.run(OWNER, running.id());
        var ran = service.queue.runToEmpty(this::runBackup);

        assertThat(ran).hasSize(100);
        assertThat(waiting).allSatisfy(job -> assertThat(stored(job).state()).isEqualTo(JobState.COMPLETED));
    }

    @Test
    void passesTheTurnsOfThoseThatEndedWhileTheyWaitedOn() throws Exception {
        var running = running();
        var stopped = plan(JAN_1.plusSeconds(1));
        var expired = planToStartBy(day(1));
        var last = planToStartBy(day(3));
        whileReading(() -> {
            for (var job : List.of(stopped, expired, last)) {
                service.backupRunner.run(OWNER, job.id());
            }
            service.backups.stop(OWNER, stopped.id());
            assertThat(stored(stopped).state()).as("promptly").isEqualTo(JobState.ABORTED);
            service.clock.set(day(2));
            service.startWindows.run(day(2));
        });

        service.backupRunner.run(OWNER, running.id());
        service.queue.runToEmpty(this::runBackup);

        assertThat(stored(expired).state()).isEqualTo(JobState.EXPIRED);
        assertThat(stored(last).state()).isEqualTo(JobState.COMPLETED);
    }

    /** It is stopped between taking over and its turn. */
    @Test
    void passesTheTurnOnWhenItEndsInTheMiddleOfTakingIt() throws Exception {
        var running = running();
        var woken = plan(JAN_1.plusSeconds(1));
        var next = plan(JAN_1.plusSeconds(2));
        whileReading(() -> {
            service.backupRunner.run(OWNER, woken.id());
            service.backupRunner.run(OWNER, next.id());
        });
        service.backupRunner.run(OWNER, running.id());
        assertThat(service.queue.waiting()).as("its turn").containsExactly(backup(woken));

        var open = new AtomicInteger();
        service.catalog.afterCommit(() -> {
            if (open.getAndIncrement() == 0) {
                service.backups.stop(OWNER, woken.id());
            }
        });
        service.queue.runToEmpty(this::runBackup);

        assertThat(stored(woken).state()).isEqualTo(JobState.ABORTED);
        assertThat(stored(next).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void waitsAgainWhenAnotherWasFaster() throws Exception {
        var running = running();
        var waiting = plan(JAN_1.plusSeconds(1));
        whileReading(() -> service.backupRunner.run(OWNER, waiting.id()));
        service.backupRunner.run(OWNER, running.id());
        var faster = start(RequestedLifecycle.NONE);
        whileReading(() -> service.backupRunner.run(OWNER, waiting.id()));

        service.backupRunner.run(OWNER, faster.id());
        service.runWork();

        assertThat(stored(faster).state()).isEqualTo(JobState.COMPLETED);
        assertThat(stored(waiting).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void waitsForAJobThatDiedUntilThatIsRunAgain() throws Exception {
        var dead = start(RequestedLifecycle.NONE);
        crashAfterStoring(dead);
        var waiting = plan(JAN_1.plusSeconds(1));
        service.backupRunner.run(OWNER, waiting.id());
        assertThat(stored(waiting).state()).isEqualTo(JobState.CREATED);

        service.backupRunner.run(OWNER, dead.id());
        service.runWork();

        assertThat(stored(dead).state()).isEqualTo(JobState.COMPLETED);
        assertThat(stored(waiting).state()).isEqualTo(JobState.COMPLETED);
    }

    private void assertExpired(BackupJob job, Instant at) {
        assertThat(stored(job).state()).isEqualTo(JobState.EXPIRED);
        assertThat(stored(job).statusMessage()).contains("Backup job expired before completion.");
        assertThat(stored(job).completionDate()).contains(at);
        assertThat(service.heard).containsOnlyOnce("expired " + job.id());
    }

    private void runBackup(Work work) throws IOException {
        service.backupRunner.run(work.owner(), ((Work.Backup) work).jobId());
    }

    private static Work backup(BackupJob job) {
        return new Work.Backup(OWNER, job.id());
    }

    /** A job that a client asked for, not in the queue. */
    private BackupJob running() {
        return add(aBackupJob());
    }

    /** A job of a plan's rule, not in the queue. */
    private BackupJob plan(Instant creation) {
        return add(aBackupJob().createdBy(NIGHTLY_RULE).creationDate(creation));
    }

    private BackupJob planToStartBy(Instant startBy) {
        return add(aBackupJob().createdBy(NIGHTLY_RULE).startBy(startBy));
    }

    private BackupJob add(BackupJobBuilder builder) {
        var job = builder.of(files).in(service.vaults.require(OWNER, VAULT)).build();
        service.catalog.backupJobs().add(job);
        return job;
    }

    @Test
    void keepsTheBytesOfARecoveryPointWhoseListenerFails() throws Exception {
        var job = start(RequestedLifecycle.NONE);
        service.onHearing(() -> {
            throw new IllegalStateException("the log is full");
        });

        assertThatThrownBy(() -> service.backupRunner.run(OWNER, job.id())).hasMessage("the log is full");

        assertThat(stored(job).state()).isEqualTo(JobState.COMPLETED);
        assertThat(service.content.kept(StorageTier.WARM))
                .containsExactly(point(job).orElseThrow().content());
    }

    @Test
    void ownsNoMoreTagsThanThereCanBe() throws Exception {
        var many = Tags.ofUser(IntStream.range(0, 50).boxed().collect(Collectors.toMap(i -> "key-" + i, i -> "v")));
        var job = start(RequestedLifecycle.NONE, many);

        service.runWork();

        assertThat(service.tags.list(ROOT, point(job).orElseThrow().arn().toString()))
                .isEqualTo(many);
    }

    private void assertCompletedOnce(BackupJob job) {
        assertThat(stored(job).state()).isEqualTo(JobState.COMPLETED);
        assertThat(service.content.kept(StorageTier.WARM))
                .containsExactly(point(job).orElseThrow().content());
        assertThat(service.heard)
                .filteredOn(what -> what.contains(job.id().toString()))
                .containsExactly("completed " + job.id());
    }

    private void assertNothingKept(BackupJob job) {
        assertThat(point(job)).isEmpty();
        assertThat(service.content.kept(StorageTier.WARM)).isEmpty();
        assertThat(service.content.kept(StorageTier.COLD)).isEmpty();
    }

    private void whileReading(Action action) {
        service.directories.whileReading(() -> run(action));
    }

    private static void run(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Fault {
        void run() throws IOException;
    }

    private void onceBefore(Step awaited, Fault action) {
        var open = EnumSet.of(awaited);
        service.content.before((step, id) -> {
            if (open.remove(step)) {
                action.run();
            }
        });
    }

    private void onceAfter(Step awaited, Fault action) {
        var open = EnumSet.of(awaited);
        service.content.after((step, id) -> {
            if (open.remove(step)) {
                action.run();
            }
        });
    }

    private void failOnceAt(Step failing) {
        onceBefore(failing, () -> {
            throw new IOException("disk is broken");
        });
    }

    private BackupJob start(RequestedLifecycle lifecycle) {
        return start(lifecycle, Tags.NONE);
    }

    private BackupJob start(RequestedLifecycle lifecycle, Tags pointTags) {
        return service.backups.start(ROOT, wanted(files, lifecycle, pointTags));
    }

    private static NewBackupJob wanted(FileSystem files, RequestedLifecycle lifecycle, Tags pointTags) {
        return new NewBackupJob(
                VAULT, files.arn(), ROLE, Optional.empty(), BackupWindow.DEFAULT, lifecycle, pointTags, Map.of());
    }

    private BackupJob stored(BackupJob job) {
        return service.backups.require(OWNER, job.id());
    }

    private Optional<RecoveryPoint> point(BackupJob job) {
        return service.catalog.recoveryPoints().find(OWNER, job.recoveryPoint());
    }
}
