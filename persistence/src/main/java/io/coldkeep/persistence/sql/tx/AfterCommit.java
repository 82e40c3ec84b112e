package io.coldkeep.persistence.sql.tx;

/** What waits for a transaction to end well. */
public interface AfterCommit {

    /**
     * Runs the action in this thread once the running transaction has committed and is durable, and never when it is undone.
     * Outside a transaction it runs at once. It must not throw: what it follows cannot be undone any more.
     */
    void afterCommit(Runnable action);
}
