package io.coldkeep.api.wire;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The categories of the messages of jobs. Here a job that completed and has nothing to say about it has {@link #SUCCESS}, and
 * all others have none.
 */
public final class MessageCategories {

    public static final String SUCCESS = "SUCCESS";

    private static final Set<String> WHATEVER = Set.of("AGGREGATE_ALL", "ANY");

    private MessageCategories() {}

    /** Whether a filter by category leaves nothing of what is here. */
    public static boolean excludesAll(@Nullable String category) {
        return category != null && !category.equals(SUCCESS) && !WHATEVER.contains(category);
    }
}
