package io.coldkeep.domain.job;

import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.work.Sweep;
import io.coldkeep.domain.work.WorkListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Ends backup jobs that have not started within their start window. A runner that starts one at the same moment and the sweep
 * change the job one after the other, so either it runs or it has expired.
 */
public final class StartWindowSweep implements Sweep {

    private static final int BATCH = 100;

    private final BackupJobRepository jobs;
    private final Transactions transactions;
    private final InstantSource clock;
    private final WorkListener listener;
    private final BooleanSupplier processEnds;

    public StartWindowSweep(
            BackupJobRepository jobs,
            Transactions transactions,
            InstantSource clock,
            WorkListener listener,
            BooleanSupplier processEnds) {
        this.jobs = jobs;
        this.transactions = transactions;
        this.clock = clock;
        this.listener = listener;
        this.processEnds = processEnds;
    }

    @Override
    public String name() {
        return "start-windows";
    }

    @Override
    public Optional<Instant> nextDue() {
        return jobs.nextStartBy();
    }

    @Override
    public void run(Instant upTo) {
        var late = jobs.findToStartBy(upTo, BATCH);
        while (!late.isEmpty() && !processEnds.getAsBoolean()) {
            expire(late);
            late = jobs.findToStartBy(upTo, BATCH);
        }
    }

    private void expire(List<BackupJob> late) {
        var now = Instants.millis(clock.instant());
        var expired = transactions.inOne(() -> late.stream()
                .flatMap(job -> jobs
                        .update(job.owner(), job.id(), current -> isStarted(current) ? current : expired(current, now))
                        .stream())
                .filter(job -> job.state() == JobState.EXPIRED)
                .toList());
        expired.forEach(job -> listener.expired(job.id()));
    }

    private static boolean isStarted(BackupJob current) {
        return current.state() != JobState.CREATED;
    }

    private static BackupJob expired(BackupJob job, Instant now) {
        return job.ended(JobState.EXPIRED, Optional.of(BackupJob.EXPIRED_MESSAGE), 0, now);
    }
}
