package io.coldkeep.persistence.sql.restore;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.restore.RestoreJob;
import io.coldkeep.domain.restore.RestoreJobFilter;
import io.coldkeep.domain.restore.RestoreJobRepository;
import io.coldkeep.domain.restore.RestoreState;
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
final class SqlRestoreJobRepository implements RestoreJobRepository {

    private static final String INSERT = "INSERT INTO restore_job (" + RestoreJobQueries.COLUMNS + """
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private static final String UPDATE = """
            UPDATE restore_job
               SET started_at = ?, attempt = ?, completion_date = ?, state = ?, status_message = ?, expected_bytes = ?,
                   restored_bytes = ?
             WHERE account = ? AND region = ? AND id = ?""";

    private static final String TOTALS = """
            SELECT state, count(*), sum(restored_bytes), 0
              FROM restore_job
             GROUP BY state""";

    private final RestoreJobQueries queries;
    private final Statements statements;
    private final Transactions transactions;

    SqlRestoreJobRepository(RestoreJobQueries queries, Statements statements, Transactions transactions) {
        this.queries = queries;
        this.statements = statements;
        this.transactions = transactions;
    }

    @Override
    public boolean add(RestoreJob job) {
        var row = RestoreJobRow.of(job);
        return transactions.inOne(() -> statements.update(INSERT, row.values()) == 1);
    }

    @Override
    public Optional<RestoreJob> find(Owner owner, UUID id) {
        return queries.find(account(owner), region(owner), id).map(RestoreJobRow::toRestoreJob);
    }

    @Override
    public Optional<RestoreJob> findByIdempotencyToken(Owner owner, String token) {
        return queries.findByIdempotencyToken(account(owner), region(owner), token)
                .map(RestoreJobRow::toRestoreJob);
    }

    @Override
    public Optional<RestoreJob> update(Owner owner, UUID id, UnaryOperator<RestoreJob> change) {
        return transactions.inOne(() -> queries.lock(account(owner), region(owner), id)
                .map(RestoreJobRow::toRestoreJob)
                .map(change)
                .map(this::store));
    }

    private RestoreJob store(RestoreJob changed) {
        var row = RestoreJobRow.of(changed);
        statements.update(
                UPDATE,
                row.startedAt(),
                row.attempt(),
                row.completionDate(),
                row.state(),
                row.statusMessage(),
                row.expectedBytes(),
                row.restoredBytes(),
                row.account(),
                row.region(),
                row.id());
        return changed;
    }

    @Override
    public Map<RestoreState, JobTotal> totals() {
        return JobTotals.read(statements, RestoreState.class, TOTALS);
    }

    @Override
    public Page<RestoreJob> list(Owner owner, RestoreJobFilter filter, PageRequest page) {
        var conditions = new Conditions(owner)
                .equal("state", filter.state().map(RestoreState::name))
                .within("creation_date", filter.createdAfter(), Optional.empty())
                .within("completion_date", filter.completedAfter(), filter.completedBefore())
                .behind(LatestFirst.of(page, filter.createdBefore()));
        var sql = "SELECT " + RestoreJobQueries.COLUMNS + " FROM restore_job " + conditions.sql();
        var rows = statements.select(RestoreJobRow.class, sql, conditions.parameters(page.limit() + 1));
        return Page.of(rows, page, row -> LatestFirst.key(row.creationDate(), row.id()))
                .map(RestoreJobRow::toRestoreJob);
    }

    private static String account(Owner owner) {
        return owner.account().value();
    }

    private static String region(Owner owner) {
        return owner.region().code();
    }
}
