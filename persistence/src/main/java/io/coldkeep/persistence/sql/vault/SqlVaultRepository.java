package io.coldkeep.persistence.sql.vault;

import io.coldkeep.domain.access.Governed;
import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageKey;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.vault.VaultRepository;
import io.coldkeep.persistence.sql.statement.Statements;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

@Singleton
final class SqlVaultRepository implements VaultRepository {

    private static final String INSERT = """
            INSERT INTO vault (account, region, id, name, creation_date, creator_request_id, encryption_key_arn)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private static final String FIND_GOVERNED = """
            SELECT account, region, id, name, creation_date, creator_request_id, encryption_key_arn, access_policy
              FROM vault
             WHERE account = ? AND region = ? AND name = ?""";

    /** A policy is never empty. */
    private static final String REPLACE_ACCESS_POLICY = """
            UPDATE vault
               SET access_policy = ?
             WHERE account = ? AND region = ? AND id = ? AND coalesce(access_policy, '') = ?""";

    private final VaultQueries queries;
    private final Statements statements;
    private final Transactions transactions;

    SqlVaultRepository(VaultQueries queries, Statements statements, Transactions transactions) {
        this.queries = queries;
        this.statements = statements;
        this.transactions = transactions;
    }

    @Override
    public boolean add(Vault vault) {
        return transactions.inOne(
                () -> statements.update(INSERT, VaultRow.of(vault).values()) == 1);
    }

    @Override
    public Optional<Vault> find(Owner owner, VaultName name) {
        return queries.find(owner.account().value(), owner.region().code(), name.value())
                .map(VaultRow::toVault);
    }

    @Override
    public Optional<Governed<Vault>> findGoverned(Owner owner, VaultName name) {
        return statements.find(
                VaultRow.class,
                "access_policy",
                (row, policy) -> new Governed<>(row.toVault(), policy.map(PolicyText::new)),
                FIND_GOVERNED,
                owner.account().value(),
                owner.region().code(),
                name.value());
    }

    @Override
    public boolean replaceAccessPolicy(Governed<Vault> present, Optional<PolicyText> replacement) {
        var vault = present.subject();
        return transactions.inOne(() -> statements.update(
                        REPLACE_ACCESS_POLICY,
                        replacement.map(PolicyText::json).orElse(null),
                        vault.owner().account().value(),
                        vault.owner().region().code(),
                        vault.id(),
                        present.policy().map(PolicyText::json).orElse(""))
                == 1);
    }

    @Override
    public Page<Vault> list(Owner owner, PageRequest page) {
        var after = page.after().map(key -> key.parts().get(0)).orElse("");
        var rows = queries.list(owner.account().value(), owner.region().code(), after, page.limit() + 1);
        return Page.of(rows, page, row -> PageKey.of(row.name())).map(VaultRow::toVault);
    }

    @Override
    public Map<UUID, Long> countRecoveryPoints(Owner owner, Collection<Vault> vaults) {
        if (vaults.isEmpty()) {
            return Map.of();
        }
        var ids = vaults.stream().map(Vault::id).toList();
        return queries
                .countRecoveryPoints(owner.account().value(), owner.region().code(), ids)
                .stream()
                .collect(Collectors.toMap(VaultCountRow::vaultId, VaultCountRow::points));
    }

    @Override
    public Optional<Vault> find(Owner owner, UUID id) {
        return queries.findById(owner.account().value(), owner.region().code(), id)
                .map(VaultRow::toVault);
    }

    /** Locks the vault first, as adding a recovery point does: who comes second sees what the first one did. */
    @Override
    public boolean removeIfEmpty(Vault vault) {
        var account = vault.owner().account().value();
        var region = vault.owner().region().code();
        return transactions.inOne(() -> {
            var isGone = queries.lock(account, region, vault.id()).isEmpty();
            return isGone || queries.deleteIfEmpty(account, region, vault.id()) == 1;
        });
    }
}
