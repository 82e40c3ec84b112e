package io.coldkeep.app.schedule;

import io.coldkeep.domain.content.Damage;
import io.coldkeep.domain.content.RestoredContent;
import io.coldkeep.domain.content.StoredContent;
import io.coldkeep.domain.plan.BackupRule;
import io.coldkeep.domain.plan.RuleRun;
import io.coldkeep.domain.plan.RunListener;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.SweepListener;
import io.coldkeep.domain.refusal.RefusedException;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.time.VirtualClock;
import io.coldkeep.domain.work.WorkListener;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the log what happens in the background. */
@Singleton
final class LoggingListener implements SweepListener, WorkListener, RunListener {

    private static final Logger LOG = LoggerFactory.getLogger(LoggingListener.class);

    private final InstantSource clock;

    LoggingListener(InstantSource clock) {
        this.clock = clock;
    }

    /** The log bears real time; where the service lives in virtual time, a line says that as well. */
    private String at() {
        return clock instanceof VirtualClock ? " at " + Instants.millis(clock.instant()) : "";
    }

    @Override
    public void movedToCold(RecoveryPoint point, long storedBytes) {
        LOG.info("{} moved to cold storage{}: {} bytes stored", point.arn(), at(), storedBytes);
    }

    @Override
    public void expired(RecoveryPoint point) {
        LOG.info("{} deleted{}", point.arn(), at());
    }

    @Override
    public void failed(RecoveryPoint point, Exception why) {
        LOG.error(
                "{} could not be {}{}; that is tried again at {}",
                point.arn(),
                point.status() == RecoveryPoint.Status.EXPIRED ? "deleted" : "moved to cold storage",
                at(),
                point.retryAt().orElseThrow(),
                why);
    }

    @Override
    public void damaged(RecoveryPoint point, Damage damage) {
        LOG.error(
                "{} is damaged in {} storage{}: {}; {} of its files cannot be restored{}",
                point.arn(),
                damage.tier().name().toLowerCase(Locale.ROOT),
                at(),
                damage.what(),
                damage.paths().isEmpty() ? "all" : damage.count(),
                damage.paths().isEmpty() ? "" : ": " + String.join(", ", damage.paths()));
    }

    @Override
    public void backedUp(UUID jobId, StoredContent stored) {
        kept("backed up", jobId, stored);
    }

    @Override
    public void copied(UUID jobId, StoredContent stored) {
        kept("copied", jobId, stored);
    }

    private void kept(String done, UUID jobId, StoredContent stored) {
        LOG.info(
                "job {} completed{}: {} {} bytes in {} entries; {} bytes read, {} stored",
                jobId,
                at(),
                done,
                stored.logicalBytes(),
                stored.entries(),
                stored.transfer().readBytes(),
                stored.transfer().storedBytes());
    }

    @Override
    public void restored(UUID jobId, RestoredContent restored) {
        LOG.info(
                "job {} completed{}: restored {} bytes in {} entries",
                jobId,
                at(),
                restored.logicalBytes(),
                restored.entries());
    }

    @Override
    public void waits(UUID jobId, String what, Instant until) {
        LOG.info("job {} waits for {}{}; it looks again at {}", jobId, what, at(), until);
    }

    @Override
    public void expired(UUID jobId) {
        LOG.warn("job {} expired{}: it did not start, or not end, within its window", jobId, at());
    }

    @Override
    public void failed(UUID jobId, Exception why) {
        LOG.error("job {} failed{}", jobId, at(), why);
    }

    @Override
    public void ran(RuleRun run, BackupRule rule, int jobs) {
        LOG.atLevel(jobs == 0 ? Level.DEBUG : Level.INFO)
                .log(
                        "rule {} of plan {} ran at {}: {}",
                        rule.name(),
                        run.planId().arn(run.owner()),
                        run.at(),
                        jobs == 1 ? "1 backup job" : jobs + " backup jobs");
    }

    @Override
    public void gaveWay(RuleRun run, BackupRule rule, BackupRule to) {
        LOG.info(
                "rule {} of plan {} left its run of {} to rule {}",
                rule.name(),
                run.planId().arn(run.owner()),
                run.at(),
                to.name());
    }

    @Override
    public void refused(RuleRun run, BackupRule rule, RefusedException why) {
        LOG.error(
                "rule {} of plan {} made no backup at {}: {}",
                rule.name(),
                run.planId().arn(run.owner()),
                run.at(),
                why.getMessage());
    }

    @Override
    public void failed(RuleRun run, RuntimeException why) {
        LOG.error(
                "a rule of plan {} could not run; it is tried again",
                run.planId().arn(run.owner()),
                why);
    }
}
