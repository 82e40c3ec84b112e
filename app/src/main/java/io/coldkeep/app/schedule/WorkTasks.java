package io.coldkeep.app.schedule;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.VoidExecutionHandler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.coldkeep.domain.work.RetryPause;
import io.coldkeep.domain.work.Sweep;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkPutOff;
import io.coldkeep.domain.work.WorkSuspended;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the schedulers do with a row. It goes when the work has ended well. Work that throws is tried again after growing pauses,
 * counted in the row; a sweep after a short one, since what it cannot do it puts off by itself, and all the rest waits for its row.
 * What the end of a process stopped, in order or not, is due again as if it had not been picked, and so is work that puts itself off,
 * when it says.
 */
@Singleton
final class WorkTasks {

    static final TaskDescriptor<Void> SWEEP = TaskDescriptor.of("sweep");

    private static final Duration SWEEP_PAUSE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(WorkTasks.class);

    private final WorkHandler handler;
    private final List<Sweep> sweeps;
    private final WorkRows rows;
    private final InstantSource clock;
    private final ProcessEnd processEnd;

    WorkTasks(WorkHandler handler, List<Sweep> sweeps, WorkRows rows, InstantSource clock, ProcessEnd processEnd) {
        this.handler = handler;
        this.sweeps = sweeps;
        this.rows = rows;
        this.clock = clock;
        this.processEnd = processEnd;
    }

    Task<String> work(Lane lane) {
        return task(
                lane, lane.task(), RetryPause::after, (instance, context) -> run(WorkCodec.decode(instance.getData())));
    }

    private void run(Work work) {
        if (processEnd.getAsBoolean()) {
            throw new WorkSuspended();
        }
        try {
            handler.handle(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sweep that this version does not know is left to those that do: they put it back as long as something is due. */
    Task<Void> sweeps() {
        return task(
                Lane.SHORT,
                SWEEP,
                failures -> SWEEP_PAUSE,
                (instance, context) -> sweeps.stream()
                        .filter(sweep -> sweep.name().equals(instance.getId()))
                        .forEach(sweep -> sweep.run(clock.instant())));
    }

    private <T> Task<T> task(
            Lane lane, TaskDescriptor<T> descriptor, IntFunction<Duration> pause, VoidExecutionHandler<T> execution) {
        return Tasks.oneTime(descriptor)
                .onFailure((failed, operations) -> retry(lane, failed, operations, pause))
                .onDeadExecution((dead, operations) -> takeOver(lane, dead))
                .execute(execution);
    }

    private <T> void retry(
            Lane lane, ExecutionComplete failed, ExecutionOperations<T> operations, IntFunction<Duration> pause) {
        var execution = failed.getExecution();
        var cause = failed.getCause().orElse(null);
        if (cause instanceof WorkSuspended) {
            rows.release(lane, execution);
            return;
        }
        if (cause instanceof WorkPutOff putOff) {
            rows.putOff(lane, execution, putOff.until());
            return;
        }
        LOG.warn("{} {} failed and is tried again", execution.getTaskName(), execution.getId(), cause);
        operations.reschedule(failed, clock.instant().plus(pause.apply(execution.consecutiveFailures + 1)));
    }

    private void takeOver(Lane lane, ExecutionComplete dead) {
        var execution = dead.getExecution();
        LOG.info("{} {} was left by a process that is gone", execution.getTaskName(), execution.getId());
        rows.release(lane, execution);
    }
}
