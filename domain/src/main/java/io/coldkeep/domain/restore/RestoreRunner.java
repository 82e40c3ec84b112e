package io.coldkeep.domain.restore;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.RestoredContent;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemDirectories;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.FileSystemService;
import io.coldkeep.domain.recoverypoint.RecoveryPointService;
import io.coldkeep.domain.refusal.RefusedException;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.work.Failures;
import io.coldkeep.domain.work.ProgressReport;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkListener;
import io.coldkeep.domain.work.WorkQueue;
import io.coldkeep.domain.work.WorkSuspended;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Does a restore job: into a hidden directory first, which gets its name when all is there. A job whose process died is run
 * again from the start.
 */
public final class RestoreRunner {

    private static final Duration REPORT_INTERVAL = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final String RESTORED = "aws-backup-restore_";
    private static final String FAILED = "aws-backup-failed-restore_";

    private final RestoreJobRepository jobs;
    private final RecoveryPointService points;
    private final FileSystemService fileSystems;
    private final FileSystemDirectories directories;
    private final ContentStore content;
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
     * @throws WorkSuspended when the process ends; the job goes on when it is run again
     * @throws IOException when what a dead attempt left cannot be deleted; to be tried again
     */
    public void run(Owner owner, UUID jobId) throws IOException {
        var found = jobs.find(owner, jobId).filter(job -> !job.state().hasEnded());
        if (found.isPresent()) {
            var attempt = ids.get();
            try {
                attempt(found.get(), attempt);
            } catch (Superseded e) {
                discard(found.get(), attempt);
            }
        }
    }

    private void attempt(RestoreJob job, UUID attempt) throws IOException {
        takeOver(job, attempt);
        try {
            var fileSystem = fileSystems.requireAvailable(job.owner(), job.target());
            var restored = restore(job, attempt, fileSystem);
            complete(job, attempt, restored);
        } catch (Superseded e) {
            throw e;
        } catch (WorkSuspended e) {
            discard(job, attempt);
            throw e;
        } catch (IOException | RefusedException e) {
            fail(job, attempt, e);
            return;
        } catch (RuntimeException e) { // such as a catalog that does not answer: to be tried again, but not for ever
            if (clock.instant().isBefore(job.creationDate().plus(LONGEST))) {
                discard(job, attempt);
                throw e;
            }
            fail(job, attempt, e);
            return;
        }
        listener.completed(job.id());
    }

    /** Makes this attempt the one that works on the job, and has deleted what the one before it left. */
    private void takeOver(RestoreJob job, UUID attempt) {
        change(job, current -> {
            requireGoingOn(current)
                    .attempt()
                    .ifPresent(earlier -> queue.enqueue(
                            new Work.DiscardRestore(job.owner(), job.target().value(), earlier), clock.instant()));
            return current.takenBy(attempt);
        });
    }

    private RestoredContent restore(RestoreJob job, UUID attempt, FileSystem fileSystem) throws IOException {
        var point = points.requireCompleted(
                job.owner(), job.recoveryPoint().arn(job.owner()).toString());
        var progress = new ProgressReport(
                bytes -> change(job, current -> requireOwn(current, attempt).restored(bytes)),
                REPORT_INTERVAL,
                processEnds);
        try (var target = directories.target(fileSystem, attempt)) {
            try {
                var restored = content.restore(point.content(), job.selection(), target, progress);
                change(job, current -> requireOwn(current, attempt));
                give(target::complete, RESTORED);
                return restored;
            } catch (Superseded | WorkSuspended e) {
                throw e;
            } catch (IOException | RefusedException e) {
                abandon(job, attempt, target, e);
                throw e;
            }
        }
    }

    private void abandon(RestoreJob job, UUID attempt, RestoreTarget target, Exception why) throws IOException {
        change(job, current -> requireOwn(current, attempt)); // one that was superseded leaves nothing behind
        try {
            give(target::abandon, FAILED);
        } catch (IOException e) {
            why.addSuppressed(e);
            discard(
                    job,
                    attempt); // rather nothing than a hidden directory that nobody finds, on a disk that may be full
        }
    }

    /** Gives the directory a name that bears the instant; when the name is taken, that of the next free millisecond. */
    private void give(Naming naming, String prefix) throws IOException {
        var at = Instants.millis(clock.instant());
        while (!isGiven(naming, prefix + at.toString().replace(':', '-').replace('.', '-'))) {
            at = at.plusMillis(1);
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

    private void complete(RestoreJob job, UUID attempt, RestoredContent restored) {
        var now = Instants.millis(clock.instant());
        var message = Optional.of(restored.missing())
                .filter(missing -> !missing.isEmpty())
                .map(RestoreRunner::message);
        transactions.inOne(() -> {
            change(
                    job,
                    current -> requireOwn(current, attempt)
                            .ended(RestoreState.COMPLETED, message, restored.logicalBytes(), now));
            points.restored(job.owner(), job.recoveryPoint().arn(job.owner()).toString(), now);
        });
    }

    private static String message(Set<EntryPath> missing) {
        return "Completed with issues: not in the recovery point: "
                + missing.stream().sorted().limit(5).map(EntryPath::toString).collect(Collectors.joining(", "))
                + (missing.size() > 5 ? ", …" : "");
    }

    private void fail(RestoreJob job, UUID attempt, Exception why) {
        var now = Instants.millis(clock.instant());
        var message = Optional.of("Restore job failed. " + Failures.forClients(why));
        change(
                job,
                current ->
                        requireOwn(current, attempt).ended(RestoreState.FAILED, message, current.restoredBytes(), now));
        listener.failed(job.id(), why);
    }

    private void discard(RestoreJob job, UUID attempt) throws IOException {
        discard(job.owner(), job.target(), attempt);
    }

    /** Deletes what an attempt that was given up left; nothing when there is nothing. */
    public void discard(Owner owner, FileSystemId target, UUID attempt) throws IOException {
        var fileSystem = fileSystems.find(owner, target);
        if (fileSystem.isPresent()) {
            directories.discardTarget(fileSystem.get(), attempt);
        }
    }

    private RestoreJob change(RestoreJob job, UnaryOperator<RestoreJob> change) {
        return transactions.inOne(
                () -> jobs.update(job.owner(), job.id(), change).orElseThrow(Superseded::new));
    }

    private static RestoreJob requireGoingOn(RestoreJob current) {
        if (current.state().hasEnded()) {
            throw new Superseded();
        }
        return current;
    }

    private static RestoreJob requireOwn(RestoreJob current, UUID attempt) {
        if (!current.attempt().equals(Optional.of(attempt))) {
            throw new Superseded();
        }
        return requireGoingOn(current);
    }

    private interface Naming {
        void give(String name) throws IOException;
    }

    /** Another attempt works on the job, or has ended it. */
    private static final class Superseded extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
