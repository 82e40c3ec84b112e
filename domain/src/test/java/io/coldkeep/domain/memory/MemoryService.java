package io.coldkeep.domain.memory;

import io.coldkeep.domain.access.PolicyParser;
import io.coldkeep.domain.content.Damage;
import io.coldkeep.domain.content.Inventory;
import io.coldkeep.domain.content.RestoredContent;
import io.coldkeep.domain.content.StoredContent;
import io.coldkeep.domain.copy.CopyRunner;
import io.coldkeep.domain.copy.CopyService;
import io.coldkeep.domain.filesystem.BackupPolicyService;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.FileSystemService;
import io.coldkeep.domain.job.BackupJobService;
import io.coldkeep.domain.job.BackupRunner;
import io.coldkeep.domain.job.StartWindowSweep;
import io.coldkeep.domain.metrics.MetricsService;
import io.coldkeep.domain.plan.AutomaticBackups;
import io.coldkeep.domain.plan.BackupRule;
import io.coldkeep.domain.plan.PlanService;
import io.coldkeep.domain.plan.PlannedBackups;
import io.coldkeep.domain.plan.RuleRun;
import io.coldkeep.domain.plan.RuleRuns;
import io.coldkeep.domain.plan.RunListener;
import io.coldkeep.domain.plan.SelectionService;
import io.coldkeep.domain.recoverypoint.ColdMoveSweep;
import io.coldkeep.domain.recoverypoint.ExpirySweep;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointService;
import io.coldkeep.domain.recoverypoint.SweepListener;
import io.coldkeep.domain.refusal.RefusedException;
import io.coldkeep.domain.restore.RestoreRunner;
import io.coldkeep.domain.restore.RestoreService;
import io.coldkeep.domain.tag.TagService;
import io.coldkeep.domain.vault.VaultAccess;
import io.coldkeep.domain.vault.VaultService;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkListener;
import io.coldkeep.domain.work.WorkPutOff;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The whole service in memory, all use cases over one catalog, with a clock that stands until it is set. */
public final class MemoryService {

    public final TestClock clock;
    public final MemoryCatalog catalog = new MemoryCatalog();
    public final MemoryWorkQueue queue = new MemoryWorkQueue(catalog);
    public final MemoryContentStore content = new MemoryContentStore();
    public final MemoryPointRecords records = new MemoryPointRecords();
    public final MemoryDirectories directories = new MemoryDirectories();
    /** What access policies are written in, unless another parser was given. */
    public final MemoryPolicies accessPolicies = new MemoryPolicies();

    public final PlainSchedules schedules = new PlainSchedules();
    /** What the listeners heard, in words. */
    public final List<String> heard = new CopyOnWriteArrayList<>();

    public final VaultService vaults;
    public final FileSystemService fileSystems;
    public final BackupPolicyService policies;
    public final RecoveryPointService points;
    public final BackupJobService backups;
    public final BackupRunner backupRunner;
    public final StartWindowSweep startWindows;
    public final RestoreService restores;
    public final RestoreRunner restoreRunner;
    public final CopyService copies;
    public final CopyRunner copyRunner;
    public final ExpirySweep expiry;
    public final ColdMoveSweep coldMoves;
    public final PlanService plans;
    public final SelectionService selections;
    public final RuleRuns ruleRuns;
    public final AutomaticBackups automaticBackups;
    public final RunListener runListener;
    public final WorkListener workListener;
    public final TagService tags;
    public final MetricsService metrics;

    /** What there is said to be in the stores. */
    public volatile Inventory inventory = new Inventory(List.of(), Optional.empty());

    /** Notes what it hears. */
    public final SweepListener sweepListener;

    private final AtomicLong ids = new AtomicLong();
    private volatile boolean processEnds;
    private volatile Runnable onHearing = () -> {};

    public MemoryService(Instant now) {
        this(now, Optional.empty());
    }

    /** With access policies written in that parser's language. */
    public MemoryService(Instant now, PolicyParser parser) {
        this(now, Optional.of(parser));
    }

