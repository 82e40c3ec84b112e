package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.chunk.Chunker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The threads that hash, compress and encrypt: as many as there are processors, for all that is going on. */
final class Crew implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 100;

    private final ThreadPoolExecutor threads;
    private final Semaphore room;
    private final ConcurrentLinkedDeque<byte[]> buffers = new ConcurrentLinkedDeque<>();

    Crew(int size) {
        this.room = new Semaphore(2 * size + 2);
        this.threads = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("content-", 0).factory());
    }

    /**
     * A buffer for the longest piece; waits while all are out. There are so many for all that is going on, however much that is, so
     * nobody may wait for a second one while he holds one that nobody works on.
     *
     * @param whileWaiting called several times a second until there is one; what it throws ends the waiting
     */
    byte[] takeBuffer(Runnable whileWaiting) {
        while (!isRoomSoon()) {
            whileWaiting.run();
        }
        var buffer = buffers.pollFirst();
        return buffer == null ? new byte[Chunker.MAX] : buffer;
    }

    private boolean isRoomSoon() {
        try {
            return room.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            room.acquireUninterruptibly();
            Thread.currentThread().interrupt();
            return true;
        }
    }

    void giveBack(byte[] buffer) {
        buffers.addFirst(buffer);
        room.release();
    }

    /** Has the work done by one of the threads. It fails when the crew has been closed. */
    <T> CompletableFuture<T> submit(Work<T> work) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return work.run();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e); // whoever waits for all work to end must not wait for this
        }
    }

    /**
     * What the work came to; what it threw passes through.
     *
     * @param whileWaiting called several times a second until it has ended; what it throws ends the waiting
     */
    static <T> T await(CompletableFuture<T> work, Runnable whileWaiting) throws IOException {
        while (!isDoneSoon(work)) {
            whileWaiting.run();
        }
        return await(work);
    }

    private static boolean isDoneSoon(CompletableFuture<?> work) {
        try {
            work.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true; // to be waited for without being interrupted
        } catch (ExecutionException e) {
            return true;
        }
    }

    /** Whether work waits for a thread. */
    boolean isBehind() {
        return !threads.getQueue().isEmpty();
    }

    /** What the work came to; what it threw passes through. */
    static <T> T await(CompletableFuture<T> work) throws IOException {
        try {
            return work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException unchecked) {
                throw unchecked.getCause();
            }
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw e;
        }
    }

    /** Work that may fail. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    @Override
    public void close() {
        threads.close();
    }
}
