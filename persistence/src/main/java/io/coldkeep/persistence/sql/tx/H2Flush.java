package io.coldkeep.persistence.sql.tx;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Durability with H2, which by itself writes some time after a commit and leaves the sync of the file to the operating
 * system. Whoever has committed waits here for one write and one sync, shared by all who wait at the same time.
 *
 * <p>Each write puts new versions of pages beside the old ones and may reuse the space of those that the write before it
 * replaced. So every write must be on the disk before the next one begins, also those that H2 makes in the background for
 * commits that nobody waits for; else a loss of power could leave neither the old nor the new version.
 */
final class H2Flush implements Durability {

    private static final Logger LOG = LoggerFactory.getLogger(H2Flush.class);

    private static final int BACKGROUND_WRITE_MILLIS = 2_000;
    private static final int BACKGROUND_SYNC_MILLIS = 500; // well within the pause between two background writes

    /**
     * How long replaced pages keep their space; readers may still be at them. H2 says 45 seconds, because it cannot know when
     * its writes are on the disk, and grows the file by all that is written in that time.
     */
    private static final int RETENTION_MILLIS = 10_000;

    private final DataSource dataSource;
    private final AtomicReference<@Nullable CompletableFuture<Void>> next = new AtomicReference<>();

    /** A thread of its own: were one interrupted while it is at the file, Java would close the file. */
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("catalog-flush").factory());

    private MVStore store;
    private long syncedVersion = -1;

    @SuppressWarnings("FutureReturnValueIgnored") // it has no result, and reports its failures itself
    H2Flush(DataSource dataSource) throws SQLException {
        this.dataSource = dataSource;
        this.store = storeOf(dataSource);
        thread.scheduleWithFixedDelay(
                this::syncBackgroundWrites, BACKGROUND_SYNC_MILLIS, BACKGROUND_SYNC_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isPending(Connection transaction) {
        try {
            return session(transaction).hasPendingTransaction();
        } catch (SQLException e) {
            throw new IllegalStateException("no connection of H2", e);
        }
    }

    @Override
    public void await() {
        try {
            upcomingFlush().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("committed, but not known to be on the disk", e.getCause());
        }
    }

    /** The flush that has not begun yet, and so will write all that was committed before this call. */
    private CompletableFuture<Void> upcomingFlush() {
        while (true) {
            var waiting = next.get();
            if (waiting != null) {
                return waiting;
            }
            var fresh = new CompletableFuture<Void>();
            if (next.compareAndSet(null, fresh)) {
                thread.execute(() -> flush(fresh));
                return fresh;
            }
        }
    }

    private void flush(CompletableFuture<Void> flush) {
        next.set(null); // who comes from here on waits for another one
        try {
            var open = openStore();
            syncIfWritten(open);
            open.commit();
            sync(open);
            flush.complete(null);
        } catch (SQLException | RuntimeException e) {
            flush.completeExceptionally(e);
        }
    }

    private void syncBackgroundWrites() {
        try {
            syncIfWritten(openStore());
        } catch (SQLException | RuntimeException e) {
            LOG.error("what was written to the catalog in the background is not known to be on the disk", e);
        }
    }

    private void syncIfWritten(MVStore open) {
        if (open.getCurrentVersion() != syncedVersion) {
            sync(open);
        }
    }

    private void sync(MVStore open) {
        var version = open.getCurrentVersion();
        open.executeFilestoreOperation(() -> {}); // returns when H2's writing threads have written what they were given
        open.sync();
        syncedVersion = version;
    }

    /** The store, or a new one when H2 has closed it after a failure and others have opened it again. */
    private MVStore openStore() throws SQLException {
        if (store.isClosed()) {
            store = storeOf(dataSource);
        }
        return store;
    }

    private static MVStore storeOf(DataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var store = session(connection).getDatabase().getStore().getMvStore();
            store.setAutoCommitDelay(BACKGROUND_WRITE_MILLIS);
            store.setRetentionTime(RETENTION_MILLIS);
            return store;
        }
    }

    private static SessionLocal session(Connection connection) throws SQLException {
        return (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    }

    @Override
    public void close() {
        thread.close();
    }
}
