package io.coldkeep.domain.job;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.StoredContent;
import io.coldkeep.domain.content.WorkStopped;
import io.coldkeep.domain.copy.CopyService;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemDirectories;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.FileSystemService;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.recoverypoint.PointRecord;
import io.coldkeep.domain.recoverypoint.PointRecords;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RefusedException;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.source.Unread;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.work.Failures;
import io.coldkeep.domain.work.ProgressReport;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkListener;
import io.coldkeep.domain.work.WorkQueue;
import io.coldkeep.domain.work.WorkSuspended;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Does a backup job: bytes first, then the recovery point and the end of the job in one transaction. A job whose process died
 * is run again from the start, under the same ids.
 *
 * <p>One job at a time works on a resource. A job of a plan that finds it taken waits without being run: whoever gives the
 * resource back has the one that has waited longest run again. A job that ended while it waited passes its turn on.
 */
public final class BackupRunner {

    private static final Duration REPORT_INTERVAL = Duration.ofMillis(250);

    private final BackupJobRepository jobs;
    private final RecoveryPointRepository points;
    private final FileSystemService fileSystems;
    private final FileSystemDirectories directories;
    private final ContentStore content;
    private final PointRecords records;
    private final TagRepository tags;
    private final CopyService copies;
    private final WorkQueue queue;
    private final Transactions transactions;
    private final InstantSource clock;
    private final WorkListener listener;
    private final Supplier<UUID> ids;
    private final BooleanSupplier processEnds;

    public BackupRunner(
            BackupJobRepository jobs,
            RecoveryPointRepository points,
            FileSystemService fileSystems,
            FileSystemDirectories directories,
            ContentStore content,
            PointRecords records,
            TagRepository tags,
            CopyService copies,
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
        this.records = records;
        this.tags = tags;
        this.copies = copies;
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
        this.listener = listener;
        this.ids = ids;
        this.processEnds = processEnds;
    }

    /**
     * Runs the job to its end, or until it is clear that it has to wait for its turn; nothing when it has ended. Should two
     * processes run it at once, the one that started last goes on and the other stops.
     *
     * @throws WorkSuspended when the process ends; the job goes on when it is run again
     * @throws IOException when what a failed attempt left cannot be deleted; to be tried again
     */
    public void run(Owner owner, UUID jobId) throws IOException {
        var job = jobs.find(owner, jobId).filter(found -> !found.state().hasEnded());
        if (job.isPresent()) {
            var attempt = new ContentId(job.get().vaultId(), ids.get());
            try {
                attempt(job.get(), attempt);
                return;
            } catch (Superseded e) {
                discard(job.get(), attempt);
            }
        }
        passTurnOn(owner, jobId);
    }

    /** The job may have ended while it waited, and this have been its turn. */
    private void passTurnOn(Owner owner, UUID jobId) {
        transactions.inOne(() ->
                jobs.find(owner, jobId).filter(job -> job.state().hasEnded()).ifPresent(this::release));
    }

    private void attempt(BackupJob job, ContentId attempt) throws IOException {
        var taken = takeOver(job, attempt);
        StoredContent stored;
        try {
            requireInTime(requireWanted(taken, attempt));
            var fileSystem = fileSystemOf(job);
            var running = claim(job, attempt, fileSystem);
            if (running.isEmpty()) {
                return; // waits for its turn
            }
            stored = store(running.get(), attempt, fileSystem);
            complete(job, attempt, fileSystem, stored);
        } catch (Superseded e) {
            throw e;
        } catch (WorkSuspended e) {
            content.delete(attempt, StorageTier.WARM);
            throw e;
        } catch (WorkStopped e) {
            content.delete(attempt, StorageTier.WARM);
            end(job, attempt, JobState.ABORTED, BackupJob.STOPPED_MESSAGE);
            return;
        } catch (TooLate e) {
            content.delete(attempt, StorageTier.WARM);
            end(job, attempt, JobState.EXPIRED, BackupJob.EXPIRED_MESSAGE);
            listener.expired(job.id());
            return;
        } catch (ResourceBusy e) {
            end(
                    job,
                    attempt,
                    JobState.FAILED,
                    "Backup job failed because there was a running job for the same resource.");
            return;
        } catch (IOException | RefusedException e) {
            fail(job, attempt, e);
            return;
        } catch (RuntimeException e) { // such as a catalog that does not answer: tried again until it is too late
            discard(job, attempt);
            throw e;
        }
        listener.backedUp(job.id(), stored);
    }

