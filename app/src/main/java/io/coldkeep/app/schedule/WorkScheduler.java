package io.coldkeep.app.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.coldkeep.app.config.Settings;
import io.coldkeep.domain.time.VirtualClock;
import io.coldkeep.domain.work.Sweep;
import io.coldkeep.domain.work.WorkSuspended;
import io.coldkeep.persistence.sql.tx.CatalogConnections;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work and sweeps in the background: db-scheduler over the catalog, so that several instances share them. A sweep has a
 * row of its own only while something is due.
 */
@Singleton
final class WorkScheduler {

    static final TaskDescriptor<String> WORK = TaskDescriptor.of("work", String.class);
    private static final TaskDescriptor<Void> SWEEP = TaskDescriptor.of("sweep");

    private static final Logger LOG = LoggerFactory.getLogger(WorkScheduler.class);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    static final int MISSED_HEARTBEATS = 5;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LAST_RETRY = Duration.ofDays(1);
    private static final int AT_A_TIME = 200; // virtual threads; backups and restores wait for their turn in them
    private static final Duration LET_GO = Duration.ofSeconds(15);

    private final WorkHandler handler;
    private final List<Sweep> sweeps;
    private final InstantSource clock;
    private final ProcessEnd processEnd;
    private final Scheduler scheduler;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sweep-ticker").factory());

    WorkScheduler(
            CatalogConnections catalog,
            Settings settings,
            WorkHandler handler,
            List<Sweep> sweeps,
            InstantSource clock,
            ProcessEnd processEnd,
            WorkEnds workEnds,
            WakeUp wakeUp) {
        this.handler = handler;
        this.sweeps = sweeps;
        this.clock = clock;
        this.processEnd = processEnd;
        this.scheduler = Scheduler.create(catalog.dataSource(), List.<Task<?>>of(workTask(), sweepTask()))
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .serializer(TextSerializer.INSTANCE)
                .threads(AT_A_TIME)
                .executorService(new UninterruptedExecutor())
                .clock(clock::instant)
                .pollingInterval(LOOK_INTERVAL)
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(LET_GO)
                .addSchedulerListener(workEnds)
                .build();
        wakeUp.connect(scheduler::triggerCheckForDueExecutions);
    }

    private Task<String> workTask() {
        return Tasks.oneTime(WORK).onFailure(this::retry).execute((instance, context) -> {
            try {
                handler.handle(WorkCodec.decode(instance.getData()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private <T> void retry(ExecutionComplete failed, ExecutionOperations<T> operations) {
        var cause = failed.getCause().orElse(null);
        if (cause instanceof WorkSuspended) {
            operations.reschedule(failed, clock.instant());
            return;
        }
        var failures = failed.getExecution().consecutiveFailures;
        var pause = FIRST_RETRY.multipliedBy(1L << Math.min(failures, 15));
        LOG.warn(
                "{} {} failed and is tried again",
                failed.getExecution().taskInstance.getTaskName(),
                failed.getExecution().taskInstance.getId(),
                cause);
        operations.reschedule(failed, clock.instant().plus(pause.compareTo(LAST_RETRY) < 0 ? pause : LAST_RETRY));
    }

    /** A sweep that this version does not know is left to those that do: they put it back as long as something is due. */
    private Task<Void> sweepTask() {
        return Tasks.oneTime(SWEEP)
                .onFailure(this::retry)
                .execute((instance, context) -> sweeps.stream()
                        .filter(sweep -> sweep.name().equals(instance.getId()))
                        .forEach(sweep -> sweep.run(clock.instant())));
    }

    @EventListener
    void start(StartupEvent event) {
        scheduler.start();
        var _ = ticker.scheduleWithFixedDelay( // it catches what it throws
                this::look, 0, LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        tryTo("read the clock", this::refreshClock);
        var now = clock.instant();
        for (var sweep : sweeps) {
            tryTo("look for what is due for " + sweep.name(), () -> scheduleIfDue(sweep, now));
        }
    }

    private void refreshClock() {
        if (clock instanceof VirtualClock virtual) {
            virtual.refresh();
        }
    }

    private void scheduleIfDue(Sweep sweep, Instant now) {
        if (sweep.nextDue().filter(due -> !due.isAfter(now)).isPresent()
                && scheduler.scheduleIfNotExists(SWEEP.instance(sweep.name()).scheduledTo(now))) {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    private static void tryTo(String what, Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            LOG.warn("could not {}; looking again", what, e);
        }
    }

    /** Work that runs lets go, and goes on in the next process; nothing is interrupted in the middle of a write. */
    @EventListener
    void stop(ShutdownEvent event) {
        processEnd.request();
        ticker.shutdown();
        scheduler.stop();
    }
}
