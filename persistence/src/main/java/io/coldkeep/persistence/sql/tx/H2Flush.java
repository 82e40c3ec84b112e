package io.coldkeep.persistence.sql.tx;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Durability with H2, which writes up to half a second after a commit. Whoever has committed waits here for one write and
 * one sync of the file, shared by all who wait at the same time.
 */
final class H2Flush implements Durability, AutoCloseable {

    private final DataSource dataSource;
    private final AtomicReference<@Nullable CompletableFuture<Void>> next = new AtomicReference<>();

    /** A thread of its own: were one interrupted while it is at the file, Java would close the file. */
    private final ExecutorService flusher = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("catalog-flush").factory());

    private @Nullable MVStore store;

    H2Flush(DataSource dataSource) {
        this.dataSource = dataSource;
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
            flush().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("committed, but not known to be on the disk", e.getCause());
        }
    }

    /** The flush that has not begun yet, and so will write all that was committed before this call. */
    private CompletableFuture<Void> flush() {
        while (true) {
            var waiting = next.get();
            if (waiting != null) {
                return waiting;
            }
            var fresh = new CompletableFuture<Void>();
            if (next.compareAndSet(null, fresh)) {
                flusher.execute(this::runNext);
                return fresh;
            }
        }
    }

    private void runNext() {
        var flush = next.getAndSet(null);
        try {
            writeAndSync(openStore());
            flush.complete(null);
        } catch (SQLException | RuntimeException e) {
            flush.completeExceptionally(e);
        }
    }

    private static void writeAndSync(MVStore store) {
        store.commit();
        store.executeFilestoreOperation(() -> {}); // waits for what H2's own background writer may have begun to write
        store.sync();
    }

    private MVStore openStore() throws SQLException {
        if (store == null || store.isClosed()) {
            try (var connection = dataSource.getConnection()) {
                store = session(connection).getDatabase().getStore().getMvStore();
            }
        }
        return store;
    }

    private static SessionLocal session(Connection connection) throws SQLException {
        return (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    }

    @Override
    public void close() {
        flusher.close();
    }
}
