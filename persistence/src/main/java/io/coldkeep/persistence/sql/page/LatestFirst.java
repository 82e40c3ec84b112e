package io.coldkeep.persistence.sql.page;

import io.coldkeep.domain.page.PageKey;
import io.coldkeep.domain.page.PageRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The place in a list that is ordered by creation date and then id, both downwards: what follows lies before it.
 *
 * <p>In SQL that is {@code creation_date <= :date AND (creation_date < :date OR id < :id)}; the first half is one that both
 * databases read off an index. It must be the only upper bound: H2 does not choose well among several.
 */
public record LatestFirst(Instant date, UUID id) {

    private static final UUID LOWEST = new UUID(0, 0);
    private static final LatestFirst TOP = new LatestFirst(Bounds.LATEST, new UUID(-1, -1));

    /** Where the requested page starts. */
    public static LatestFirst of(PageRequest page) {
        return page.after()
                .map(key -> new LatestFirst(
                        Instant.parse(key.parts().get(0)),
                        UUID.fromString(key.parts().get(1))))
                .orElse(TOP);
    }

    /** Where the requested page starts, if the list holds only what was created earlier than that instant. */
    public static LatestFirst of(PageRequest page, Optional<Instant> createdBefore) {
        var start = of(page);
        var bound = Bounds.before(createdBefore);
        return bound.isAfter(start.date) ? start : new LatestFirst(bound, LOWEST);
    }

    /** The key of the page that starts behind the item. */
    public static PageKey key(Instant creationDate, UUID id) {
        return PageKey.of(creationDate.toString(), id.toString());
    }
}