    private MemoryService(Instant now, Optional<PolicyParser> parser) {
        clock = new TestClock(now);
        var listener = new Listener();
        sweepListener = listener;
        runListener = listener;
        workListener = listener;
        var access = new VaultAccess(parser.orElse(accessPolicies));
        vaults = new VaultService(catalog.vaults(), catalog.tags(), access, catalog, clock, this::nextId);
        fileSystems = new FileSystemService(
                catalog.fileSystems(), directories, catalog.tags(), queue, catalog, clock, new Random(1));
        policies = new BackupPolicyService(catalog.fileSystems(), catalog.tags(), queue, catalog, clock);
        points = new RecoveryPointService(catalog.recoveryPoints(), vaults, access, queue, catalog, clock);
        copies = new CopyService(catalog.copyJobs(), points, vaults, queue, catalog, clock, this::nextId);
        copyRunner = new CopyRunner(
                catalog.copyJobs(),
                catalog.recoveryPoints(),
                content,
                records,
                catalog.tags(),
                queue,
                catalog,
                clock,
                listener,
                this::nextId,
                () -> processEnds);
        backups = new BackupJobService(catalog.backupJobs(), vaults, fileSystems, queue, catalog, clock, this::nextId);
        backupRunner = new BackupRunner(
                catalog.backupJobs(),
                catalog.recoveryPoints(),
                fileSystems,
                directories,
                content,
                records,
                catalog.tags(),
                copies,
                queue,
                catalog,
                clock,
                listener,
                this::nextId,
                () -> processEnds);
        startWindows = new StartWindowSweep(catalog.backupJobs(), catalog, clock, listener, () -> processEnds);
        restores = new RestoreService(catalog.restoreJobs(), points, fileSystems, queue, catalog, clock, this::nextId);
        restoreRunner = new RestoreRunner(
                catalog.restoreJobs(),
                points,
                fileSystems,
                directories,
                content,
                queue,
                catalog,
                clock,
                listener,
                this::nextId,
                () -> processEnds);
        expiry = new ExpirySweep(
                catalog.recoveryPoints(), content, catalog.tags(), queue, catalog, clock, listener, () -> processEnds);
        coldMoves = new ColdMoveSweep(
                catalog.recoveryPoints(), content, queue, catalog, clock, listener, () -> processEnds);
        plans = new PlanService(
                catalog.plans(),
                catalog.selections(),
                catalog.ruleRuns(),
                vaults,
                catalog.tags(),
                schedules,
                catalog,
                clock,
                this::nextId);
        selections = new SelectionService(catalog.plans(), catalog.selections(), catalog, clock, this::nextId);
        ruleRuns = new RuleRuns(
                catalog.plans(),
                catalog.ruleRuns(),
                new PlannedBackups(catalog.selections(), vaults, fileSystems, backups),
                schedules,
                catalog,
                clock,
                listener,
                () -> processEnds);
        automaticBackups = new AutomaticBackups(
                policies,
                vaults,
                Optional.empty(),
                catalog.plans(),
                catalog.selections(),
                catalog.ruleRuns(),
                schedules,
                catalog,
                clock,
                this::nextId);
        metrics = new MetricsService(
                catalog.backupJobs(),
                catalog.copyJobs(),
                catalog.restoreJobs(),
                catalog.recoveryPoints(),
                () -> inventory);
        tags = new TagService(List.of(fileSystems, vaults, points, plans), catalog.tags(), catalog);
    }

    /** None that a fixture has. */
    private UUID nextId() {
        return new UUID(0x1_4000L, 0x8000_0000_0000_0000L | ids.incrementAndGet());
    }

    /** From now on, long work is asked to let go. */
    public void endProcess() {
        processEnds = true;
    }

    /** Another process takes over. */
    public void startProcess() {
        processEnds = false;
    }

    /** What the listener of jobs does before it notes what it hears. */
    public void onHearing(Runnable action) {
        onHearing = action;
    }

    /** Does all that lifecycles want by now. */
    public void sweep() {
        coldMoves.run(clock.instant());
        expiry.run(clock.instant());
    }

