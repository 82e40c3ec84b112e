package io.coldkeep.persistence.sql.recovery;

import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.persistence.sql.statement.Statements;
import jakarta.inject.Singleton;

/** Whether a recovery of the catalog was begun that has not come to its end. */
@Singleton
public final class RecoveryMark {

    private static final String SET = "INSERT INTO open_recovery (id) VALUES (1) ON CONFLICT DO NOTHING";
    private static final String CLEAR = "DELETE FROM open_recovery";
    private static final String FIND = "SELECT id FROM open_recovery";

    private final Statements statements;
    private final Transactions transactions;

    RecoveryMark(Statements statements, Transactions transactions) {
        this.statements = statements;
        this.transactions = transactions;
    }

    /** Notes that a recovery begins, durably; fine when one did before. */
    public void set() {
        transactions.inOne(() -> statements.update(SET));
    }

    /** Notes that it has come to its end. */
    public void clear() {
        transactions.inOne(() -> statements.update(CLEAR));
    }

    public boolean isSet() {
        return !statements.read(row -> row.getInt(1), FIND).isEmpty();
    }
}
