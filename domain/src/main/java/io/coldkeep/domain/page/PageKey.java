package io.coldkeep.domain.page;

import java.util.List;

/** The place in a list behind which a page starts; only the repository that made it knows what its parts mean. */
public record PageKey(List<String> parts) {

    public PageKey {
        parts = List.copyOf(parts);
    }

    public static PageKey of(String... parts) {
        return new PageKey(List.of(parts));
    }
}
