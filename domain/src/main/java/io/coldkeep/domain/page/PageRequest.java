package io.coldkeep.domain.page;

import java.util.Optional;

/** Which part of a list: at most {@code limit} items, 1 to {@value #MAX_LIMIT}, behind {@code after}. */
public record PageRequest(int limit, Optional<PageKey> after) {

    public static final int MAX_LIMIT = 1000;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit " + limit + " is outside 1.." + MAX_LIMIT);
        }
    }

    public static PageRequest first(int limit) {
        return new PageRequest(limit, Optional.empty());
    }
}
