package io.coldkeep.domain.restore;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ArchivedContentException;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoredContent;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemDirectories;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.FileSystemService;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointService;
import io.coldkeep.domain.refusal.RefusedException;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.work.Failures;
import io.coldkeep.domain.work.JobAttempt;
import io.coldkeep.domain.work.ProgressReport;
import io.coldkeep.domain.work.ThawWait;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkListener;
import io.coldkeep.domain.work.WorkQueue;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Does a restore job: into a hidden directory first, which gets its name when all is there. Where something is damaged, the job
 * fails, and the rest is left under the name of a failed restore. A job whose process died is run
 * again from the start.
 *
 * <p>What is archived is thawed before anything is written, and the job waits for it.
 */
public final class RestoreRunner {

    private static final Duration REPORT_INTERVAL = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final String RESTORED = "aws-backup-restore_";
    private static final String NOT_THERE = "not in the recovery point: ";
    private static final String FAILED = "aws-backup-failed-restore_";

    private final RestoreJobRepository jobs;
    private final RecoveryPointService points;
    private final FileSystemService fileSystems;
    private final FileSystemDirectories directories;
    private final ContentStore content;
    private final ThawWait thaws;
    private final WorkQueue queue;
    private final Transactions transactions;
    private final InstantSource clock;
    private final WorkListener listener;
    private final Supplier<UUID> ids;
    private final BooleanSupplier processEnds;

    public RestoreRunner(
            RestoreJobRepository jobs,
            RecoveryPointService points,
            FileSystemService fileSystems,
            FileSystemDirectories directories,
            ContentStore content,
            WorkQueue queue,
            Transactions transactions,
            InstantSource clock,
            WorkListener listener,
            Supplier<UUID> ids,
            BooleanSupplier processEnds) {
        this.jobs = jobs;
        this.points = points;
        this.fileSystems = fileSystems;
        this.directories = directories;
        this.content = content;
        this.thaws = new ThawWait(content, clock, LONGEST);
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
        this.listener = listener;
        this.ids = ids;
        this.processEnds = processEnds;
    }

    /**
     * Runs the job to its end; nothing when it has ended. Should two processes run it at once, the one that started last
     * goes on and the other stops.
     *
     * @throws io.coldkeep.domain.work.WorkSuspended when the process ends; the job goes on when it is run again
     * @throws io.coldkeep.domain.work.WorkPutOff when objects have to be thawed; the job goes on when it is run again by then
     * @throws IOException when what a dead attempt left cannot be deleted; to be tried again
     */
    public void run(Owner owner, UUID jobId) throws IOException {
        var job = jobs.find(owner, jobId).filter(found -> !found.hasEnded());
        if (job.isPresent()) {
            new Attempt(job.get(), ids.get()).run();
        }
    }

    /** Deletes what an attempt that was given up left; nothing when there is nothing. */
    public void discard(Owner owner, FileSystemId target, UUID attempt) throws IOException {
        var fileSystem = fileSystems.find(owner, target);
        if (fileSystem.isPresent()) {
            directories.discardTarget(fileSystem.get(), attempt);
        }
    }

    /** Gives the directory a name that bears the instant; when the name is taken, that of the next free millisecond; answers it. */
    private String give(Naming naming, String prefix) throws IOException {
        for (var at = now(); ; at = at.plusMillis(1)) {
            var name = prefix + at.toString().replace(':', '-').replace('.', '-');
            if (isGiven(naming, name)) {
                return name;
            }
        }
    }

    private static boolean isGiven(Naming naming, String name) throws IOException {
        try {
            naming.give(name);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false; // another restore of the same instant has it
        }
    }

    private static String message(Set<EntryPath> missing) {
        return "Completed with issues: " + NOT_THERE + list(missing);
    }

    private static String list(Set<EntryPath> paths) {
        return paths.stream().sorted().limit(5).map(EntryPath::toString).collect(Collectors.joining(", "))
                + (paths.size() > 5 ? ", …" : "");
    }

    private Instant now() {
        return Instants.millis(clock.instant());
    }

    /**
     * What a restore wrote.
     *
     * @param directory the name that it was given, if any
     */
    private record Restored(RestoredContent content, String directory) {}

    private interface Naming {
        void give(String name) throws IOException;
    }

    private final class Attempt extends JobAttempt<RestoreJob> {

        private final RestoreJob job;
        private final String pointArn;

        Attempt(RestoreJob job, UUID id) {
            super(id);
            this.job = job;
            this.pointArn = job.recoveryPoint().arn(job.owner()).toString();
        }