    private void fail(BackupJob job, ContentId attempt, Exception why) throws IOException {
        checkNotCompleted(job, attempt);
        content.delete(attempt, StorageTier.WARM);
        end(job, attempt, JobState.FAILED, "Backup job failed. " + Failures.forClients(why));
        listener.failed(job.id(), why);
    }

    /** A commit may succeed and its answer get lost: then there is a recovery point, and its bytes must stay. */
    private void checkNotCompleted(BackupJob job, ContentId attempt) {
        transactions.inOne(() -> {
            change(job, current -> requireOwn(current, attempt));
        });
    }

    /** Deletes the bytes of an attempt that goes no further, unless they are those of the recovery point. */
    private void discard(BackupJob job, ContentId attempt) throws IOException {
        var point = points.find(job.owner(), job.recoveryPoint());
        if (point.filter(made -> made.content().equals(attempt)).isEmpty()) {
            content.delete(attempt, StorageTier.WARM);
        }
    }

    /** Makes this attempt the one that works on the job, and has deleted what the one before it left. */
    private BackupJob takeOver(BackupJob job, ContentId attempt) {
        return transactions.inOne(() -> change(job, current -> {
            if (requireGoingOn(current).startedAt().isPresent()) {
                var left = new ContentId(current.vaultId(), current.attempt().orElseThrow());
                queue.discardAttempt(new Work.DiscardContent(job.owner(), left, StorageTier.WARM), clock.instant());
            }
            return current.takenBy(attempt.attempt());
        }));
    }

    private FileSystem fileSystemOf(BackupJob job) {
        return FileSystemId.ofArn(job.owner(), job.resource())
                .map(id -> fileSystems.require(job.owner(), id))
                .orElseThrow(
                        () -> new NotFound(Subject.FILE_SYSTEM, job.resource().toString()));
    }

    /** Starts to work on the resource; answers the job, or empty when another one does and this waits for its turn. */
    private Optional<BackupJob> claim(BackupJob job, ContentId attempt, FileSystem fileSystem) {
        var name = fileSystems.tagsOf(fileSystem).get("Name");
        var expected = expectedBytes(fileSystem);
        return transactions.inOne(() -> {
            if (jobs.claimResource(job)) {
                return Optional.of(change(
                        job,
                        current -> requireInTime(requireWanted(current, attempt))
                                .running(Instants.millis(clock.instant()), name, expected)));
            }
            if (!job.isPlanned()) {
                throw new ResourceBusy();
            }
            jobs.awaitResource(job);
            return Optional.<BackupJob>empty();
        });
    }

    /** What the latest recovery point holds, or the file system held when it was measured; 0 when nobody knows. */
    private long expectedBytes(FileSystem fileSystem) {
        return points.listByResource(fileSystem.owner(), fileSystem.arn(), PageRequest.first(1)).items().stream()
                .findFirst()
                .map(RecoveryPoint::backupSizeInBytes)
                .orElseGet(() -> fileSystem.size().measuredAt().isAfter(fileSystem.creationTime())
                        ? fileSystem.size().bytes()
                        : 0L);
    }

    private BackupJob change(BackupJob job, UnaryOperator<BackupJob> change) {
        return jobs.update(job.owner(), job.id(), change).orElseThrow(Superseded::new);
    }

    private static BackupJob requireGoingOn(BackupJob current) {
        if (current.state().hasEnded()) {
            throw new Superseded();
        }
        return current;
    }

    private static BackupJob requireOwn(BackupJob current, ContentId attempt) {
        if (!current.attempt().equals(Optional.of(attempt.attempt()))) {
            throw new Superseded();
        }
        return requireGoingOn(current);
    }

