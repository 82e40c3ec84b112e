package io.coldkeep.persistence.sql.job;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.job.BackupJob;
import io.coldkeep.domain.job.BackupJobFilter;
import io.coldkeep.domain.job.BackupJobRepository;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.work.JobTotal;
import io.coldkeep.persistence.sql.page.Bounds;
import io.coldkeep.persistence.sql.page.LatestFirst;
import io.coldkeep.persistence.sql.statement.Conditions;
import io.coldkeep.persistence.sql.statement.JobTotals;
import io.coldkeep.persistence.sql.statement.Statements;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

@Singleton
final class SqlBackupJobRepository implements BackupJobRepository {

    private static final String INSERT = "INSERT INTO backup_job (" + BackupJobQueries.COLUMNS + """
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private static final String UPDATE = """
            UPDATE backup_job
               SET resource_name = ?, complete_by = ?, started_at = ?, attempt = ?, completion_date = ?, state = ?, status_message = ?,
                   expected_bytes = ?, bytes_transferred = ?, read_bytes = ?, stored_bytes = ?
             WHERE account = ? AND region = ? AND id = ?""";

    private static final String TOTALS = """
            SELECT state, count(*), sum(read_bytes), sum(stored_bytes)
              FROM backup_job
             GROUP BY state""";

    private final BackupJobQueries queries;
    private final Statements statements;
    private final Transactions transactions;

    SqlBackupJobRepository(BackupJobQueries queries, Statements statements, Transactions transactions) {
        this.queries = queries;
        this.statements = statements;
        this.transactions = transactions;
    }

    @Override
    public boolean add(BackupJob job) {
        var row = BackupJobRow.of(job);
        return transactions.inOne(() -> statements.update(INSERT, row.values()) == 1);
    }

    @Override
    public Optional<BackupJob> find(Owner owner, UUID id) {
        return queries.find(account(owner), region(owner), id).map(BackupJobRow::toBackupJob);
    }

    @Override
    public Optional<BackupJob> findByIdempotencyToken(Owner owner, String token) {
        return queries.findByIdempotencyToken(account(owner), region(owner), token)
                .map(BackupJobRow::toBackupJob);
    }

    @Override
    public boolean claimResource(BackupJob job) {
        var account = account(job.owner());
        var region = region(job.owner());
        var resource = job.resource().toString();
        return transactions.inOne(() -> {
            while (queries.insertClaim(account, region, resource, job.id()) == 0) {
                var holder = queries.lockClaim(account, region, resource);
                if (holder.isPresent()) { // and not given back in between
                    return holder.get().equals(job.id());
                }
            }
            return true;
        });
    }

    @Override
    public void awaitResource(BackupJob job) {
        var resource = job.resource().toString();
        transactions.inOne(() ->
                queries.insertWait(account(job.owner()), region(job.owner()), resource, job.creationDate(), job.id()));
    }

    /** Gives it back first and looks then: who was refused it before that is seen. */
    @Override
    public Optional<UUID> releaseResource(BackupJob job) {
        var account = account(job.owner());
        var region = region(job.owner());
        var resource = job.resource().toString();
        return transactions.inOne(() -> {
            queries.deleteClaim(account, region, resource, job.id());
            return queries.findNextWait(account, region, resource)
                    .filter(next -> queries.deleteWait(account, region, resource, next) == 1);
        });
    }

    @Override
    public Optional<BackupJob> update(Owner owner, UUID id, UnaryOperator<BackupJob> change) {
        return transactions.inOne(() -> queries.lock(account(owner), region(owner), id)
                .map(BackupJobRow::toBackupJob)
                .map(change)
                .map(this::store));
    }

    private BackupJob store(BackupJob changed) {
        var row = BackupJobRow.of(changed);
        statements.update(
                UPDATE,
                row.resourceName(),
                row.completeBy(),
                row.startedAt(),
                row.attempt(),
                row.completionDate(),
                row.state(),
                row.statusMessage(),
                row.expectedBytes(),
                row.bytesTransferred(),
                row.readBytes(),
                row.storedBytes(),
                row.account(),
                row.region(),
                row.id());
        return changed;
    }

    @Override
    public Optional<Instant> nextStartBy() {
        return queries.nextStartBy();
    }

    @Override
    public List<BackupJob> findToStartBy(Instant upTo, int limit) {
        return queries.findToStartBy(Bounds.after(Optional.of(upTo)), limit).stream()
                .map(BackupJobRow::toBackupJob)
                .toList();
    }

    @Override
    public Map<JobState, JobTotal> totals() {
        return JobTotals.read(statements, JobState.class, TOTALS);
    }

    @Override
    public Page<BackupJob> list(Owner owner, BackupJobFilter filter, PageRequest page) {
        var conditions = new Conditions(owner)
                .equal("resource_arn", filter.resource().map(Arn::toString))
                .equal("vault_name", filter.vault().map(VaultName::value))
                .equal("state", filter.state().map(JobState::name))
                .within("creation_date", filter.createdAfter(), Optional.empty())
                .within("completion_date", filter.completedAfter(), filter.completedBefore())
                .behind(LatestFirst.of(page, filter.createdBefore()));
        var sql = "SELECT " + BackupJobQueries.COLUMNS + " FROM backup_job " + conditions.sql();
        var rows = statements.select(BackupJobRow.class, sql, conditions.parameters(page.limit() + 1));
        return Page.of(rows, page, row -> LatestFirst.key(row.creationDate(), row.id()))
                .map(BackupJobRow::toBackupJob);
    }

    private static String account(Owner owner) {
        return owner.account().value();
    }

    private static String region(Owner owner) {
        return owner.region().code();
    }
}
