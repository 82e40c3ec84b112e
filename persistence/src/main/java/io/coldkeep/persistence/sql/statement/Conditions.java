package io.coldkeep.persistence.sql.statement;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.persistence.sql.page.Bounds;
import io.coldkeep.persistence.sql.page.LatestFirst;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a list of an owner's rows, latest first. For each column that may be given there is an index (account,
 * region, column, creation_date DESC, id DESC), and one without the column.
 */
public final class Conditions {

    private final StringBuilder where = new StringBuilder("WHERE account = ? AND region = ?");
    private final List<Object> parameters = new ArrayList<>();
    private String leadingColumn = "";

    public Conditions(Owner owner) {
        parameters.add(owner.account().value());
        parameters.add(owner.region().code());
    }

    /** The column has the value, if one is given. The first one given decides which index is read. */
    public Conditions equal(String column, Optional<?> value) {
        if (value.isPresent()) {
            and(column + " = ?", value.get());
            leadingColumn = leadingColumn.isEmpty() ? column + ", " : leadingColumn;
        }
        return this;
    }

    /** The instant is between the bounds, both exclusive; with a bound, rows without an instant are out. */
    public Conditions within(String column, Optional<Instant> after, Optional<Instant> before) {
        if (after.isPresent()) {
            and(column + " > ?", Bounds.after(after));
        }
        if (before.isPresent()) {
            and(column + " < ?", Bounds.before(before));
        }
        return this;
    }

    /** Behind that place in the list. */
    public Conditions behind(LatestFirst start) {
        return and("creation_date <= ? AND (creation_date < ? OR id < ?)", start.date(), start.date(), start.id());
    }

    private Conditions and(String condition, Object... values) {
        where.append(" AND ").append(condition);
        parameters.addAll(List.of(values));
        return this;
    }

    /** WHERE, ORDER BY and LIMIT. H2 sees that an index has the order only when all columns of the index are named. */
    public String sql() {
        return where + " ORDER BY account, region, " + leadingColumn + "creation_date DESC, id DESC LIMIT ?";
    }

    /** The parameters of {@link #sql}. */
    public @Nullable Object[] parameters(int limit) {
        var all = new ArrayList<>(parameters);
        all.add(limit);
        return all.toArray();
    }
}
