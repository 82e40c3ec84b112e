package io.coldkeep.domain.tx;

import java.util.function.Supplier;

/** All or nothing over the catalog. */
public interface Transactions {

    /**
     * Runs the work in one transaction: it is durable when this returns, and undone when the work throws, whose exception
     * passes through unchanged. Inside a running transaction the work joins it. Work may be visible to others only
     * after the commit.
     */
    <T> T inOne(Supplier<T> work);

    /** The same for work without an answer. */
    default void inOne(Runnable work) {
        inOne(() -> {
            work.run();
            return true;
        });
    }
}
