package io.coldkeep.domain.source;

import java.util.ArrayList;
import java.util.List;

/** Entries that a backup could not keep as they are, by number and, for the first {@value #MAX_EXAMPLES}, by name. */
public record Unread(long count, List<String> examples) {

    public static final int MAX_EXAMPLES = 5;

    public static final Unread NONE = new Unread(0, List.of());

    public Unread {
        examples = List.copyOf(examples);
    }

    /** This and one more. */
    public Unread and(String example) {
        return plus(new Unread(1, List.of(example)));
    }

    public Unread plus(Unread other) {
        var all = new ArrayList<>(examples);
        all.addAll(other.examples);
        return new Unread(count + other.count, all.subList(0, Math.min(all.size(), MAX_EXAMPLES)));
    }
}
