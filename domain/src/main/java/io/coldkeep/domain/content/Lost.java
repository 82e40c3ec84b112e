package io.coldkeep.domain.content;

import java.util.ArrayList;
import java.util.List;

/**
 * What of a content could not be given back since it is damaged, by number and, for the first {@value #MAX_EXAMPLES}, by name.
 *
 * @param count files, and pages of the manifest, each of which may have held many entries
 */
public record Lost(long count, List<String> examples) {

    public static final int MAX_EXAMPLES = 5;

    public static final Lost NOTHING = new Lost(0, List.of());

    public Lost {
        examples = List.copyOf(examples);
    }

    public boolean isNothing() {
        return count == 0;
    }

    /** This and one more. */
    public Lost and(String example) {
        if (examples.size() == MAX_EXAMPLES) {
            return new Lost(count + 1, examples);
        }
        var all = new ArrayList<>(examples);
        all.add(example);
        return new Lost(count + 1, all);
    }

    /** In words. */
    @Override
    public String toString() {
        return "%d of its entries could not be restored: %s%s"
                .formatted(count, String.join(", ", examples), count > examples.size() ? ", …" : "");
    }
}
