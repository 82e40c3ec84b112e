package io.coldkeep.persistence.sql.tx;

import io.coldkeep.domain.tx.Transactions;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Transactions over the data source. The repositories of this module take part by themselves; others do through {@link
 * CatalogConnections}.
 */
@Singleton
@Requires(beans = DataSource.class)
public final class SqlTransactions implements Transactions, AfterCommit {

    private static final ScopedValue<Scope> RUNNING = ScopedValue.newInstance();

    private final TransactionOperations<Connection> operations;
    private final Durability durability;

    SqlTransactions(TransactionOperations<Connection> operations, Durability durability) {
        this.operations = operations;
        this.durability = durability;
    }

    @Override
    public <T> T inOne(Supplier<T> work) {
        if (RUNNING.isBound()) {
            return work.get();
        }
        var scope = new Scope();
        var result = ScopedValue.where(RUNNING, scope).call(() -> commit(work, scope));
        if (scope.mustAwait) {
            durability.await(); // by now the connection serves others
        }
        scope.afterCommit.forEach(Runnable::run);
        return result;
    }

    private <T> T commit(Supplier<T> work, Scope scope) {
        return operations.execute(TransactionDefinition.DEFAULT, status -> {
            var result = work.get();
            scope.mustAwait = durability.isPending(status.getConnection());
            return result;
        });
    }

    @Override
    public void afterCommit(Runnable action) {
        if (RUNNING.isBound()) {
            RUNNING.get().afterCommit.add(action);
        } else {
            action.run();
        }
    }

    /** What one transaction leaves to be done behind its commit. */
    private static final class Scope {
        private final List<Runnable> afterCommit = new ArrayList<>();
        private boolean mustAwait;
    }
}
