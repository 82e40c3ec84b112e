package io.coldkeep.persistence.sql.recoverypoint;

import io.coldkeep.domain.access.Governed;
import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.Amount;
import io.coldkeep.domain.lifecycle.Cohort;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageKey;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.recoverypoint.NextAction;
import io.coldkeep.domain.recoverypoint.PointTotal;
import io.coldkeep.domain.recoverypoint.ProtectedResource;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointFilter;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.persistence.sql.page.Bounds;
import io.coldkeep.persistence.sql.page.LatestFirst;
import io.coldkeep.persistence.sql.statement.Statements;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@Singleton
final class SqlRecoveryPointRepository implements RecoveryPointRepository {

    private static final String INSERT = "INSERT INTO recovery_point (" + RecoveryPointQueries.COLUMNS + """
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private static final String FIND_GOVERNED = "SELECT " + RecoveryPointQueries.COLUMNS + """
            , (SELECT access_policy
                 FROM vault
                WHERE vault.account = point.account AND vault.region = point.region
                  AND vault.id = point.vault_id) AS access_policy
              FROM recovery_point point
             WHERE account = ? AND region = ? AND id = ?""";

    private static final String REPLACE = """
            UPDATE recovery_point
               SET move_to_cold_after_days = ?, delete_after_days = ?, opt_in_to_archive = ?, tier = ?, status = ?,
                   status_message = ?, deletion_requested_at = ?, last_restore_time = ?, next_action = ?, next_action_at = ?,
                   failures = ?, retry_at = ?, version = ?
             WHERE account = ? AND region = ? AND id = ? AND version = ?""";

    private static final String FIND_BY_CONTENTS =
            "SELECT " + RecoveryPointQueries.COLUMNS + " FROM recovery_point WHERE attempt = ANY (?)";

    private static final String LIST_BY_VAULT = "SELECT " + RecoveryPointQueries.COLUMNS + """
              FROM recovery_point
             WHERE account = ? AND region = ? AND vault_id = ?%s
               AND creation_date > ?
               AND creation_date <= ? AND (creation_date < ? OR id < ?)
             ORDER BY account, region, vault_id, %screation_date DESC, id DESC
             LIMIT ?""";

    private static final String COUNT_ONE_MORE = """
            UPDATE vault_resource
               SET points = points + 1
             WHERE account = ? AND region = ? AND vault_id = ? AND resource_arn = ?""";

    private static final String COUNT_FIRST = """
            INSERT INTO vault_resource (account, region, vault_id, resource_arn, points)
            VALUES (?, ?, ?, ?, 1)""";

    private static final String COUNT_LESS = """
            UPDATE vault_resource
               SET points = points - ?
             WHERE account = ? AND region = ? AND vault_id = ? AND resource_arn = ?""";

    private static final String COUNT_NO_MORE = """
            DELETE FROM vault_resource
             WHERE account = ? AND region = ? AND vault_id = ? AND resource_arn = ? AND points = 0""";

    private static final String DELETE = """
            DELETE FROM recovery_point
             WHERE account = ? AND region = ? AND id = ? AND version = ?""";

    /** Whole days since 1970, which are days in UTC whatever the zone of a session. */
    private static final String COHORTS = """
            SELECT created_on_day, move_to_cold_after_days, delete_after_days, tier, deleting,
                   count(*) AS points, sum(backup_size_in_bytes) AS bytes
              FROM (SELECT CAST(floor(extract(EPOCH FROM creation_date) / 86400) AS BIGINT) AS created_on_day,
                           move_to_cold_after_days, delete_after_days, tier, status <> 'COMPLETED' AS deleting,
                           backup_size_in_bytes
                      FROM recovery_point
                     WHERE account = ? AND region = ?%s) AS p
             GROUP BY created_on_day, move_to_cold_after_days, delete_after_days, tier, deleting""";

    private static final String TOTALS = """
            SELECT tier, status, count(*), sum(backup_size_in_bytes)
              FROM recovery_point
             GROUP BY tier, status""";

    private static final String ALL_COHORTS = COHORTS.formatted("");
    private static final String COHORTS_OF_VAULT = COHORTS.formatted(" AND vault_id = ?");

    private final RecoveryPointQueries queries;
    private final Statements statements;
    private final Transactions transactions;

    SqlRecoveryPointRepository(RecoveryPointQueries queries, Statements statements, Transactions transactions) {
        this.queries = queries;
        this.statements = statements;
        this.transactions = transactions;
    }

    /** Locks the vault first, as its removal does: who comes second sees what the first one did. */
    @Override
    public boolean add(RecoveryPoint point) {
        var row = RecoveryPointRow.of(point);
        return transactions.inOne(() ->
                queries.lockVault(row.account(), row.region(), row.vaultId()).isPresent()
                        && statements.update(INSERT, row.values()) == 1
                        && isCounted(row));
    }

    /** Whoever adds to a vault has locked it: nobody else makes the row meanwhile. */
    private boolean isCounted(RecoveryPointRow row) {
        var key = new Object[] {row.account(), row.region(), row.vaultId(), row.resourceArn()};
        return statements.update(COUNT_ONE_MORE, key) == 1 || statements.update(COUNT_FIRST, key) == 1;
    }

    @Override
    public Optional<RecoveryPoint> find(Owner owner, RecoveryPointId id) {
        return queries.find(account(owner), region(owner), id.value()).map(RecoveryPointRow::toRecoveryPoint);
    }

    @Override
    public List<RecoveryPoint> findByContents(Collection<ContentId> contents) {
        var attempts = contents.stream().map(ContentId::attempt).toArray(UUID[]::new);
        return statements.select(RecoveryPointRow.class, FIND_BY_CONTENTS, (Object) attempts).stream()
                .map(RecoveryPointRow::toRecoveryPoint)
                .filter(point -> contents.contains(point.content()))
                .toList();
    }

    @Override
    public Optional<Governed<RecoveryPoint>> findGoverned(Owner owner, RecoveryPointId id) {
        return statements.find(
                RecoveryPointRow.class,
                "access_policy",
                (row, policy) -> new Governed<>(row.toRecoveryPoint(), policy.map(PolicyText::new)),
                FIND_GOVERNED,
                account(owner),
                region(owner),
                id.value());
    }

    @Override
    public List<RecoveryPoint> replaceAll(List<RecoveryPoint> changed) {
        return each(changed, REPLACE, point -> {
            var row = RecoveryPointRow.of(point);
            return new @Nullable Object[] {
                row.moveToColdAfterDays(),
                row.deleteAfterDays(),
                row.optInToArchive(),
                row.tier(),
                row.status(),
                row.statusMessage(),
                row.deletionRequestedAt(),
                row.lastRestoreTime(),
                row.nextAction(),
                row.nextActionAt(),
                row.failures(),
                row.retryAt(),
                row.version(),
                row.account(),
                row.region(),
                row.id(),
                row.version() - 1
            };
        });
    }

    @Override
    public List<RecoveryPoint> removeAll(List<RecoveryPoint> unwanted) {
        return transactions.inOne(() -> {
            var removed = each(unwanted, DELETE, point -> new Object[] {
                account(point.owner()), region(point.owner()), point.id().value(), point.version()
            });
            countLess(removed);
            return removed;
        });
    }

    /** In the order of the keys, as rows of points are: nobody waits for somebody who waits for him. */
    private void countLess(List<RecoveryPoint> removed) {
        var counts = new TreeMap<VaultResource, Long>();
        removed.forEach(point -> counts.merge(VaultResource.of(point), 1L, Long::sum));
        statements.updateEach(
                COUNT_LESS,
                counts.entrySet().stream()
                        .map(count -> count.getKey().parameters(count.getValue()))
                        .toList());
        statements.updateEach(
                COUNT_NO_MORE,
                counts.keySet().stream().map(VaultResource::parameters).toList());
    }

    /**
     * Runs the statement for each recovery point and answers those whose row it changed. Rows are locked in the order of their
     * ids, so that of several who lock some of the same none waits for another that waits for it.
     */
    private List<RecoveryPoint> each(
            List<RecoveryPoint> points, String sql, Function<RecoveryPoint, @Nullable Object[]> parameters) {
        var byId = points.stream()
                .sorted(Comparator.comparing(point -> point.id().value()))
                .toList();
        var counts = transactions.inOne(
                () -> statements.updateEach(sql, byId.stream().map(parameters).toList()));
        var done = IntStream.range(0, counts.length)
                .filter(i -> counts[i] == 1)
                .mapToObj(i -> byId.get(i).arn())
                .collect(Collectors.toSet());
        return points.stream().filter(point -> done.contains(point.arn())).toList();
    }

    @Override
    public Page<RecoveryPoint> listByVault(Vault vault, RecoveryPointFilter filter, PageRequest page) {
        var account = account(vault.owner());
        var region = region(vault.owner());
        var after = Bounds.after(filter.createdAfter());
        var start = LatestFirst.of(page, filter.createdBefore());
        var limit = page.limit() + 1;
        var parameters = new ArrayList<Object>(List.of(account, region, vault.id()));
        filter.resourceArn().map(Arn::toString).ifPresent(parameters::add);
        filter.plan().map(PlanId::value).ifPresent(parameters::add);
        parameters.addAll(List.of(after, start.date(), start.date(), start.id(), limit));
        var rows = statements.select(RecoveryPointRow.class, listByVault(filter), parameters.toArray());
        return page(rows, page);
    }

    /** There is an index with the order of the list for the vault, for a resource in it, and for a plan in it. */
    private static String listByVault(RecoveryPointFilter filter) {
        var resource = filter.resourceArn().isPresent();
        var plan = filter.plan().isPresent();
        return LIST_BY_VAULT.formatted(
                (resource ? " AND resource_arn = ?" : "") + (plan ? " AND plan_id = ?" : ""),
                resource ? "resource_arn, " : plan ? "plan_id, " : "");
    }

    @Override
    public Page<RecoveryPoint> listByResource(Owner owner, Arn resource, PageRequest page) {
        var start = LatestFirst.of(page);
        var rows = queries.listByResource(
                account(owner), region(owner), resource.toString(), start.date(), start.id(), page.limit() + 1);
        return page(rows, page);
    }

    private static Page<RecoveryPoint> page(List<RecoveryPointRow> rows, PageRequest page) {
        return Page.of(rows, page, row -> LatestFirst.key(row.creationDate(), row.id()))
                .map(RecoveryPointRow::toRecoveryPoint);
    }

    @Override
    public Page<ProtectedResource> listResources(Owner owner, Optional<Vault> vault, PageRequest page) {
        var account = account(owner);
        var region = region(owner);
        var after = page.after().map(key -> key.parts().get(0)).orElse("");
        var limit = page.limit() + 1;
        var latest = vault.isPresent()
                ? queries.listLatestByResourceInVault(
                        account, region, vault.get().id(), after, limit)
                : queries.listLatestByResource(account, region, after, limit);
        return Page.of(latest, page, row -> PageKey.of(row.resourceArn()))
                .map(RecoveryPointRow::toRecoveryPoint)
                .map(SqlRecoveryPointRepository::resourceOf);
    }

    @Override
    public Optional<ProtectedResource> findResource(Owner owner, Arn resource) {
        return listByResource(owner, resource, PageRequest.first(1)).items().stream()
                .map(SqlRecoveryPointRepository::resourceOf)
                .findFirst();
    }

    private static ProtectedResource resourceOf(RecoveryPoint latest) {
        return new ProtectedResource(
                latest.resourceArn(), latest.resourceName(), latest.creationDate(), latest.vaultArn(), latest.arn());
    }

    /** In a transaction, without which PostgreSQL's driver would fetch all rows at once. */
    @Override
    public <T> T readCohorts(Owner owner, Optional<Vault> vault, Function<Stream<Cohort>, T> reader) {
        Function<Stream<CohortRow>, T> read = rows -> reader.apply(rows.map(CohortRow::toCohort));
        return transactions.inOne(() -> vault.isPresent()
                ? statements.stream(
                        CohortRow.class,
                        COHORTS_OF_VAULT,
                        read,
                        account(owner),
                        region(owner),
                        vault.get().id())
                : statements.stream(CohortRow.class, ALL_COHORTS, read, account(owner), region(owner)));
    }

    @Override
    public List<PointTotal> totals() {
        return statements.read(
                row -> new PointTotal(
                        StorageTier.valueOf(row.getString(1)),
                        RecoveryPoint.Status.valueOf(row.getString(2)),
                        new Amount(row.getLong(3), row.getBigDecimal(4).toBigIntegerExact())),
                TOTALS);
    }

    @Override
    public List<RecoveryPoint> findDue(NextAction.Kind kind, Instant upTo, int limit) {
        return queries.findDue(kind.name(), Bounds.after(Optional.of(upTo)), limit).stream()
                .map(RecoveryPointRow::toRecoveryPoint)
                .toList();
    }

    @Override
    public Optional<Instant> nextDue(NextAction.Kind kind) {
        return queries.nextDue(kind.name());
    }

    private static String account(Owner owner) {
        return owner.account().value();
    }

    private static String region(Owner owner) {
        return owner.region().code();
    }
}
