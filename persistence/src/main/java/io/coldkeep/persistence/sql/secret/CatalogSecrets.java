package io.coldkeep.persistence.sql.secret;

import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.persistence.sql.statement.Statements;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;

/** Random secrets that all instances on one catalog share; each is made when it is first asked for. */
@Singleton
public final class CatalogSecrets {

    private static final int BYTES = 32;
    private static final String INSERT =
            "INSERT INTO service_secret (name, secret) VALUES (?, ?) ON CONFLICT DO NOTHING";

    private final SecretQueries queries;
    private final Statements statements;
    private final Transactions transactions;

    CatalogSecrets(SecretQueries queries, Statements statements, Transactions transactions) {
        this.queries = queries;
        this.statements = statements;
        this.transactions = transactions;
    }

    /** The secret of that name, 32 random bytes: the same for every instance and after every restart. */
    public byte[] secret(String name) {
        var stored = queries.find(name).orElseGet(() -> make(name));
        return Base64.getDecoder().decode(stored);
    }

    private String make(String name) {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        var secret = Base64.getEncoder().encodeToString(bytes);
        transactions.inOne(() -> statements.update(INSERT, name, secret)); // no row: another instance was faster
        return queries.find(name).orElseThrow();
    }
}
