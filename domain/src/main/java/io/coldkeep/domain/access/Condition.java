package io.coldkeep.domain.access;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.pattern.Glob;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What must hold of whoever asks for a statement to count.
 *
 * @param values one of them has to fit, or, with an operator that negates, none
 */
public record Condition(Operator operator, Key key, List<String> values) {

    private static final int ARN_PARTS = 6;

    /** What is looked at. */
    public enum Key {
        PRINCIPAL_ARN("aws:PrincipalArn"),
        PRINCIPAL_ACCOUNT("aws:PrincipalAccount");

        private final String text;

        Key(String text) {
            this.text = text;
        }

        /** The key of that name, in whatever case. */
        public static Optional<Key> find(String name) {
            return Stream.of(values())
                    .filter(key -> key.text.equalsIgnoreCase(name))
                    .findFirst();
        }

        private String of(Arn principal) {
            return this == PRINCIPAL_ARN ? principal.toString() : principal.account();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private enum Comparison {
        EXACT,
        LIKE,
        /** Part by part: wildcards do not reach over the colons between them. */
        ARN_LIKE
    }

    /** How it is compared. */
    public enum Operator {
        STRING_EQUALS("StringEquals", Comparison.EXACT, false),
        STRING_NOT_EQUALS("StringNotEquals", Comparison.EXACT, true),
        STRING_LIKE("StringLike", Comparison.LIKE, false),
        STRING_NOT_LIKE("StringNotLike", Comparison.LIKE, true),
        ARN_EQUALS("ArnEquals", Comparison.ARN_LIKE, false),
        ARN_NOT_EQUALS("ArnNotEquals", Comparison.ARN_LIKE, true),
        ARN_LIKE("ArnLike", Comparison.ARN_LIKE, false),
        ARN_NOT_LIKE("ArnNotLike", Comparison.ARN_LIKE, true);

        private final String text;
        private final Comparison comparison;
        private final boolean negates;

        Operator(String text, Comparison comparison, boolean negates) {
            this.text = text;
            this.comparison = comparison;
            this.negates = negates;
        }

        public static Optional<Operator> find(String name) {
            return Stream.of(values())
                    .filter(operator -> operator.text.equals(name))
                    .findFirst();
        }

        /** Whether it compares ARNs and nothing else. */
        public boolean isOfArns() {
            return comparison == Comparison.ARN_LIKE;
        }

        private boolean fits(String value, String actual) {
            return switch (comparison) {
                case EXACT -> value.equals(actual);
                case LIKE -> Glob.ofStarsAndMarks(value).matches(actual);
                case ARN_LIKE -> isArnLike(value, actual);
            };
        }

        @Override
        public String toString() {
            return text;
        }
    }

    public Condition {
        values = List.copyOf(values);
        if (operator.isOfArns() && (key != Key.PRINCIPAL_ARN || !values.stream().allMatch(Condition::isArnPattern))) {
            throw new IllegalArgumentException(operator + " compares ARNs, and not " + key + " with " + values);
        }
    }

    /** Whether the text can match an ARN at all: it has all the parts of one. */
    public static boolean isArnPattern(String text) {
        return text.startsWith("arn:") && parts(text).length == ARN_PARTS;
    }

    private static boolean isArnLike(String pattern, String actual) {
        var wanted = parts(pattern);
        var parts = parts(actual);
        var matching = 0;
        while (matching < ARN_PARTS && Glob.ofStarsAndMarks(wanted[matching]).matches(parts[matching])) {
            matching++;
        }
        return matching == ARN_PARTS;
    }

    private static String[] parts(String arn) {
        return arn.split(":", ARN_PARTS);
    }

    boolean holdsFor(Arn principal) {
        var actual = key.of(principal);
        return operator.negates != values.stream().anyMatch(value -> operator.fits(value, actual));
    }
}
