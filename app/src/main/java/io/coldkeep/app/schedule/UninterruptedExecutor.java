package io.coldkeep.app.schedule;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A thread for each piece of work, which nobody interrupts: a thread that is interrupted while it reads the catalog's file
 * would close that file for everybody.
 */
final class UninterruptedExecutor extends AbstractExecutorService {

    private final ExecutorService threads;
    private final Runnable afterEach;

    /** @param afterEach what follows each piece of work, in its thread */
    UninterruptedExecutor(ThreadFactory threads, Runnable afterEach) {
        this.threads = Executors.newThreadPerTaskExecutor(threads);
        this.afterEach = afterEach;
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                afterEach.run();
            }
        });
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