        @Override
        protected Optional<RestoreJob> update(UnaryOperator<RestoreJob> change) {
            return transactions.inOne(() -> jobs.update(job.owner(), job.id(), change));
        }

        @Override
        protected void takeOver() {
            takeOver(current -> {
                current.attempt()
                        .ifPresent(earlier -> queue.enqueue(
                                new Work.DiscardRestore(
                                        job.owner(), job.target().value(), earlier),
                                clock.instant()));
                return current.takenBy(id(), now());
            });
        }

        @Override
        protected Runnable work() throws IOException {
            var fileSystem = fileSystems.requireAvailable(job.owner(), job.target());
            var point = points.requireCompleted(job.owner(), pointArn);
            thaw(point);
            var restored = restore(point, fileSystem);
            if (!restored.content().lost().isNothing()) {
                throw damaged(point, restored);
            }
            if (isNothing(restored.content())) {
                throw RestoreMetadata.noneOfItems(list(restored.content().missing()));
            }
            complete(restored.content());
            return () -> listener.restored(job.id(), restored.content());
        }

        private Progress progress() {
            return new ProgressReport(
                    bytes -> change(current -> current.restored(bytes)), REPORT_INTERVAL, processEnds);
        }

        private void thaw(RecoveryPoint point) throws IOException {
            thaws.await(point.content(), job.selection(), progress(), job.creationDate(), this::waitFor);
            if (job.statusMessage().isPresent()) {
                change(RestoreJob::restoring);
            }
        }

        private void waitFor(String what, Instant until) {
            var waiting = change(current -> current.waitingFor(what));
            if (!waiting.statusMessage().equals(job.statusMessage())) {
                listener.waits(job.id(), what, until);
            }
        }

        private Restored restore(RecoveryPoint point, FileSystem fileSystem) throws IOException {
            try (var target = directories.target(fileSystem, id())) {
                try {
                    var restored = read(point, target);
                    requireOwn();
                    return new Restored(restored, name(target, restored));
                } catch (IOException | RefusedException e) {
                    abandon(target, e);
                    throw e;
                }
            }
        }

        private RestoredContent read(RecoveryPoint point, RestoreTarget target) throws IOException {
            try {
                return content.restore(point.content(), job.selection(), target, progress());
            } catch (ArchivedContentException e) { // it has moved there meanwhile, or is frozen again
                thaw(point);
                throw e; // it is nothing that can be thawed
            }
        }

        /** What lacks something must not look as if it were all; what has nothing needs no name. */
        private String name(RestoreTarget target, RestoredContent restored) throws IOException {
            if (!restored.lost().isNothing()) {
                return give(target::complete, FAILED);
            }
            return isNothing(restored) ? "" : give(target::complete, RESTORED);
        }

        /** Nobody is to believe that all is there. */
        private CorruptContentException damaged(RecoveryPoint point, Restored restored) {
            var missing = restored.content().missing();
            return new CorruptContentException(
                    point.content(),
                    "%s; what could be restored is in /%s%s"
                            .formatted(
                                    restored.content().lost(),
                                    restored.directory(),
                                    missing.isEmpty() ? "" : "; " + NOT_THERE + list(missing)));
        }

        /** Whether there are none of the items; the directories on the way to them may be there. */
        private boolean isNothing(RestoredContent restored) {
            return restored.missing().containsAll(job.selection().items());
        }

        private void abandon(RestoreTarget target, Exception why) throws IOException {
            requireOwn(); // one that was superseded leaves nothing behind
            try {
                give(target::abandon, FAILED);
            } catch (IOException e) {
                why.addSuppressed(e);
            }
        }

        private void complete(RestoredContent restored) {
            var now = now();
            var message = Optional.of(restored.missing())
                    .filter(missing -> !missing.isEmpty())
                    .map(RestoreRunner::message);
            transactions.inOne(() -> {
                change(current -> current.ended(RestoreState.COMPLETED, message, restored.logicalBytes(), now));
                points.restored(job.owner(), pointArn, now);
            });
        }

        @Override
        protected void fail(Exception why) throws IOException {
            discard(); // rather nothing than a hidden directory that nobody finds, on a disk that may be full
            var message = Optional.of("Restore job failed. " + Failures.forClients(why));
            change(current -> current.ended(RestoreState.FAILED, message, current.restoredBytes(), now()));
            listener.failed(job.id(), why);
        }

        @Override
        protected void discard() throws IOException {
            RestoreRunner.this.discard(job.owner(), job.target(), id());
        }

        @Override
        protected boolean isOverdue() {
            return !clock.instant().isBefore(job.creationDate().plus(LONGEST));
        }
    }
}
