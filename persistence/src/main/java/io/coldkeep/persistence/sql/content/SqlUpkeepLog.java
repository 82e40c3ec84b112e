package io.coldkeep.persistence.sql.content;

import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.UpkeepLog;
import io.coldkeep.persistence.sql.statement.Statements;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The log in columns of the tables of vaults and packs. */
@Singleton
final class SqlUpkeepLog implements UpkeepLog {

    private static final String FIRST_INSPECTION = """
            SELECT inspected_at
              FROM content_vault
             ORDER BY inspected_at NULLS FIRST
             LIMIT 1""";

    private static final String INSPECTED_BY = """
            SELECT vault_id
              FROM content_vault
             WHERE inspected_at IS NULL OR inspected_at <= ?
             ORDER BY inspected_at NULLS FIRST""";

    private static final String INSPECTED = "UPDATE content_vault SET inspected_at = ? WHERE vault_id = ?";

    private static final String NEW_PACKS_CHECKED =
            "UPDATE content_pack SET checked_at = ? WHERE vault_id = ? AND state = 'LIVE' AND checked_at IS NULL";

    private static final String FIRST_CHECK =
            "SELECT checked_at FROM content_pack WHERE state = 'LIVE' AND checked_at IS NOT NULL ORDER BY state, checked_at LIMIT 1";

    private static final String CHECKED_BY =
            SqlContentIndex.PACK + "state = 'LIVE' AND checked_at <= ? ORDER BY state, checked_at LIMIT 1";

    private static final String LOST_UNNOTICED =
            SqlContentIndex.PACK + "vault_id = ? AND state = 'LOST' AND checked_at IS NULL ORDER BY number";

    private static final String CHECKED = "UPDATE content_pack SET checked_at = ? WHERE number = ?";

    private final Statements statements;
    private final Transactions transactions;

    SqlUpkeepLog(Statements statements, Transactions transactions) {
        this.statements = statements;
        this.transactions = transactions;
    }

    @Override
    public Optional<Instant> firstInspection() {
        return statements.read(row -> instant(row).orElse(Instant.EPOCH), FIRST_INSPECTION).stream()
                .findFirst();
    }

    @Override
    public List<UUID> inspectedBy(Instant upTo) {
        return statements.read(row -> row.getObject(1, UUID.class), INSPECTED_BY, upTo);
    }

    @Override
    public void inspected(UUID vault, Instant at) {
        transactions.inOne(() -> {
            statements.update(INSPECTED, at, vault);
            statements.update(NEW_PACKS_CHECKED, at, vault);
        });
    }

    @Override
    public Optional<Instant> firstCheck() {
        return statements.read(SqlUpkeepLog::instant, FIRST_CHECK).stream()
                .findFirst()
                .flatMap(at -> at);
    }

    @Override
    public Optional<Pack> checkedBy(Instant upTo) {
        return statements.read(SqlContentIndex::pack, CHECKED_BY, upTo).stream().findFirst();
    }

    @Override
    public List<Pack> lostUnnoticed(UUID vault) {
        return statements.read(SqlContentIndex::pack, LOST_UNNOTICED, vault);
    }

    @Override
    public void checked(Pack pack, Instant at) {
        transactions.inOne(() -> statements.update(CHECKED, at, pack.number()));
    }

    private static Optional<Instant> instant(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getObject(1, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