    /** Does all the work that waits. */
    public List<Work> runWork() throws Exception {
        return queue.runToEmpty(this::work);
    }

    /** Does all the work that is due by now, and puts off what asks for it. */
    public void runDueWork() throws IOException {
        for (var next = queue.take(clock.instant()); next.isPresent(); next = queue.take(clock.instant())) {
            try {
                work(next.get().work());
            } catch (WorkPutOff e) {
                queue.enqueue(next.get().work(), e.until());
            }
        }
    }

    private void work(Work work) throws IOException {
        if (work instanceof Work.Backup backup) {
            backupRunner.run(backup.owner(), backup.jobId());
        } else if (work instanceof Work.Restore restore) {
            restoreRunner.run(restore.owner(), restore.jobId());
        } else if (work instanceof Work.Copy copy) {
            copyRunner.run(copy.owner(), copy.jobId());
        } else if (work instanceof Work.SettleBackupPolicy settle) {
            automaticBackups.settle(settle.owner(), FileSystemId.of(settle.fileSystemId()));
        } else if (work instanceof Work.MeasureFileSystem measure) {
            fileSystems.measure(measure.owner(), FileSystemId.of(measure.fileSystemId()));
        } else if (work instanceof Work.DeleteFileSystem delete) {
            fileSystems.finishDeletion(delete.owner(), FileSystemId.of(delete.fileSystemId()));
        } else if (work instanceof Work.DiscardContent discard) {
            content.delete(discard.content(), discard.tier());
        } else if (work instanceof Work.EndMove move) {
            coldMoves.end(move.content());
        } else if (work instanceof Work.DiscardRestore discard) {
            restoreRunner.discard(discard.owner(), FileSystemId.of(discard.fileSystemId()), discard.attempt());
        } else {
            throw new AssertionError("nobody does " + work);
        }
    }

    private final class Listener implements WorkListener, SweepListener, RunListener {

        @Override
        public void backedUp(UUID jobId, StoredContent stored) {
            completed(jobId);
        }

        @Override
        public void copied(UUID jobId, StoredContent stored) {
            completed(jobId);
        }

        @Override
        public void restored(UUID jobId, RestoredContent restored) {
            completed(jobId);
        }

        private void completed(UUID jobId) {
            onHearing.run();
            heard.add("completed " + jobId);
        }

        @Override
        public void waits(UUID jobId, String what, Instant until) {
            heard.add("waits " + jobId + " for " + what + " until " + until);
        }

        @Override
        public void expired(UUID jobId) {
            heard.add("expired " + jobId);
        }

        @Override
        public void failed(UUID jobId, Exception why) {
            heard.add("failed " + jobId + ": " + why.getMessage());
        }

        @Override
        public void movedToCold(RecoveryPoint point, long storedBytes) {
            heard.add("cold " + point.id() + " at " + clock.instant());
        }

        @Override
        public void expired(RecoveryPoint point) {
            heard.add("expired " + point.id() + " at " + clock.instant());
        }

        @Override
        public void failed(RecoveryPoint point, Exception why) {
            heard.add("failed " + point.id() + ": " + why.getMessage() + "; again at "
                    + point.retryAt().orElseThrow());
        }

        @Override
        public void damaged(RecoveryPoint point, Damage damage) {
            heard.add("damaged " + point.id() + ": " + damage.what());
        }

        @Override
        public void ran(RuleRun run, BackupRule rule, int jobs) {
            heard.add("ran " + rule.name() + " of " + run.at() + ": " + jobs);
        }

        @Override
        public void gaveWay(RuleRun run, BackupRule rule, BackupRule to) {
            heard.add("gave way " + rule.name() + " of " + run.at() + " to " + to.name());
        }

        @Override
        public void refused(RuleRun run, BackupRule rule, RefusedException why) {
            heard.add("refused " + rule.name() + " of " + run.at() + ": " + why.getMessage());
        }

        @Override
        public void failed(RuleRun run, RuntimeException why) {
            heard.add("failed run of " + run.at() + ": " + why.getMessage());
        }
    }
}
