package io.coldkeep.app.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import io.coldkeep.app.config.Settings;
import io.coldkeep.domain.time.VirtualClock;
import io.coldkeep.domain.work.Sweep;
import io.coldkeep.persistence.sql.tx.CatalogConnections;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work and sweeps in the background: a db-scheduler for each lane, over the catalog, so that several instances share them.
 * A sweep has a row of its own only while something is due.
 */
@Singleton
final class WorkScheduler {

    static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(WorkScheduler.class);
    private static final int SHORT_AT_A_TIME = 200;
    private static final Duration LET_GO = Duration.ofSeconds(15);

    private final CatalogConnections catalog;
    private final Settings settings;
    private final List<Sweep> sweeps;
    private final InstantSource clock;
    private final ProcessEnd processEnd;
    private final WorkEnds workEnds;
    private final WakeUp wakeUp;
    private final Scheduler shortWork;
    private final Scheduler jobs;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sweep-ticker").factory());

    WorkScheduler(
            CatalogConnections catalog,
            Settings settings,
            WorkTasks tasks,
            List<Sweep> sweeps,
            InstantSource clock,
            ProcessEnd processEnd,
            WorkEnds workEnds,
            WakeUp wakeUp) {
        this.catalog = catalog;
        this.settings = settings;
        this.sweeps = sweeps;
        this.clock = clock;
        this.processEnd = processEnd;
        this.workEnds = workEnds;
        this.wakeUp = wakeUp;
        this.shortWork = shortWork(List.of(tasks.work(Lane.SHORT), tasks.sweeps()));
        this.jobs = jobs(List.of(tasks.work(Lane.LONG)));
        wakeUp.connect(Lane.SHORT, shortWork::triggerCheckForDueExecutions);
        wakeUp.connect(Lane.LONG, jobs::triggerCheckForDueExecutions);
    }

    private Scheduler shortWork(List<Task<?>> tasks) {
        return scheduler(Lane.SHORT, tasks)
                .threads(SHORT_AT_A_TIME)
                .executorService(new UninterruptedExecutor(
                        Thread.ofVirtual().name("work-", 0).factory(), () -> {}))
                .build();
    }

    /**
     * Picks as many as there are threads free, and no more: what is left is for other instances. As soon as one has ended it
     * picks again. Jobs compute for long, so their threads are the operating system's, which takes turns with them.
     */
    private Scheduler jobs(List<Task<?>> tasks) {
        return scheduler(Lane.LONG, tasks)
                .threads(settings.jobsAtATime())
                .pollUsingLockAndFetch(0, 1)
                .enablePriority()
                .executorService(new UninterruptedExecutor(
                        Thread.ofPlatform().daemon().name("job-", 0).factory(), () -> wakeUp.wake(Lane.LONG)))
                .build();
    }

    private SchedulerBuilder scheduler(Lane lane, List<Task<?>> tasks) {
        return Scheduler.create(catalog.dataSource(), tasks)
                .tableName(lane.table())
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .jdbcCustomization(PortableSql.INSTANCE)
                .serializer(TextSerializer.INSTANCE)
                .clock(clock::instant)
                .pollingInterval(LOOK_INTERVAL)
                .heartbeatInterval(settings.heartbeatInterval())
                .missedHeartbeatsLimit(Settings.MISSED_HEARTBEATS)
                .shutdownMaxWait(LET_GO)
                .failureLogging(LogLevel.OFF, false) // the tasks say it, in better words
                .addSchedulerListener(workEnds);
    }

    @EventListener
    void start(StartupEvent event) {
        shortWork.start();
        jobs.start();
        var _ = ticker.scheduleWithFixedDelay( // it catches what it throws
                this::look, 0, LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        tryTo("read the clock", this::followVirtualTime);
        var now = clock.instant();
        for (var sweep : sweeps) {
            tryTo("look for what is due for " + sweep.name(), () -> scheduleIfDue(sweep, now));
        }
    }

    /** The schedulers count the time until their next look by this clock, which may stand still. */
    private void followVirtualTime() {
        if (clock instanceof VirtualClock virtual) {
            virtual.refresh();
            wakeUp.wakeAll();
        }
    }

    private void scheduleIfDue(Sweep sweep, Instant now) {
        if (sweep.nextDue().filter(due -> !due.isAfter(now)).isPresent()
                && shortWork.scheduleIfNotExists(
                        WorkTasks.SWEEP.instance(sweep.name()).scheduledTo(now))) {
            wakeUp.wake(Lane.SHORT);
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
        shortWork.pause();
        jobs.pause();
        processEnd.request();
        ticker.shutdown();
        var jobsStop = CompletableFuture.runAsync(jobs::stop, Thread::startVirtualThread);
        shortWork.stop();
        jobsStop.join();
    }
}
