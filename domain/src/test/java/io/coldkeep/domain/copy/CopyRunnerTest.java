package io.coldkeep.domain.copy;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION_ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROLE;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ArchivedContentException;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.Transfer;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.fixtures.Sleeper;
import io.coldkeep.domain.job.NewBackupJob;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.memory.MemoryContentStore.Step;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.memory.MemoryWorkQueue;
import io.coldkeep.domain.policy.BackupWindow;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.restore.Destination;
import io.coldkeep.domain.restore.NewRestoreJob;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkSuspended;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyRunnerTest {

    private static final VaultName THERE = VaultName.of("there");
    private static final Instant NOW = Instant.parse("2026-02-11T14:34:30.948Z");

    private final MemoryService service = new MemoryService(JAN_1);
    private RecoveryPoint original;

    /** A process that dies on the spot: no code of the service gets to react to it. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private interface Fault {
        void run() throws IOException;
    }

    @BeforeEach
    void backUp() throws Exception {
        var files = service.fileSystems.create(
                OWNER, NewFileSystem.of("files", Tags.ofUser(Map.of("Name", "my files", "team", "a"))));
        service.directories.tree(files).file("a", "x".repeat(1_000)).file("b", "hello");
        var job = service.backups.start(
                ROOT,
                new NewBackupJob(
                        VaultName.DEFAULT,
                        files.arn(),
                        ROLE,
                        Optional.empty(),
                        BackupWindow.DEFAULT,
                        RequestedLifecycle.of(30, 400),
                        Tags.ofUser(Map.of("kind", "nightly")),
                        Map.of()));
        service.runWork();
        original = service.catalog
                .recoveryPoints()
                .find(OWNER, job.recoveryPoint())
                .orElseThrow();
        service.vaults.create(OTHER_REGION, THERE, Optional.empty(), Optional.empty(), Tags.NONE);
        service.heard.clear();
        service.clock.set(NOW);
    }

    @Test
    void makesARecoveryPointOfItsOwnInTheOtherVault() throws Exception {
        var job = start();
        service.clock.set(Instant.parse("2026-02-12T01:00:00.123456Z"));
        service.content.before((step, id) -> service.clock.set(Instant.parse("2026-02-12T02:00:00.999999Z")));

        service.runWork();

        var copy = copy(job).orElseThrow();
        assertThat(copy.arn()).isEqualTo(job.copyArn());
        assertThat(copy.id()).isNotEqualTo(original.id());
        assertThat(copy.owner()).isEqualTo(OTHER_REGION);
        assertThat(copy.vaultName()).isEqualTo(THERE);
        assertThat(copy.vaultId())
                .isEqualTo(service.vaults.require(OTHER_REGION, THERE).id());
        assertThat(copy.sourceVault()).contains(original.vaultArn());
        assertThat(copy.resourceArn()).isEqualTo(original.resourceArn());
        assertThat(copy.resourceName()).contains("my files");
        assertThat(copy.iamRoleArn()).isEqualTo(ROLE);
        assertThat(copy.createdBy()).isEqualTo(original.createdBy());
        assertThat(copy.initiationDate()).isEqualTo(NOW);
        assertThat(copy.creationDate()).isEqualTo(Instant.parse("2026-02-12T01:00:00.123Z"));
        assertThat(copy.completionDate()).isEqualTo(Instant.parse("2026-02-12T02:00:00.999Z"));
        assertThat(copy.backupSizeInBytes()).isEqualTo(1_005);
        assertThat(copy.lifecycle()).isEqualTo(original.lifecycle());
        assertThat(copy.tier()).isEqualTo(StorageTier.WARM);
        assertThat(copy.status()).isEqualTo(RecoveryPoint.Status.COMPLETED);
        assertThat(service.content.kept(StorageTier.WARM))
                .containsExactlyInAnyOrder(original.content(), copy.content());
    }

    @Test
    void completesTheJob() throws Exception {
        var job = start();
        service.clock.set(day(60));

        service.runWork();

        var done = stored(job);
        assertThat(done.state()).isEqualTo(CopyState.COMPLETED);
        assertThat(done.statusMessage()).isEmpty();
        assertThat(done.startedAt()).contains(day(60));
        assertThat(done.completionDate()).contains(day(60));
        assertThat(done.transfer()).contains(new Transfer(1_005, 1_005));
        assertThat(service.heard).containsExactly("completed " + job.id());
    }

    @Test
    void givesTheCopyTheTagsOfItsOriginal() throws Exception {
        service.tags.tag(ROOT, original.arn().toString(), Tags.ofUser(Map.of("later", "yes")));
        var job = start();

        service.runWork();

        assertThat(service.tags.list(OTHER_REGION_ROOT, job.copyArn().toString()))
                .isEqualTo(Tags.ofUser(Map.of("Name", "my files", "team", "a", "kind", "nightly", "later", "yes")));
    }

    @Test
    void leavesTheCopyThereWhenItsOriginalExpires() throws Exception {
        var job = start(Optional.of(RequestedLifecycle.NONE));
        service.runWork();

        service.clock.set(day(400));
        service.coldMoves.run(day(400));
        service.expiry.run(day(400));
        service.runWork();

        assertThat(service.catalog.recoveryPoints().find(OWNER, original.id())).isEmpty();
        var copy = copy(job).orElseThrow();
        assertThat(copy.lifecycle()).isEqualTo(Lifecycle.FOREVER);
        assertThat(service.content.kept(StorageTier.WARM)).containsExactly(copy.content());
        assertRestorable(copy);
    }

    private void assertRestorable(RecoveryPoint copy) throws Exception {
        var restore = service.restores.start(
                OTHER_REGION_ROOT,
                new NewRestoreJob(
                        copy.arn().toString(),
                        new Destination.New(NewFileSystem.of("fresh", Tags.NONE)),
                        RestoreSelection.EVERYTHING,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty()));
        service.runWork();
        var fresh = service.fileSystems.require(
                OTHER_REGION,
                service.restores.require(OTHER_REGION, restore.id()).target());
        assertThat(service.directories.tree(fresh).paths()).anyMatch(path -> path.endsWith("/a"));
    }

    @Test
    void copiesOutOfColdStorageIntoTheWarmStore() throws Exception {
        service.clock.set(day(30));
        service.coldMoves.run(day(30));
        service.runWork();
        assertThat(service.content.kept(StorageTier.WARM)).isEmpty();
        var job = start();

        service.runWork();

        var copy = copy(job).orElseThrow();
        assertThat(copy.tier()).isEqualTo(StorageTier.WARM);
        assertThat(service.content.kept(StorageTier.WARM)).containsExactly(copy.content());
        assertThat(copy.calculatedLifecycle().moveToColdAt()).contains(day(60));
    }

    @Test
    void waitsUntilWhatIsArchivedIsThawed() throws Exception {
        service.content.archive(original.content());
        var job = start();

        service.runDueWork();

        var waiting = stored(job);
        assertThat(waiting.state()).isEqualTo(CopyState.CREATED);
        assertThat(waiting.statusMessage()).contains("Waiting for 1 of 1 pack to be thawed");
        assertThat(waiting.startedAt()).isEmpty();
        assertThat(service.queue.entries())
                .containsExactly(
                        new MemoryWorkQueue.Entry(new Work.Copy(OWNER, job.id()), NOW.plus(Duration.ofSeconds(30))));
        assertThat(service.heard)
                .containsExactly("waits " + job.id() + " for 1 of 1 pack to be thawed until "
                        + NOW.plus(Duration.ofSeconds(30)));
        assertOnlyTheOriginalIsKept();
        service.heard.clear();
        service.content.finishThaws();
        service.clock.set(NOW.plus(Duration.ofSeconds(30)));
        onceAfter(
                Step.THAW,
                () -> service.content.before(
                        (step, id) -> assertThat(stored(job).statusMessage()).isEmpty()));
        service.runDueWork();
        assertCopiedOnce(job);
        assertThat(copy(job).orElseThrow().creationDate()).isEqualTo(NOW.plus(Duration.ofSeconds(30)));
    }

    @Test
    void waitsWhenItMeetsWhatIsArchived() throws Exception {
        var job = start();
        onceBefore(Step.COPY, () -> service.content.archive(original.content()));

        service.runDueWork();

        assertThat(stored(job).state()).isEqualTo(CopyState.CREATED);
        assertOnlyTheOriginalIsKept();
        service.heard.clear();
        service.content.finishThaws();
        service.clock.set(NOW.plus(Duration.ofSeconds(30)));
        service.runDueWork();
        assertCopiedOnce(job);
    }

    @Test
    void failsWhenThereIsNothingToBeThawedOfWhatItMeets() throws Exception {
        var job = start();
        onceAfter(Step.COPY, () -> {
            throw new ArchivedContentException(original.content(), "its manifest is frozen");
        });

        service.runDueWork();

        assertFailed(
                job,
                "Copy job failed. Content " + original.content().attempt()
                        + " of the recovery point is archived: its manifest is frozen");
        assertOnlyTheOriginalIsKept();
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        service.content.archive(original.content());
        var job = start();
        service.clock.set(NOW.plus(Duration.ofDays(7)));

        service.runDueWork();

        assertFailed(
                job,
                "Copy job failed. Content " + original.content().attempt()
                        + " of the recovery point is archived: waited too long for 1 of 1 pack to be thawed");
        assertThat(service.content.thawing()).isEmpty();
        assertOnlyTheOriginalIsKept();
    }

    @Test
    void failsWhenTheOriginalIsDeletedWhileItWaits() throws Exception {
        service.content.archive(original.content());
        var job = start();
        onceBefore(Step.THAW, () -> {
            deleteOriginal();
            service.expiry.run(NOW);
        });

        service.runDueWork();

        assertFailed(job, "Copy job failed. Recovery point '" + original.arn() + "' does not exist.");
    }

    @Test
    void copiesACopyOn() throws Exception {
        var first = start();
        service.runWork();
        var copy = copy(first).orElseThrow();
        var second = service.copies.start(
                OTHER_REGION_ROOT,
                new NewCopyJob(
                        THERE,
                        copy.arn().toString(),
                        VaultName.DEFAULT.arn(OTHER_REGION),
                        ROLE,
                        Optional.empty(),
                        Optional.empty()));

        service.runWork();

        var again = service.catalog
                .recoveryPoints()
                .find(OTHER_REGION, second.copy())
                .orElseThrow();
        assertThat(again.sourceVault()).contains(copy.vaultArn());
        assertRestorable(again);
    }

    @Test
    void failsWhenTheOriginalIsDeletedBefore() throws Exception {
        var deleting = start();
        var gone = start();
        deleteOriginal();
        service.copyRunner.run(OWNER, deleting.id());
        service.expiry.run(NOW);
        service.runWork();

        assertFailed(
                deleting,
                "Copy job failed. Recovery point " + original.arn() + " cannot be copied: its status is DELETING.");
        assertFailed(gone, "Copy job failed. Recovery point '" + original.arn() + "' does not exist.");
        assertThat(service.content.kept(StorageTier.WARM)).isEmpty();
    }

    @Test
    void failsWhenTheOriginalExpiresWhileItIsRead() throws Exception {
        var job = start();
        onceBefore(Step.COPY, () -> {
            deleteOriginal();
            service.expiry.run(NOW);
        });

        service.runWork();

        assertFailed(job, "Copy job failed. Recovery point '" + original.arn() + "' does not exist.");
        assertThat(service.content.kept(StorageTier.WARM)).isEmpty();
    }

    @Test
    void failsWhenTheOriginalExpiresAfterTheLastByte() throws Exception {
        var job = start();
        onceAfter(Step.COPY, () -> {
            deleteOriginal();
            service.expiry.run(NOW);
        });

        service.runWork();

        assertFailed(job, "Copy job failed. Recovery point '" + original.arn() + "' does not exist.");
        assertThat(service.content.kept(StorageTier.WARM)).isEmpty();
    }

    @Test
    void failsWhenTheOriginalTakesItsTagsAwayAtTheLastMoment() throws Exception {
        var job = start();

        runner(new TagsAtTheLastMoment()).run(OWNER, job.id());

        assertFailed(job, "Copy job failed. Recovery point '" + original.arn() + "' does not exist.");
    }

    private CopyRunner runner(TagRepository tags) {
        return new CopyRunner(
                service.catalog.copyJobs(),
                service.catalog.recoveryPoints(),
                service.content,
                service.records,
                tags,
                service.queue,
                service.catalog,
                service.clock,
                service.workListener,
                Fixtures::uuid,
                () -> false);
    }

    /** The original expires whenever its tags are about to be read. */
    private final class TagsAtTheLastMoment implements TagRepository {

        private final TagRepository tags = service.catalog.tags();

        @Override
        public Tags find(Owner owner, Arn resource) {
            deleteOriginal();
            service.expiry.run(NOW);
            return tags.find(owner, resource);
        }

        @Override
        public Map<Arn, Tags> findAll(Owner owner, Collection<Arn> resources) {
            return tags.findAll(owner, resources);
        }

        @Override
        public Tags update(Owner owner, Arn resource, UnaryOperator<Tags> change) {
            return tags.update(owner, resource, change);
        }

        @Override
        public void removeAll(Owner owner, Collection<Arn> resources) {
            tags.removeAll(owner, resources);
        }
    }

    private void deleteOriginal() {
        service.points.delete(ROOT, VaultName.DEFAULT, original.arn().toString());
    }

    @Test
    void saysThatTheContentIsDamaged() throws Exception {
        var job = start();
        service.content.lose(original.content());

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(CopyState.FAILED);
        assertThat(stored(job).statusMessage().orElseThrow())
                .startsWith("Copy job failed. Content ")
                .endsWith(" of the recovery point is damaged: it is missing");
    }

    @Test
    void failsWhenTheVaultIsDeletedMeanwhile() throws Exception {
        var job = start();
        onceBefore(Step.COPY, () -> service.vaults.delete(OTHER_REGION_ROOT, THERE));

        service.runWork();

        assertFailed(job, "Copy job failed. Backup vault 'there' does not exist.");
        assertOnlyTheOriginalIsKept();
    }

    @Test
    void doesNotEndUpInALaterVaultOfTheSameName() throws Exception {
        var job = start();
        service.vaults.delete(OTHER_REGION_ROOT, THERE);
        service.vaults.create(OTHER_REGION, THERE, Optional.empty(), Optional.empty(), Tags.NONE);

        service.runWork();

        assertFailed(job, "Copy job failed. Backup vault 'there' does not exist.");
        assertThat(service.vaults.describe(OTHER_REGION_ROOT, THERE).numberOfRecoveryPoints())
                .isZero();
        assertOnlyTheOriginalIsKept();
    }

    @Test
    void failsAndKeepsNothingWhenTheStoreFails() throws Exception {
        var job = start();
        onceAfter(Step.COPY, () -> {
            throw new FileSystemException("/var/lib/secret", null, "No space left on device");
        });

        service.runWork();

        assertFailed(job, "Copy job failed. No space left on device");
        assertOnlyTheOriginalIsKept();
        assertThat(service.heard)
                .singleElement()
                .asString()
                .startsWith("failed " + job.id())
                .contains("/var/lib/secret");
    }

    @Test
    void doesNothingForAJobThatHasEndedOrIsGone() throws Exception {
        var job = start();
        service.runWork();
        var copy = copy(job);

        service.copyRunner.run(OWNER, job.id());
        service.copyRunner.run(OWNER, uuid());

        assertThat(copy(job)).isEqualTo(copy);
        assertThat(service.content.kept(StorageTier.WARM)).hasSize(2);
        assertThat(service.heard).hasSize(1);
    }

    @Test
    void startsAgainAfterACrashAndLeavesNothingOfTheDeadAttempt() throws Exception {
        var job = start();
        onceAfter(Step.COPY, () -> {
            throw new Crash();
        });
        assertThat(catchThrowable(() -> service.copyRunner.run(OWNER, job.id())))
                .isInstanceOf(Crash.class);
        assertThat(service.content.kept(StorageTier.WARM)).hasSize(2);
        assertThat(stored(job).state()).isEqualTo(CopyState.RUNNING);
        assertThat(copy(job)).isEmpty();
        service.clock.set(NOW.plusSeconds(60));

        service.copyRunner.run(OWNER, job.id());

        assertCopiedOnce(job);
        assertThat(copy(job).orElseThrow().creationDate())
                .as("when it first started")
                .isEqualTo(NOW);
    }

    @Test
    void letsGoWhenTheProcessEndsAndGoesOnLater() throws Exception {
        var job = start();
        service.content.before((step, id) -> service.endProcess());

        assertThatThrownBy(() -> service.copyRunner.run(OWNER, job.id())).isInstanceOf(WorkSuspended.class);

        assertThat(stored(job).state()).isEqualTo(CopyState.RUNNING);
        assertOnlyTheOriginalIsKept();
        service.content.recover();
        service.startProcess();
        service.copyRunner.run(OWNER, job.id());
        assertCopiedOnce(job);
    }

    /** The attempt hangs while another one takes over and completes; then it goes on. */
    @Test
    void doesNoHarmWhenItWakesUpAfterAnotherCompleted() throws Exception {
        var job = start();
        onceBefore(Step.COPY, () -> service.copyRunner.run(OWNER, job.id()));

        service.copyRunner.run(OWNER, job.id());

        assertCopiedOnce(job);
    }

    @Test
    void doesNoHarmWhenItWakesUpAtItsLastStep() throws Exception {
        var job = start();
        onceAfter(Step.COPY, () -> service.copyRunner.run(OWNER, job.id()));

        service.copyRunner.run(OWNER, job.id());

        assertCopiedOnce(job);
    }

    @Test
    void doesNoHarmWhenItWakesUpWhileAnotherIsStillAtIt() throws Exception {
        var job = start();
        sleeperAtItsLastStep(job, () -> {}).startAndFallAsleep();

        service.copyRunner.run(OWNER, job.id());

        assertCopiedOnce(job);
    }

    @Test
    void doesNoHarmWhenItFailsWhileAnotherIsStillAtIt() throws Exception {
        var job = start();
        sleeperAtItsLastStep(job, () -> {
                    throw new IOException("the disk of the sleeper is broken");
                })
                .startAndFallAsleep();

        service.copyRunner.run(OWNER, job.id());

        assertCopiedOnce(job);
    }

    /** It is taken over, and what it left is deleted, before it writes; then it does, and dies. */
    @Test
    void leavesNothingForEverWhenItWritesAfterItWasDiscardedAndDies() throws Exception {
        var job = start();
        service.content.after((step, attempt) -> {
            if (step == Step.COPY) {
                service.content.recover();
                service.copyRunner.run(OWNER, job.id());
                service.runDueWork();
                service.content.copy(original.content(), attempt, bytes -> {}, () -> Description.NONE);
                throw new Crash();
            }
        });
        assertThat(catchThrowable(() -> service.copyRunner.run(OWNER, job.id())))
                .isInstanceOf(Crash.class);
        assertThat(service.content.kept(StorageTier.WARM)).hasSize(3);

        service.clock.set(NOW.plus(Duration.ofDays(7)));
        service.runDueWork();

        assertCopiedOnce(job);
    }

    /** An attempt that hangs when it has all the bytes, and wakes up when the next one has them, too. */
    private Sleeper sleeperAtItsLastStep(CopyJob job, Fault thenIt) {
        var sleeper = new Sleeper(() -> {
            service.copyRunner.run(OWNER, job.id());
            return job;
        });
        var attempts = new AtomicInteger();
        service.content.after((step, id) -> {
            if (step == Step.COPY) {
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

    /** The commit succeeds, and then the answer to it gets lost. */
    @Test
    void keepsTheBytesOfACopyWhoseCommitWasAnsweredByAnError() throws Exception {
        var job = start();
        service.catalog.afterCommit(() -> {
            if (copy(job).isPresent()) {
                service.catalog.afterCommit(() -> {});
                throw new IllegalStateException("connection lost");
            }
        });

        assertThatThrownBy(() -> service.copyRunner.run(OWNER, job.id())).hasMessage("connection lost");
        service.copyRunner.run(OWNER, job.id()); // tried again

        assertThat(stored(job).state()).isEqualTo(CopyState.COMPLETED);
        assertThat(service.content.kept(StorageTier.WARM))
                .contains(copy(job).orElseThrow().content());
    }

    @Test
    void triesAgainAfterTheCatalogDidNotAnswerButNotForEver() throws Exception {
        var job = start();
        service.content.after((step, id) -> {
            if (step == Step.COPY) {
                throw new IllegalStateException("no connection");
            }
        });

        assertThatThrownBy(() -> service.copyRunner.run(OWNER, job.id())).hasMessage("no connection");
        assertThat(stored(job).state()).isEqualTo(CopyState.RUNNING);
        assertOnlyTheOriginalIsKept();
        service.clock.set(NOW.plus(Duration.ofDays(7)));
        service.copyRunner.run(OWNER, job.id());

        assertFailed(job, "Copy job failed. An internal error occurred.");
        assertOnlyTheOriginalIsKept();
    }

    @Test
    void isRunAgainWhenWhatItLeftCannotBeDeleted() throws Exception {
        var job = start();
        service.content.before((step, id) -> {
            throw new IOException("disk is broken");
        });

        assertThatThrownBy(() -> service.copyRunner.run(OWNER, job.id())).hasMessage("disk is broken");
        assertThat(stored(job).hasEnded()).isFalse();

        service.content.recover();
        service.copyRunner.run(OWNER, job.id());
        assertCopiedOnce(job);
    }

    @Test
    void staysCompletedWhenItsListenerFails() throws Exception {
        var job = start();
        service.onHearing(() -> {
            throw new IllegalStateException("the log is full");
        });

        assertThatThrownBy(() -> service.copyRunner.run(OWNER, job.id())).hasMessage("the log is full");

        assertThat(stored(job).state()).isEqualTo(CopyState.COMPLETED);
        assertThat(service.content.kept(StorageTier.WARM))
                .contains(copy(job).orElseThrow().content());
    }

    private void assertCopiedOnce(CopyJob job) throws Exception {
        service.runWork(); // what was given up is discarded
        assertThat(stored(job).state()).isEqualTo(CopyState.COMPLETED);
        assertThat(service.content.kept(StorageTier.WARM))
                .containsExactlyInAnyOrder(
                        original.content(), copy(job).orElseThrow().content());
        assertThat(service.heard).containsExactly("completed " + job.id());
    }

    private void assertFailed(CopyJob job, String message) {
        assertThat(stored(job).state()).isEqualTo(CopyState.FAILED);
        assertThat(stored(job).statusMessage()).contains(message);
        assertThat(stored(job).completionDate()).contains(service.clock.instant());
        assertThat(copy(job)).isEmpty();
        assertThat(service.catalog.tags().find(OTHER_REGION, job.copyArn())).isEqualTo(Tags.NONE);
    }

    private void assertOnlyTheOriginalIsKept() {
        assertThat(service.content.kept(StorageTier.WARM)).containsExactly(original.content());
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

    private CopyJob start() {
        return start(Optional.empty());
    }

    private CopyJob start(Optional<RequestedLifecycle> lifecycle) {
        return service.copies.start(
                ROOT,
                new NewCopyJob(
                        VaultName.DEFAULT,
                        original.arn().toString(),
                        THERE.arn(OTHER_REGION),
                        ROLE,
                        Optional.empty(),
                        lifecycle));
    }

    private CopyJob stored(CopyJob job) {
        return service.copies.require(OWNER, job.id());
    }

    private Optional<RecoveryPoint> copy(CopyJob job) {
        return service.catalog.recoveryPoints().find(OTHER_REGION, job.copy());
    }
}
