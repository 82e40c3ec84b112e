package io.coldkeep.persistence.sql.plan;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageKey;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.plan.BackupPlan;
import io.coldkeep.domain.plan.PlanRepository;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.persistence.sql.statement.Statements;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Singleton
final class SqlPlanRepository implements PlanRepository {

    private static final String INSERT = """
            INSERT INTO backup_plan (account, region, id, version_number, creator_request_id, live, live_request_id,
                                     creation_date, deletion_date, last_execution_date)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private static final String INSERT_VERSION = """
            INSERT INTO backup_plan_version (account, region, plan_id, version_number, version_id, creation_date, name,
                                             rules, advanced_settings)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String UPDATE = """
            UPDATE backup_plan
               SET version_number = ?, live = ?, live_request_id = ?, deletion_date = ?, last_execution_date = ?
             WHERE account = ? AND region = ? AND id = ?""";

    private final PlanQueries queries;
    private final Statements statements;
    private final Transactions transactions;

    SqlPlanRepository(PlanQueries queries, Statements statements, Transactions transactions) {
        this.queries = queries;
        this.statements = statements;
        this.transactions = transactions;
    }

    @Override
    public boolean add(BackupPlan plan) {
        return transactions.inOne(() -> {
            if (!insertName(plan)) {
                return false;
            }
            if (!insert(plan)) {
                queries.deleteName(account(plan), region(plan), plan.name());
                return false;
            }
            insertVersion(plan);
            return true;
        });
    }

    private boolean insertName(BackupPlan plan) {
        return queries.insertName(
                        account(plan), region(plan), plan.name(), plan.id().value())
                == 1;
    }

    private boolean insert(BackupPlan plan) {
        return statements.update(
                        INSERT,
                        account(plan),
                        region(plan),
                        plan.id().value(),
                        plan.versionNumber(),
                        plan.creatorRequestId().orElse(null),
                        !plan.isDeleted(),
                        liveRequestId(plan),
                        plan.creationDate(),
                        plan.deletionDate().orElse(null),
                        plan.lastExecutionDate().orElse(null))
                == 1;
    }

    private static @Nullable String liveRequestId(BackupPlan plan) {
        return plan.isDeleted() ? null : plan.creatorRequestId().orElse(null);
    }

    private void insertVersion(BackupPlan plan) {
        statements.update(
                INSERT_VERSION,
                account(plan),
                region(plan),
                plan.id().value(),
                plan.versionNumber(),
                plan.versionId(),
                plan.versionCreationDate(),
                plan.name(),
                PlanDocumentTexts.writeRules(plan.rules()),
                PlanDocumentTexts.writeSettings(plan.document().advancedSettings()));
    }

    @Override
    public Optional<BackupPlan> find(Owner owner, PlanId id) {
        return queries.find(account(owner), region(owner), id.value()).map(PlanRow::toPlan);
    }

    @Override
    public Optional<BackupPlan> findVersion(Owner owner, PlanId id, String versionId) {
        return queries.findVersion(account(owner), region(owner), id.value(), versionId)
                .map(PlanRow::toPlan);
    }

    @Override
    public Optional<BackupPlan> findByName(Owner owner, String name) {
        return queries.findByName(account(owner), region(owner), name).map(PlanRow::toPlan);
    }

    @Override
    public Optional<BackupPlan> findByCreatorRequestId(Owner owner, String creatorRequestId) {
        return queries.findByRequestId(account(owner), region(owner), creatorRequestId)
                .map(PlanRow::toPlan);
    }

    @Override
    public Optional<BackupPlan> lock(Owner owner, PlanId id) {
        return transactions.inOne(
                () -> queries.lock(account(owner), region(owner), id.value()).flatMap(locked -> find(owner, id)));
    }

    @Override
    public boolean replace(BackupPlan changed) {
        return transactions.inOne(() -> {
            if (isNewVersion(changed)) {
                if (!takeName(changed)) {
                    return false;
                }
                insertVersion(changed);
            }
            if (changed.isDeleted()) {
                queries.deleteNames(
                        account(changed), region(changed), changed.id().value());
            }
            update(changed);
            return true;
        });
    }

    private boolean isNewVersion(BackupPlan changed) {
        return queries.lock(account(changed), region(changed), changed.id().value())
                .filter(stored -> stored == changed.versionNumber())
                .isEmpty();
    }

    private boolean takeName(BackupPlan changed) {
        var id = changed.id().value();
        var isTaken = !insertName(changed)
                && !queries.findHolder(account(changed), region(changed), changed.name())
                        .equals(Optional.of(id));
        if (!isTaken) {
            queries.deleteOtherNames(account(changed), region(changed), id, changed.name());
        }
        return !isTaken;
    }

    private void update(BackupPlan plan) {
        statements.update(
                UPDATE,
                plan.versionNumber(),
                !plan.isDeleted(),
                liveRequestId(plan),
                plan.deletionDate().orElse(null),
                plan.lastExecutionDate().orElse(null),
                account(plan),
                region(plan),
                plan.id().value());
    }

    @Override
    public long count(Owner owner) {
        return queries.countOfUsers(account(owner), region(owner));
    }

    @Override
    public Page<BackupPlan> list(Owner owner, boolean includeDeleted, PageRequest page) {
        var after = page.after().map(key -> key.parts().get(0)).orElse("");
        var rows = includeDeleted
                ? queries.listAll(account(owner), region(owner), after, page.limit() + 1)
                : queries.listLive(account(owner), region(owner), after, page.limit() + 1);
        return Page.of(rows, page, row -> PageKey.of(row.id())).map(PlanRow::toPlan);
    }

    @Override
    public Page<BackupPlan> listVersions(Owner owner, PlanId id, PageRequest page) {
        var before =
                page.after().map(key -> Integer.valueOf(key.parts().get(0))).orElse(Integer.MAX_VALUE);
        var rows = queries.listVersions(account(owner), region(owner), id.value(), before, page.limit() + 1);
        return Page.of(rows, page, row -> PageKey.of(Integer.toString(row.versionNumber())))
                .map(PlanRow::toPlan);
    }

    private static String account(BackupPlan plan) {
        return account(plan.owner());
    }

    private static String region(BackupPlan plan) {
        return region(plan.owner());
    }

    private static String account(Owner owner) {
        return owner.account().value();
    }

    private static String region(Owner owner) {
        return owner.region().code();
    }
}
