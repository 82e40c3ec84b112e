package io.coldkeep.app.schedule;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A virtual thread for each piece of work, which nobody interrupts: a thread that is interrupted while it reads the catalog's
 * file would close that file for everybody.
 */
final class UninterruptedExecutor extends AbstractExecutorService {

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("work-", 0).factory());

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    /** Takes no more work; what runs goes on. */
    @Override
    public List<Runnable> shutdownNow() {
        threads.shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }
}
