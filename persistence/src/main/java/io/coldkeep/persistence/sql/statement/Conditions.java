package io.coldkeep.persistence.sql.statement;

import io.coldkeep.persistence.sql.page.Bounds;
import io.coldkeep.persistence.sql.page.LatestFirst;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A WHERE clause out of conditions that must all hold, with its parameters. */
public final class Conditions {

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    /** @param condition with a question mark for each value */
    public Conditions and(String condition, Object... values) {
        sql.append(sql.isEmpty() ? "WHERE " : " AND ").append(condition);
        parameters.addAll(List.of(values));
        return this;
    }

    /** The condition if there is a value for it. */
    public Conditions and(String condition, Optional<String> value) {
        return value.map(given -> and(condition, new Object[] {given})).orElse(this);
    }

    /** Between the bounds, both exclusive; with a bound, rows without an instant are out. */
    public Conditions andWithin(String column, Optional<Instant> after, Optional<Instant> before) {
        if (after.isPresent()) {
            and(column + " > ?", Bounds.after(after));
        }
        if (before.isPresent()) {
            and(column + " < ?", Bounds.before(before));
        }
        return this;
    }

    /** Behind that place in a list by {@code creation_date} and {@code id}. */
    public Conditions andBehind(LatestFirst start) {
        return and("creation_date <= ? AND (creation_date < ? OR id < ?)", start.date(), start.date(), start.id());
    }

    public String sql() {
        return sql.toString();
    }

    /** The parameters, and then the one that follows the clause. */
    public @Nullable Object[] parametersAnd(Object last) {
        var all = new ArrayList<>(parameters);
        all.add(last);
        return all.toArray();
    }
}
