package io.coldkeep.persistence.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Has the disk take what is written while more is written, so that at the end there is little to wait for. For any number of threads
 * that write.
 */
final class WriteBack implements Closeable {

    private static final long AT_ONCE = 64 << 20;

    private final Sync sync;
    private final AtomicLong waiting = new AtomicLong();
    private CompletableFuture<Void> latest = CompletableFuture.completedFuture(null);

    WriteBack(Sync sync) {
        this.sync = sync;
    }

    /** Waits until all that has been written is on the disk. */
    @FunctionalInterface
    interface Sync {
        void run() throws IOException;
    }

    /** Says that so many bytes have been written. */
    void wrote(long bytes) {
        if (waiting.addAndGet(bytes) >= AT_ONCE) {
            begin();
        }
    }

    /** A system tells of a failed write once, so nothing is begun after that. */
    private synchronized void begin() {
        if (waiting.get() >= AT_ONCE && latest.isDone() && !latest.isCompletedExceptionally()) {
            waiting.set(0);
            latest = CompletableFuture.runAsync(
                    this::run,
                    task -> Thread.ofPlatform().daemon().name("write-back").start(task));
        }
    }

    private void run() {
        try {
            sync.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until all that was written before is on the disk.
     *
     * @throws IOException also when something that was written earlier never got there
     */
    synchronized void finish() throws IOException {
        try {
            latest.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw failure.getCause();
            }
            throw e;
        }
        sync.run();
    }

    /** Waits until nothing is under way. */
    @Override
    public synchronized void close() {
        latest.handle((done, failure) -> true).join();
    }
}
