package io.coldkeep.domain.copy;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ArchivedContentException;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.StoredContent;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.recoverypoint.PointRecord;
import io.coldkeep.domain.recoverypoint.PointRecords;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.work.JobAttempt;
import io.coldkeep.domain.work.ProgressReport;
import io.coldkeep.domain.work.ThawWait;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkListener;
import io.coldkeep.domain.work.WorkQueue;
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
 * Does a copy job: bytes first, then the new recovery point and the end of the job in one transaction. A job whose process
 * died is run again from the start, under the same ids. What is archived is thawed before, and the job waits for it.
 */
public final class CopyRunner {

    private static final Duration REPORT_INTERVAL = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofDays(7);

    private final CopyJobRepository jobs;
    private final RecoveryPointRepository points;
    private final ContentStore content;
    private final ThawWait thaws;
    private final PointRecords records;
    private final TagRepository tags;
    private final WorkQueue queue;
    private final Transactions transactions;
    private final InstantSource clock;
    private final WorkListener listener;
    private final Supplier<UUID> ids;
    private final BooleanSupplier processEnds;

    public CopyRunner(
            CopyJobRepository jobs,
            RecoveryPointRepository points,
            ContentStore content,
            PointRecords records,
            TagRepository tags,
            WorkQueue queue,
            Transactions transactions,
            InstantSource clock,
            WorkListener listener,
            Supplier<UUID> ids,
            BooleanSupplier processEnds) {
        this.jobs = jobs;
        this.points = points;
        this.content = content;
        this.thaws = new ThawWait(content, clock, LONGEST);
        this.records = records;
        this.tags = tags;
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
     * @throws IOException when what a failed attempt left cannot be deleted; to be tried again
     */
    public void run(Owner owner, UUID jobId) throws IOException {
        var job = jobs.find(owner, jobId).filter(found -> !found.hasEnded());
        if (job.isPresent()) {
            new Attempt(job.get(), ids.get()).run();
        }
    }

    private Instant now() {
        return Instants.millis(clock.instant());
    }

    private final class Attempt extends JobAttempt<CopyJob> {

        private final CopyJob job;
        private final DestinationVault destination;
        private final ContentId bytes;

        Attempt(CopyJob job, UUID id) {
            super(id);
            this.job = job;
            this.destination = DestinationVault.of(job.owner(), job.destinationVault());
            this.bytes = job.content(id);
        }

        @Override
        protected Optional<CopyJob> update(UnaryOperator<CopyJob> change) {
            return transactions.inOne(() -> jobs.update(job.owner(), job.id(), change));
        }

        @Override
        protected void takeOver() {
            takeOver(current -> {
                current.attempt()
                        .ifPresent(earlier -> queue.discardAttempt(
                                new Work.DiscardContent(job.owner(), current.content(earlier), StorageTier.WARM),
                                clock.instant()));
                return current.takenBy(id(), now());
            });
        }

        @Override
        protected Runnable work() throws IOException {
            var stored = copyBytes(original());
            transactions.inOne(() -> complete(stored));
            return () -> listener.copied(job.id(), stored);
        }

        /** The original must be there to the end: what has expired meanwhile has taken its tags with it. */
        private RecoveryPoint original() {
            return points.find(job.owner(), job.original())
                    .map(CopyService::requireCopyable)
                    .orElseThrow(() -> new NotFound(
                            Subject.RECOVERY_POINT, job.originalArn().toString()));
        }

        private StoredContent copyBytes(RecoveryPoint original) throws IOException {
            try {
                thaw(original);
                return read(original);
            } catch (CorruptContentException e) {
                original(); // if it went away meanwhile, that is why
                throw e;
            }
        }

        private StoredContent read(RecoveryPoint original) throws IOException {
            try {
                return content.copy(original.content(), bytes, progress(), () -> description(original));
            } catch (ArchivedContentException e) { // it has moved there meanwhile, or is frozen again
                thaw(original);
                throw e; // it is nothing that can be thawed
            }
        }

        private Progress progress() {
            return new ProgressReport(done -> requireOwn(), REPORT_INTERVAL, processEnds);
        }

        private void thaw(RecoveryPoint original) throws IOException {
            thaws.await(original.content(), RestoreSelection.EVERYTHING, progress(), job.creationDate(), this::waitFor);
            if (job.statusMessage().isPresent()) {
                change(CopyJob::copying);
            }
        }

        private void waitFor(String what, Instant until) {
            var waiting = change(current -> current.waitingFor(what));
            if (!waiting.statusMessage().equals(job.statusMessage())) {
                listener.waits(job.id(), what, until);
            }
        }

        private Description description(RecoveryPoint original) {
            var current = change(UnaryOperator.identity());
            return records.write(PointRecord.of(
                    copyOf(original, current, now()), tags.find(job.owner(), job.originalArn()), job.id()));
        }

        /** Tags go together with what bears them: an original that is there after they were read had them all. */
        private void complete(StoredContent stored) {
            var now = now();
            var originalTags = tags.find(job.owner(), job.originalArn());
            var original = original();
            var done = change(current -> current.completed(Optional.of(stored.transfer()), now));
            var copy = copyOf(original, done, now);
            if (!points.add(copy)) {
                throw new NotFound(Subject.BACKUP_VAULT, copy.vaultName().value());
            }
            tags.update(copy.owner(), copy.arn(), none -> originalTags);
        }

        private RecoveryPoint copyOf(RecoveryPoint original, CopyJob done, Instant now) {
            return new RecoveryPoint(
                    destination.owner(),
                    done.copy(),
                    bytes,
                    destination.name(),
                    original.resourceArn(),
                    original.resourceName(),
                    done.iamRoleArn(),
                    original.createdBy(),
                    Optional.of(original.vaultArn()),
                    done.creationDate(),
                    done.startedAt().orElseThrow(),
                    now,
                    original.backupSizeInBytes(),
                    done.lifecycle(),
                    StorageTier.WARM,
                    RecoveryPoint.Status.COMPLETED,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    0);
        }

        @Override
        protected void fail(Exception why) throws IOException {
            content.delete(bytes, StorageTier.WARM);
            change(current -> current.failed(CopyService.failure(why), now()));
            listener.failed(job.id(), why);
        }

        @Override
        protected void discard() throws IOException {
            var made = points.find(destination.owner(), job.copy());
            if (made.filter(copy -> copy.content().equals(bytes)).isEmpty()) {
                content.delete(bytes, StorageTier.WARM);
            }
        }

        @Override
        protected boolean isOverdue() {
            return !clock.instant().isBefore(job.creationDate().plus(LONGEST));
        }
    }
}
