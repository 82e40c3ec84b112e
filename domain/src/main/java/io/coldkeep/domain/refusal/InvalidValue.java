package io.coldkeep.domain.refusal;

/** A member whose value is outside what it may be, for rules that need no name of their own. */
public record InvalidValue(String field, String reason) implements RuleViolation {

    private static final int MAX_SHOWN = 100;

    /** A reason that ends with the text that was given, or its first 100 characters. */
    public static InvalidValue was(String field, String reason, String value) {
        return new InvalidValue(field, reason + ", was '" + shortened(value) + "'");
    }

    /** A value that does not have the form it must have. */
    public static InvalidValue pattern(String field, String pattern, String value) {
        return was(field, "must match " + pattern, value);
    }

    /** A value that is not one of the words it may be. */
    public static InvalidValue oneOf(String field, Iterable<?> allowed, String value) {
        var words = new StringBuilder();
        allowed.forEach(word -> words.append(words.isEmpty() ? "" : ", ").append(word));
        return was(field, "must be one of " + words, value);
    }

    /** The text for a message: no more than its first 100 characters. */
    public static String shortened(String text) {
        if (text.length() <= MAX_SHOWN) {
            return text;
        }
        var splits = Character.isSurrogatePair(text.charAt(MAX_SHOWN - 1), text.charAt(MAX_SHOWN));
        return text.substring(0, splits ? MAX_SHOWN - 1 : MAX_SHOWN) + "…";
    }
}
