package io.coldkeep.persistence.sql.tag;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.persistence.sql.json.Json;
import io.coldkeep.persistence.sql.statement.Statements;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

@Singleton
final class SqlTagRepository implements TagRepository {

    private static final String DELETE = """
            DELETE FROM resource_tags
             WHERE account = ? AND region = ? AND resource_arn = ?""";

    private final TagsQueries queries;
    private final Statements statements;
    private final Transactions transactions;

    SqlTagRepository(TagsQueries queries, Statements statements, Transactions transactions) {
        this.queries = queries;
        this.statements = statements;
        this.transactions = transactions;
    }

    @Override
    public Tags find(Owner owner, Arn resource) {
        return queries.find(account(owner), region(owner), resource.toString())
                .map(TagsRow::toTags)
                .orElse(Tags.NONE);
    }

    @Override
    public Map<Arn, Tags> findAll(Owner owner, Collection<Arn> resources) {
        if (resources.isEmpty()) {
            return Map.of();
        }
        var arns = resources.stream().map(Arn::toString).distinct().toList();
        return queries.findAll(account(owner), region(owner), arns).stream()
                .collect(Collectors.toMap(TagsRow::resource, TagsRow::toTags));
    }

    @Override
    public Tags update(Owner owner, Arn resource, UnaryOperator<Tags> change) {
        return transactions.inOne(() -> {
            var changed = change.apply(lock(owner, resource).toTags());
            if (changed.equals(Tags.NONE)) {
                statements.update(DELETE, account(owner), region(owner), resource.toString());
            } else {
                queries.update(account(owner), region(owner), resource.toString(), Json.write(changed.values()));
            }
            return changed;
        });
    }

    /** A row must be there to be locked; one that another transaction removes just now is made again. */
    private TagsRow lock(Owner owner, Arn resource) {
        while (true) {
            queries.insertNone(account(owner), region(owner), resource.toString());
            var row = queries.lock(account(owner), region(owner), resource.toString());
            if (row.isPresent()) {
                return row.get();
            }
        }
    }

    @Override
    public void removeAll(Owner owner, Collection<Arn> resources) {
        var each = resources.stream()
                .map(Arn::toString)
                .sorted() // as everybody locks them, so that none waits for another that waits for it
                .map(arn -> new Object[] {account(owner), region(owner), arn})
                .toList();
        transactions.inOne(() -> statements.updateEach(DELETE, each));
    }

    private static String account(Owner owner) {
        return owner.account().value();
    }

    private static String region(Owner owner) {
        return owner.region().code();
    }
}
