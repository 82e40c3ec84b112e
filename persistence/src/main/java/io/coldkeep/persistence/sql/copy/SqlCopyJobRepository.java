package io.coldkeep.persistence.sql.copy;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.copy.CopyJob;
import io.coldkeep.domain.copy.CopyJobFilter;
import io.coldkeep.domain.copy.CopyJobRepository;
import io.coldkeep.domain.copy.CopyState;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.work.JobTotal;
import io.coldkeep.persistence.sql.page.LatestFirst;
import io.coldkeep.persistence.sql.statement.Conditions;
import io.coldkeep.persistence.sql.statement.JobTotals;
import io.coldkeep.persistence.sql.statement.Statements;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

@Singleton
final class SqlCopyJobRepository implements CopyJobRepository {

    private static final String INSERT = "INSERT INTO copy_job (" + CopyJobQueries.COLUMNS + """
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private static final String UPDATE = """
            UPDATE copy_job
               SET started_at = ?, attempt = ?, completion_date = ?, state = ?, status_message = ?, read_bytes = ?,
                   stored_bytes = ?
             WHERE account = ? AND region = ? AND id = ?""";

    private static final String TOTALS = """
            SELECT state, count(*), sum(read_bytes), sum(stored_bytes)
              FROM copy_job
             GROUP BY state""";

    private final CopyJobQueries queries;
    private final Statements statements;
    private final Transactions transactions;

    SqlCopyJobRepository(CopyJobQueries queries, Statements statements, Transactions transactions) {
        this.queries = queries;
        this.statements = statements;
        this.transactions = transactions;
    }

    @Override
    public boolean add(CopyJob job) {
        var row = CopyJobRow.of(job);
        return transactions.inOne(() -> statements.update(INSERT, row.values()) == 1);
    }

    @Override
    public Optional<CopyJob> find(Owner owner, UUID id) {
        return queries.find(account(owner), region(owner), id).map(CopyJobRow::toCopyJob);
    }

    @Override
    public Optional<CopyJob> findByIdempotencyToken(Owner owner, String token) {
        return queries.findByIdempotencyToken(account(owner), region(owner), token)
                .map(CopyJobRow::toCopyJob);
    }

    @Override
    public Optional<CopyJob> update(Owner owner, UUID id, UnaryOperator<CopyJob> change) {
        return transactions.inOne(() -> queries.lock(account(owner), region(owner), id)
                .map(CopyJobRow::toCopyJob)
                .map(change)
                .map(this::store));
    }

    private CopyJob store(CopyJob changed) {
        var row = CopyJobRow.of(changed);
        statements.update(
                UPDATE,
                row.startedAt(),
                row.attempt(),
                row.completionDate(),
                row.state(),
                row.statusMessage(),
                row.readBytes(),
                row.storedBytes(),
                row.account(),
                row.region(),
                row.id());
        return changed;
    }

    @Override
    public Map<CopyState, JobTotal> totals() {
        return JobTotals.read(statements, CopyState.class, TOTALS);
    }

    @Override
    public Page<CopyJob> list(Owner owner, CopyJobFilter filter, PageRequest page) {
        var conditions = new Conditions(owner)
                .equal("original_recovery_point_id", filter.original().map(RecoveryPointId::value))
                .equal("resource_arn", filter.resource().map(Arn::toString))
                .equal("destination_vault_arn", filter.destinationVault().map(Arn::toString))
                .equal("state", filter.state().map(CopyState::name))
                .within("creation_date", filter.createdAfter(), Optional.empty())
                .within("completion_date", filter.completedAfter(), filter.completedBefore())
                .behind(LatestFirst.of(page, filter.createdBefore()));
        var sql = "SELECT " + CopyJobQueries.COLUMNS + " FROM copy_job " + conditions.sql();
        var rows = statements.select(CopyJobRow.class, sql, conditions.parameters(page.limit() + 1));
        return Page.of(rows, page, row -> LatestFirst.key(row.creationDate(), row.id()))
                .map(CopyJobRow::toCopyJob);
    }

    private static String account(Owner owner) {
        return owner.account().value();
    }

    private static String region(Owner owner) {
        return owner.region().code();
    }
}
