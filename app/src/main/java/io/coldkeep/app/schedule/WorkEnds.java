package io.coldkeep.app.schedule;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets a thread wait until a piece of work of this process has ended. */
@Singleton
final class WorkEnds extends AbstractSchedulerListener {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private long count;

    @Override
    public void onExecutionComplete(ExecutionComplete complete) {
        lock.lock();
        try {
            count++;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until more than {@code seen} pieces have ended, or for that long: other processes work, too. */
    void await(long seen, Duration atMost) {
        lock.lock();
        try {
            var nanos = atMost.toNanos();
            while (count <= seen && nanos > 0) {
                nanos = ended.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while work was running", e);
        } finally {
            lock.unlock();
        }
    }
}
