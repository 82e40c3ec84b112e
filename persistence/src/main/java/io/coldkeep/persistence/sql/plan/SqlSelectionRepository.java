package io.coldkeep.persistence.sql.plan;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageKey;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.plan.BackupSelection;
import io.coldkeep.domain.plan.SelectionRepository;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.persistence.sql.statement.Statements;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class SqlSelectionRepository implements SelectionRepository {

    private static final String INSERT = "INSERT INTO backup_selection (" + SelectionQueries.COLUMNS + """
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private final SelectionQueries queries;
    private final Statements statements;
    private final Transactions transactions;

    SqlSelectionRepository(SelectionQueries queries, Statements statements, Transactions transactions) {
        this.queries = queries;
        this.statements = statements;
        this.transactions = transactions;
    }

    @Override
    public boolean add(BackupSelection selection) {
        return transactions.inOne(
                () -> statements.update(INSERT, SelectionRow.of(selection).values()) == 1);
    }

    @Override
    public Optional<BackupSelection> find(Owner owner, PlanId plan, UUID id) {
        return queries.find(account(owner), region(owner), plan.value(), id).map(SelectionRow::toSelection);
    }

    @Override
    public Optional<BackupSelection> findByName(Owner owner, PlanId plan, String name) {
        return queries.findByName(account(owner), region(owner), plan.value(), name)
                .map(SelectionRow::toSelection);
    }

    @Override
    public Optional<BackupSelection> findByCreatorRequestId(Owner owner, PlanId plan, String creatorRequestId) {
        return queries.findByRequestId(account(owner), region(owner), plan.value(), creatorRequestId)
                .map(SelectionRow::toSelection);
    }

    @Override
    public long count(Owner owner, PlanId plan) {
        return queries.count(account(owner), region(owner), plan.value());
    }

    @Override
    public Page<BackupSelection> list(Owner owner, PlanId plan, PageRequest page) {
        var after = page.after().map(key -> key.parts().get(0)).orElse("");
        var rows = queries.list(account(owner), region(owner), plan.value(), after, page.limit() + 1);
        return Page.of(rows, page, row -> PageKey.of(row.name())).map(SelectionRow::toSelection);
    }

    @Override
    public boolean remove(BackupSelection selection) {
        var owner = selection.owner();
        return transactions.inOne(() ->
                queries.delete(account(owner), region(owner), selection.planId().value(), selection.id()) == 1);
    }

    private static String account(Owner owner) {
        return owner.account().value();
    }

    private static String region(Owner owner) {
        return owner.region().code();
    }
}
