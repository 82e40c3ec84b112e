package io.coldkeep.domain.access;

import io.coldkeep.domain.pattern.Glob;
import java.util.List;
import java.util.Locale;

/**
 * The actions or resources that a statement is about.
 *
 * @param isException whether it is about all but those that a pattern matches ({@code NotAction}, {@code NotResource})
 */
public record Scope(boolean isException, List<Glob> patterns) {

    public Scope {
        patterns = List.copyOf(patterns);
    }

    /** Resources, whose names are case-sensitive. */
    public static Scope ofResources(boolean isException, List<String> patterns) {
        return new Scope(
                isException, patterns.stream().map(Glob::ofStarsAndMarks).toList());
    }

    /** Actions, whose names are not. */
    public static Scope ofActions(boolean isException, List<String> patterns) {
        return ofResources(
                isException, patterns.stream().map(Scope::inLowerCase).toList());
    }

    boolean covers(VaultAction action) {
        return coversAny(List.of(inLowerCase(action.toString())));
    }

    /** Whether it is about what has these names: one is enough for a pattern to match. */
    boolean coversAny(List<String> names) {
        return isException
                != patterns.stream().anyMatch(pattern -> names.stream().anyMatch(pattern::matches));
    }

    private static String inLowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
