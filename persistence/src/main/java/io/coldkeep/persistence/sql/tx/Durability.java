package io.coldkeep.persistence.sql.tx;

import java.sql.Connection;

/** What it takes for a commit to survive the death of the process and a loss of power. */
interface Durability extends AutoCloseable {

    /** For a database whose commits are durable when they return. */
    Durability BY_COMMIT = new Durability() {
        @Override
        public boolean isPending(Connection transaction) {
            return false;
        }

        @Override
        public void await() {}

        @Override
        public void close() {}
    };

    /** Whether the transaction has changed something that its commit alone does not make durable. */
    boolean isPending(Connection transaction);

    /** Returns when all that was committed before is durable. */
    void await();

    @Override
    void close();
}