    private static BackupJob requireWanted(BackupJob current, ContentId attempt) {
        if (requireOwn(current, attempt).state() == JobState.ABORTING) {
            throw new WorkStopped("job " + current.id() + " is to end");
        }
        return current;
    }

    private BackupJob requireInTime(BackupJob current) {
        if (current.isTooLateAt(clock.instant())) {
            throw new TooLate();
        }
        return current;
    }

    private StoredContent store(BackupJob job, ContentId attempt, FileSystem fileSystem) throws IOException {
        var progress = new ProgressReport(
                bytes -> transactions.inOne(() -> {
                    change(
                            job,
                            current -> requireInTime(requireWanted(current, attempt))
                                    .transferred(bytes));
                }),
                REPORT_INTERVAL,
                processEnds);
        try (var source = directories.source(fileSystem)) {
            return content.store(attempt, source, progress, () -> description(job, attempt, fileSystem));
        }
    }

    private Description description(BackupJob job, ContentId attempt, FileSystem fileSystem) {
        var point = recoveryPoint(job, attempt, 0, Instants.millis(clock.instant()));
        return records.write(PointRecord.of(point, tags(job, fileSystem), job.id()));
    }

    private Tags tags(BackupJob job, FileSystem fileSystem) {
        return job.pointTags().filledUpWith(fileSystems.tagsOf(fileSystem));
    }

    /** Also when it is too late by now: the backup is made, and nobody is served by throwing it away. */
    private void complete(BackupJob job, ContentId attempt, FileSystem fileSystem, StoredContent stored) {
        var now = Instants.millis(clock.instant());
        var bytes = stored.logicalBytes();
        var pointTags = tags(job, fileSystem);
        transactions.inOne(() -> {
            var done = change(
                    job,
                    current -> requireWanted(current, attempt)
                            .completed(message(stored.unread()), bytes, stored.transfer(), now));
            var point = recoveryPoint(done, attempt, bytes, now);
            if (!points.add(point)) {
                throw new NotFound(Subject.BACKUP_VAULT, job.vault().value());
            }
            tags.update(job.owner(), point.arn(), old -> pointTags);
            job.copyActions().forEach(action -> copies.startAfterBackup(point, job.id(), action));
            release(job);
            fileSystems.measured(job.owner(), fileSystem.id(), bytes, now);
        });
    }

    private static RecoveryPoint recoveryPoint(BackupJob job, ContentId attempt, long bytes, Instant now) {
        return new RecoveryPoint(
                job.owner(),
                job.recoveryPoint(),
                attempt,
                job.vault(),
                job.resource(),
                job.resourceName(),
                job.iamRoleArn(),
                job.createdBy(),
                Optional.empty(),
                job.creationDate(),
                job.startedAt().orElseThrow(),
                now,
                bytes,
                job.lifecycle(),
                StorageTier.WARM,
                RecoveryPoint.Status.COMPLETED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                0);
    }

    private static Optional<String> message(Unread unread) {
        if (unread.count() == 0) {
            return Optional.empty();
        }
        return Optional.of("Completed with issues: %d %s changed or could not be read: %s%s"
                .formatted(
                        unread.count(),
                        unread.count() == 1 ? "entry" : "entries",
                        String.join(", ", unread.examples()),
                        unread.count() > unread.examples().size() ? ", …" : ""));
    }

    private void end(BackupJob job, ContentId attempt, JobState state, String message) {
        var now = Instants.millis(clock.instant());
        transactions.inOne(() -> {
            var ended = change(
                    job,
                    current -> requireOwn(current, attempt)
                            .ended(state, Optional.of(message), current.bytesTransferred(), now));
            release(ended);
        });
    }

    private void release(BackupJob job) {
        jobs.releaseResource(job).ifPresent(next -> queue.enqueue(new Work.Backup(job.owner(), next), clock.instant()));
    }

    /** Another attempt works on the job, or has ended it. */
    private static final class Superseded extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The window of the job has closed. */
    private static final class TooLate extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Another job works on the resource. */
    private static final class ResourceBusy extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
