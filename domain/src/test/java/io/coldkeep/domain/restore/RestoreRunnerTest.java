package io.coldkeep.domain.restore;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROLE;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.aRestoreJob;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.coldkeep.domain.content.ArchivedContentException;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.fixtures.Sleeper;
import io.coldkeep.domain.job.NewBackupJob;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.memory.MemoryContentStore.Step;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.memory.MemoryTree;
import io.coldkeep.domain.memory.MemoryWorkQueue;
import io.coldkeep.domain.policy.BackupWindow;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkSuspended;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestoreRunnerTest {

    private static final Instant NOW = Instant.parse("2026-02-11T14:34:30.948Z");
    private static final String RESTORED = "/aws-backup-restore_2026-02-11T14-34-30-948Z";
    private static final String FAILED = "/aws-backup-failed-restore_2026-02-11T14-34-30-948Z";

    private final MemoryService service = new MemoryService(JAN_1);
    private FileSystem files;
    private RecoveryPoint point;

    /** A process that dies on the spot: no code of the service gets to react to it. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private interface Fault {
        void run() throws IOException;
    }

    @BeforeEach
    void backUp() throws Exception {
        files = service.fileSystems.create(OWNER, NewFileSystem.of("files", Tags.NONE));
        tree().directory("d").file("d/a", "x".repeat(1_000)).file("b", "hello").link("l", "b");
        var job = service.backups.start(
                ROOT,
                new NewBackupJob(
                        VaultName.DEFAULT,
                        files.arn(),
                        ROLE,
                        Optional.empty(),
                        BackupWindow.DEFAULT,
                        RequestedLifecycle.NONE,
                        Tags.NONE,
                        Map.of()));
        service.runWork();
        point = service.catalog
                .recoveryPoints()
                .find(OWNER, job.recoveryPoint())
                .orElseThrow();
        service.heard.clear();
        service.clock.set(NOW);
    }

    private MemoryTree tree() {
        return service.directories.tree(files);
    }

    @Test
    void givesTheFilesBackInADirectoryOfItsOwn() throws Exception {
        tree().file("b", "changed since").file("later", "stays");
        var job = start();

        service.runWork();

        assertThat(tree().paths())
                .containsExactlyInAnyOrder(
                        "/b",
                        "/d",
                        "/d/a",
                        "/l",
                        "/later",
                        RESTORED,
                        RESTORED + "/b",
                        RESTORED + "/d",
                        RESTORED + "/d/a",
                        RESTORED + "/l");
        assertThat(tree().text("b")).contains("changed since");
        assertThat(tree().text(RESTORED + "/b")).contains("hello");
        assertThat(service.directories.hiddenTargets()).isEmpty();
        var done = stored(job);
        assertThat(done.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(done.statusMessage()).isEmpty();
        assertThat(done.completionDate()).contains(NOW);
        assertThat(done.restoredBytes()).isEqualTo(1_005);
        assertThat(done.percentDone()).isEqualTo(100);
        assertThat(service.heard).containsExactly("completed " + job.id());
    }

    @Test
    void notesTheRestoreAtTheRecoveryPoint() throws Exception {
        service.clock.set(Instant.parse("2026-02-11T14:34:30.948765Z"));
        start();

        service.runWork();

        assertThat(service.points.require(OWNER, point.arn().toString()).lastRestoreTime())
                .contains(NOW);
    }

    @Test
    void restoresIntoANewFileSystem() throws Exception {
        var job = service.restores.start(
                ROOT,
                new NewRestoreJob(
                        point.arn().toString(),
                        new Destination.New(NewFileSystem.of("fresh", Tags.NONE)),
                        RestoreSelection.EVERYTHING,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty()));

        service.runWork();

        var fresh = service.fileSystems.require(OWNER, stored(job).target());
        assertThat(service.directories.tree(fresh).names()).containsExactly(RESTORED);
        assertThat(service.directories.tree(fresh).text(RESTORED + "/d/a")).contains("x".repeat(1_000));
    }

    @Test
    void restoresFromColdStorage() throws Exception {
        service.points.updateLifecycle(ROOT, VaultName.DEFAULT, point.arn().toString(), RequestedLifecycle.of(100, -1));
        service.clock.set(day(100));
        service.coldMoves.run(day(100));
        assertThat(service.content.kept(StorageTier.COLD)).hasSize(1);
        service.clock.set(NOW);
        var job = start();

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(tree().text(RESTORED + "/b")).contains("hello");
    }

    @Test
    void waitsUntilWhatIsArchivedIsThawed() throws Exception {
        service.content.archive(point.content());
        var job = start("/d/a");

        service.runDueWork();

        assertThat(stored(job).state()).isEqualTo(RestoreState.PENDING);
        assertThat(stored(job).statusMessage()).contains("Waiting for 1 of 1 pack to be thawed");
        assertThat(service.directories.hiddenTargets()).isEmpty();
        assertThat(service.queue.entries())
                .containsExactly(
                        new MemoryWorkQueue.Entry(new Work.Restore(OWNER, job.id()), NOW.plus(Duration.ofSeconds(30))));
        service.content.finishThaws();
        service.clock.set(NOW.plus(Duration.ofSeconds(30)));
        service.runDueWork();
        assertThat(stored(job).state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(stored(job).statusMessage()).isEmpty();
        assertThat(tree().names()).contains("/aws-backup-restore_2026-02-11T14-35-00-948Z");
        assertThat(service.queue.entries()).isEmpty();
    }

    @Test
    void looksAgainAfterPausesThatGrowAndSaysOnceWhatItWaitsFor() throws Exception {
        service.content.archive(point.content());
        var job = start();
        var seconds = new ArrayList<Long>();

        for (var i = 0; i < 10; i++) {
            service.runDueWork();
            var next = service.queue.entries().get(0).at();
            seconds.add(Duration.between(NOW, next).toSeconds());
            service.clock.set(next);
        }

        assertThat(seconds).containsExactly(30L, 60L, 120L, 240L, 480L, 960L, 1860L, 2760L, 3660L, 4560L);
        assertThat(service.heard)
                .containsExactly("waits " + job.id() + " for 1 of 1 pack to be thawed until "
                        + NOW.plus(Duration.ofSeconds(30)));
    }

    @Test
    void waitsAgainWhenItMeetsWhatIsArchived() throws Exception {
        var job = start();
        onceBefore(Step.RESTORE, () -> service.content.archive(point.content()));

        service.runDueWork();

        assertThat(stored(job).state()).isEqualTo(RestoreState.PENDING);
        assertThat(stored(job).statusMessage()).contains("Waiting for 1 of 1 pack to be thawed");
        assertThat(service.directories.hiddenTargets()).isEmpty();
        assertThat(tree().names()).noneMatch(name -> name.startsWith("/aws-backup"));
        service.content.finishThaws();
        service.clock.set(NOW.plus(Duration.ofSeconds(30)));
        service.runDueWork();
        assertThat(stored(job).state()).isEqualTo(RestoreState.COMPLETED);
    }

    /** The directory of a restore that met something archived cannot be discarded at once. */
    @Test
    void leavesNothingForEverOfARestoreThatIsPutOff() throws Exception {
        var job = start();
        onceBefore(Step.RESTORE, () -> service.content.archive(point.content()));
        service.directories.beforeDiscarding(() -> {
            throw new Crash();
        });
        assertThat(catchThrowable(() -> service.restoreRunner.run(OWNER, job.id())))
                .isInstanceOf(Crash.class);
        assertThat(stored(job).state()).isEqualTo(RestoreState.PENDING);
        assertThat(service.directories.hiddenTargets()).hasSize(1);

        service.runDueWork();

        assertThat(stored(job).state()).isEqualTo(RestoreState.PENDING);
        assertThat(service.directories.hiddenTargets()).isEmpty();
    }

    @Test
    void failsWhenThereIsNothingToBeThawedOfWhatItMeets() throws Exception {
        var job = start();
        onceAfter(Step.RESTORE, () -> {
            throw new ArchivedContentException(point.content(), "its manifest is frozen");
        });

        service.runDueWork();

        assertThat(stored(job).state()).isEqualTo(RestoreState.FAILED);
        assertThat(stored(job).statusMessage())
                .contains("Restore job failed. Content " + point.content().attempt()
                        + " of the recovery point is archived: its manifest is frozen");
        assertThat(tree().text(FAILED + "/b")).contains("hello");
        assertThat(service.directories.hiddenTargets()).isEmpty();
        assertThat(service.queue.entries()).isEmpty();
    }

    @Test
    void restoresWhatIsThawedWhenItIsTooLateToWait() throws Exception {
        service.content.archive(point.content());
        var job = start();
        service.runDueWork();
        service.content.finishThaws();
        service.clock.set(NOW.plus(Duration.ofDays(7)));

        service.runDueWork();

        assertThat(stored(job).state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(stored(job).statusMessage()).isEmpty();
    }

    @Test
    void doesNotWaitForEverNorPaysForAThawThatItDoesNotWaitFor() throws Exception {
        service.content.archive(point.content());
        var job = start();
        service.clock.set(NOW.plus(Duration.ofDays(7)));

        service.runDueWork();

        assertThat(service.content.thawing()).isEmpty();
        assertThat(service.directories.hiddenTargets()).isEmpty();
        assertThat(tree().names()).noneMatch(name -> name.startsWith("/aws-backup"));

        assertThat(stored(job).state()).isEqualTo(RestoreState.FAILED);
        assertThat(stored(job).statusMessage())
                .contains("Restore job failed. Content " + point.content().attempt()
                        + " of the recovery point is archived: waited too long for 1 of 1 pack to be thawed");
    }

    /** A run that hangs while it asks for the thaw, and goes on when another one has restored everything. */
    @Test
    void putsNothingOffThatAnotherHasDone() throws Exception {
        service.content.archive(point.content());
        var job = start();
        onceAfter(Step.THAW, () -> {
            service.content.finishThaws();
            service.restoreRunner.run(OWNER, job.id());
        });

        service.restoreRunner.run(OWNER, job.id());

        assertRestoredOnce(job);
    }

    @Test
    void restoresItemsWithTheDirectoriesAboveThem() throws Exception {
        var job = start("/d/a");

        service.runWork();

        assertThat(tree().paths()).contains(RESTORED + "/d/a").doesNotContain(RESTORED + "/b");
        assertThat(stored(job).restoredBytes()).isEqualTo(1_000);
    }

    @Test
    void completesWithIssuesWhenItemsAreMissing() throws Exception {
        var job = start("b", "nowhere", "d/none");

        service.runWork();

        assertThat(tree().text(RESTORED + "/b")).contains("hello");
        assertThat(stored(job).state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(stored(job).statusMessage())
                .contains("Completed with issues: not in the recovery point: /d/none, /nowhere");
    }

    @Test
    void namesTheFirstOfManyItemsThatAreMissing() throws Exception {
        var job = start("b", "m1", "m2", "m3", "m4", "m5", "m6");

        service.runWork();

        assertThat(stored(job).statusMessage())
                .contains("Completed with issues: not in the recovery point: /m1, /m2, /m3, /m4, /m5, …");
    }

    @Test
    void failsAndLeavesNoDirectoryWhenNoneOfTheItemsIsThere() throws Exception {
        var before = tree().paths();
        var job = start("nowhere", "d/none");

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(RestoreState.FAILED);
        assertThat(stored(job).statusMessage())
                .contains("Restore job failed. Metadata.ItemsToRestore must name something in the recovery point,"
                        + " was /d/none, /nowhere");
        assertThat(tree().paths()).isEqualTo(before);
        assertThat(service.directories.hiddenTargets()).isEmpty();
        assertThat(service.points.require(OWNER, point.arn().toString()).lastRestoreTime())
                .isEmpty();
    }

    @Test
    void takesTheNextMillisecondWhenTheNameIsTaken() throws Exception {
        start();
        start();
        start();

        service.runWork();

        assertThat(tree().names())
                .contains(
                        "/aws-backup-restore_2026-02-11T14-34-30-948Z",
                        "/aws-backup-restore_2026-02-11T14-34-30-949Z",
                        "/aws-backup-restore_2026-02-11T14-34-30-950Z");
        assertThat(service.heard).hasSize(3).allMatch(what -> what.startsWith("completed"));
    }

    @Test
    void givesAFullSecondItsName() throws Exception {
        service.clock.set(Instant.parse("2026-02-11T14:34:30Z"));
        start();

        service.runWork();

        assertThat(tree().names()).contains("/aws-backup-restore_2026-02-11T14-34-30Z");
    }

    @Test
    void leavesWhatAFailedRestoreWroteUnderANameThatSaysSo() throws Exception {
        var job = start();
        onceAfter(Step.RESTORE, () -> {
            throw new IOException("disk is broken");
        });

        service.runWork();

        assertThat(tree().names()).contains(FAILED).doesNotContain(RESTORED);
        assertThat(tree().text(FAILED + "/b")).contains("hello");
        assertThat(stored(job).state()).isEqualTo(RestoreState.FAILED);
        assertThat(stored(job).statusMessage()).contains("Restore job failed. An internal error occurred.");
        assertThat(stored(job).completionDate()).contains(NOW);
        assertThat(service.points.require(OWNER, point.arn().toString()).lastRestoreTime())
                .isEmpty();
        assertThat(service.directories.hiddenTargets()).isEmpty();
        assertThat(service.heard).containsExactly("failed " + job.id() + ": disk is broken");
    }

    @Test
    void givesBackWhatIsNotDamagedAndSaysWhatIs() throws Exception {
        var job = start();
        service.content.lose(EntryPath.parse("d/a"));

        service.runWork();

        assertThat(tree().names()).contains(FAILED).doesNotContain(RESTORED, FAILED + "/d/a");
        assertThat(tree().text(FAILED + "/b")).contains("hello");
        assertThat(stored(job).state()).isEqualTo(RestoreState.FAILED);
        assertThat(stored(job).statusMessage())
                .contains("Restore job failed. Content " + point.content().attempt()
                        + " of the recovery point is damaged: 1 of its entries could not be restored: /d/a;"
                        + " what could be restored is in " + FAILED);
        assertThat(stored(job).percentDone()).isLessThan(100);
        assertThat(service.points.require(OWNER, point.arn().toString()).lastRestoreTime())
                .isEmpty();
        assertThat(service.directories.hiddenTargets()).isEmpty();
        assertThat(service.heard).singleElement().asString().startsWith("failed " + job.id());
    }

    @Test
    void saysThatTheContentIsDamaged() throws Exception {
        var job = start();
        service.content.lose(point.content());

        service.runWork();

        assertThat(stored(job).state()).isEqualTo(RestoreState.FAILED);
        assertThat(stored(job).statusMessage().orElseThrow())
                .startsWith("Restore job failed. Content ")
                .endsWith(" of the recovery point is damaged: it is missing");
    }

    @Test
    void leavesNothingWhenItsTimeIsOver() throws Exception {
        var job = start();
        service.content.after((step, id) -> {
            throw new IllegalStateException("no connection");
        });
        assertThatThrownBy(() -> service.restoreRunner.run(OWNER, job.id())).hasMessage("no connection");
        assertThat(stored(job).state()).isEqualTo(RestoreState.RUNNING);
        service.clock.set(NOW.plus(Duration.ofDays(7)));

        service.restoreRunner.run(OWNER, job.id());

        assertThat(stored(job).state()).isEqualTo(RestoreState.FAILED);
        assertThat(service.directories.hiddenTargets()).isEmpty();
        assertThat(tree().names()).noneMatch(name -> name.startsWith("/aws-backup"));
    }

    @Test
    void failsWhenTheRecoveryPointIsDeletedMeanwhile() throws Exception {
        var deleting = start();
        service.points.delete(ROOT, VaultName.DEFAULT, point.arn().toString());
        service.runWork();
        var gone = aJobOfTheSamePoint(deleting);
        service.expiry.run(NOW);
        service.runWork();

        assertThat(stored(deleting).state()).isEqualTo(RestoreState.FAILED);
        assertThat(stored(deleting).statusMessage().orElseThrow()).contains("its status is DELETING");
        assertThat(stored(gone).state()).isEqualTo(RestoreState.FAILED);
        assertThat(stored(gone).statusMessage().orElseThrow()).contains("does not exist");
        assertThat(tree().names()).doesNotContain(RESTORED, FAILED);
    }

    private RestoreJob aJobOfTheSamePoint(RestoreJob like) {
        var job = aRestoreJob(like).id(uuid()).state(RestoreState.PENDING).build();
        service.catalog.restoreJobs().add(job);
        service.queue.enqueue(new Work.Restore(OWNER, job.id()), NOW);
        return job;
    }

    @Test
    void failsWhenTheFileSystemIsBeingDeleted() throws Exception {
        var job = start();
        service.fileSystems.delete(OWNER, files.id());

        service.restoreRunner.run(OWNER, job.id());

        assertThat(stored(job).state()).isEqualTo(RestoreState.FAILED);
        assertThat(stored(job).statusMessage().orElseThrow()).contains("is not available");
    }

    @Test
    void failsWhenTheFileSystemIsGone() throws Exception {
        var job = start();
        service.fileSystems.delete(OWNER, files.id());
        service.fileSystems.finishDeletion(OWNER, files.id());

        service.restoreRunner.run(OWNER, job.id());

        assertThat(stored(job).state()).isEqualTo(RestoreState.FAILED);
    }

    @Test
    void doesNothingForAJobThatHasEndedOrIsGone() throws Exception {
        var job = start();
        service.runWork();

        service.restoreRunner.run(OWNER, job.id());
        service.restoreRunner.run(OWNER, uuid());

        assertThat(tree().names())
                .filteredOn(name -> name.startsWith("/aws-backup"))
                .hasSize(1);
        assertThat(service.heard).hasSize(1);
    }

    @Test
    void startsAgainAfterACrashAndLeavesNothingOfTheDeadAttempt() throws Exception {
        var job = start();
        onceAfter(Step.RESTORE, () -> {
            throw new Crash();
        });
        assertThat(catchThrowable(() -> service.restoreRunner.run(OWNER, job.id())))
                .isInstanceOf(Crash.class);
        assertThat(service.directories.hiddenTargets()).hasSize(1);
        assertThat(stored(job).state()).isEqualTo(RestoreState.RUNNING);

        service.restoreRunner.run(OWNER, job.id());

        assertRestoredOnce(job);
    }

    @Test
    void letsGoWhenTheProcessEndsAndGoesOnLater() throws Exception {
        var job = start();
        service.content.before((step, id) -> service.endProcess());

        assertThatThrownBy(() -> service.restoreRunner.run(OWNER, job.id())).isInstanceOf(WorkSuspended.class);

        assertThat(stored(job).state()).isEqualTo(RestoreState.RUNNING);
        assertThat(service.directories.hiddenTargets()).isEmpty();
        assertThat(tree().names()).doesNotContain(RESTORED, FAILED);
        service.content.recover();
        service.startProcess();
        service.restoreRunner.run(OWNER, job.id());
        assertRestoredOnce(job);
    }

    /** The attempt hangs while another one takes over and completes; then it goes on. */
    @Test
    void doesNoHarmWhenItWakesUpAfterAnotherCompleted() throws Exception {
        var job = start();
        onceBefore(Step.RESTORE, () -> service.restoreRunner.run(OWNER, job.id()));

        service.restoreRunner.run(OWNER, job.id());

        assertRestoredOnce(job);
    }

    @Test
    void doesNoHarmWhenItWakesUpAtItsLastStep() throws Exception {
        var job = start();
        onceAfter(Step.RESTORE, () -> service.restoreRunner.run(OWNER, job.id()));

        service.restoreRunner.run(OWNER, job.id());

        assertRestoredOnce(job);
    }

    @Test
    void doesNoHarmWhenItWakesUpWhileAnotherTakesOver() throws Exception {
        var job = start();
        sleeperAtItsLastStep(job, () -> {}).startAndFallAsleep();

        service.restoreRunner.run(OWNER, job.id());

        assertRestoredOnce(job);
    }

    @Test
    void doesNoHarmWhenItFailsWhileAnotherTakesOver() throws Exception {
        var job = start();
        sleeperAtItsLastStep(job, () -> {
                    throw new IOException("the disk of the sleeper is broken");
                })
                .startAndFallAsleep();

        service.restoreRunner.run(OWNER, job.id());

        assertRestoredOnce(job);
    }

    /** An attempt that hangs when it has written everything, and wakes up when the next one is about to discard that. */
    private Sleeper sleeperAtItsLastStep(RestoreJob job, Fault thenIt) {
        var sleeper = new Sleeper(() -> {
            service.restoreRunner.run(OWNER, job.id());
            return job;
        });
        onceAfter(Step.RESTORE, () -> {
            sleeper.sleep();
            thenIt.run();
        });
        service.directories.beforeDiscarding(sleeper::wakeUpAndAwaitEnd);
        return sleeper;
    }

    @Test
    void doesNoHarmWhenItFailsAfterAnotherCompleted() throws Exception {
        var job = start();
        onceAfter(Step.RESTORE, () -> {
            service.restoreRunner.run(OWNER, job.id());
            throw new IOException("the disk of the sleeper is broken");
        });

        service.restoreRunner.run(OWNER, job.id());

        assertRestoredOnce(job);
    }

    @Test
    void staysCompletedWhenItsListenerFails() throws Exception {
        var job = start();
        service.onHearing(() -> {
            throw new IllegalStateException("the log is full");
        });

        assertThatThrownBy(() -> service.restoreRunner.run(OWNER, job.id())).hasMessage("the log is full");

        assertThat(stored(job).state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(tree().names()).contains(RESTORED);
    }

    private void assertRestoredOnce(RestoreJob job) throws Exception {
        service.runWork(); // what was given up is discarded
        assertThat(stored(job).state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(tree().names())
                .filteredOn(name -> name.startsWith("/aws-backup"))
                .containsExactly(RESTORED);
        assertThat(tree().text(RESTORED + "/b")).contains("hello");
        assertThat(service.directories.hiddenTargets()).isEmpty();
        assertThat(service.heard).containsExactly("completed " + job.id());
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

    private RestoreJob start(String... items) {
        var selection = items.length == 0
                ? RestoreSelection.EVERYTHING
                : new RestoreSelection(Stream.of(items).map(EntryPath::parse).collect(Collectors.toSet()));
        return service.restores.start(
                ROOT,
                new NewRestoreJob(
                        point.arn().toString(),
                        new Destination.Existing(files.id()),
                        selection,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private RestoreJob stored(RestoreJob job) {
        return service.restores.require(OWNER, job.id());
    }
}
