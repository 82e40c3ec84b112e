package io.coldkeep.domain.memory;

import io.coldkeep.domain.contract.Catalog;
import io.coldkeep.domain.copy.CopyJobRepository;
import io.coldkeep.domain.filesystem.FileSystemRepository;
import io.coldkeep.domain.job.BackupJobRepository;
import io.coldkeep.domain.plan.PlanRepository;
import io.coldkeep.domain.plan.RuleRunRepository;
import io.coldkeep.domain.plan.SelectionRepository;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.restore.RestoreJobRepository;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.time.ClockStateRepository;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.VaultRepository;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All repositories in memory. Transactions run one after the other, each on a copy of the state; reading outside of them sees
 * what was committed last and never waits.
 */
public final class MemoryCatalog implements Transactions {

    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final ThreadLocal<Optional<State>> running = ThreadLocal.withInitial(Optional::empty);
    private volatile State committed = new State();
    private volatile Runnable afterCommit = () -> {};

    private final VaultRepository vaults = new MemoryVaults(this);
    private final FileSystemRepository fileSystems = new MemoryFileSystems(this);
    private final RecoveryPointRepository recoveryPoints = new MemoryRecoveryPoints(this);
    private final BackupJobRepository backupJobs = new MemoryBackupJobs(this);
    private final RestoreJobRepository restoreJobs = new MemoryRestoreJobs(this);
    private final CopyJobRepository copyJobs = new MemoryCopyJobs(this);
    private final PlanRepository plans = new MemoryPlans(this);
    private final SelectionRepository selections = new MemorySelections(this);
    private final RuleRunRepository ruleRuns = new MemoryRuleRuns(this);
    private final TagRepository tags = new MemoryTags(this);
    private final ClockStateRepository clockStates = new MemoryClockStates(this);

    @Override
    public <T> T inOne(Supplier<T> work) {
        if (running.get().isPresent()) {
            return work.get();
        }
        oneAtATime.lock();
        try {
            var state = committed.copy();
            running.set(Optional.of(state));
            var answer = work.get();
            committed = state;
            running.remove();
            afterCommit.run();
            return answer;
        } finally {
            running.remove();
            oneAtATime.unlock();
        }
    }

    /** What happens after every commit; what it throws is the answer to the commit, which stays. */
    public void afterCommit(Runnable action) {
        afterCommit = action;
    }

    <T> T read(Function<State, T> query) {
        return query.apply(running.get().orElse(committed));
    }

    <T> T write(Function<State, T> change) {
        return inOne(() -> change.apply(running.get().orElseThrow()));
    }

    void change(Consumer<State> change) {
        write(state -> {
            change.accept(state);
            return true;
        });
    }

    public VaultRepository vaults() {
        return vaults;
    }

    public FileSystemRepository fileSystems() {
        return fileSystems;
    }

    public RecoveryPointRepository recoveryPoints() {
        return recoveryPoints;
    }

    public BackupJobRepository backupJobs() {
        return backupJobs;
    }

    public RestoreJobRepository restoreJobs() {
        return restoreJobs;
    }

    public CopyJobRepository copyJobs() {
        return copyJobs;
    }

    public PlanRepository plans() {
        return plans;
    }

    public SelectionRepository selections() {
        return selections;
    }

    public RuleRunRepository ruleRuns() {
        return ruleRuns;
    }

    public TagRepository tags() {
        return tags;
    }

    public ClockStateRepository clockStates() {
        return clockStates;
    }

    /** The same as the contracts want it. */
    public Catalog catalog() {
        return new Catalog(
                this,
                vaults,
                fileSystems,
                recoveryPoints,
                backupJobs,
                restoreJobs,
                copyJobs,
                plans,
                selections,
                ruleRuns,
                tags,
                clockStates);
    }
}
