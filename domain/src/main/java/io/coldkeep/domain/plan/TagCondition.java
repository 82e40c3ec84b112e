package io.coldkeep.domain.plan;

import io.coldkeep.domain.pattern.Glob;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.tag.Tags;
import java.util.List;

/**
 * What a tag of a resource must be like. A resource without the tag satisfies the negative operators, and no other.
 *
 * @param key of the tag, without the prefix that {@code Conditions} write before it
 */
public record TagCondition(Operator operator, String key, String value) {

    /** What {@code Conditions}, unlike {@code ListOfTags}, write before the key. */
    public static final String KEY_PREFIX = "aws:ResourceTag/";

    private static final String CONDITION_TYPE = "STRINGEQUALS";
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;

    /** How the value of the tag is compared, upper and lower case apart; {@code *} stands for anything in the LIKE ones. */
    public enum Operator {
        STRING_EQUALS,
        STRING_NOT_EQUALS,
        STRING_LIKE,
        STRING_NOT_LIKE
    }

    public TagCondition {
        checkLength("ConditionKey", key, 1, MAX_KEY);
        checkLength("ConditionValue", value, 0, MAX_VALUE);
    }

    private static void checkLength(String field, String text, int least, int most) {
        var length = text.codePointCount(0, text.length());
        if (length < least || length > most) {
            throw new RuleBroken(
                    new InvalidValue(field, "must be %d to %d characters long, was %d".formatted(least, most, length)));
        }
    }

    /**
     * An element of {@code ListOfTags}.
     *
     * @throws RuleBroken unless the type is {@code STRINGEQUALS}, in upper or lower case
     */
    public static TagCondition ofList(String conditionType, String key, String value) {
        if (!CONDITION_TYPE.equalsIgnoreCase(conditionType)) {
            throw new RuleBroken(
                    InvalidValue.oneOf("ListOfTags.ConditionType", List.of(CONDITION_TYPE), conditionType));
        }
        return new TagCondition(Operator.STRING_EQUALS, key, value);
    }

    /**
     * An element of {@code Conditions}.
     *
     * @throws RuleBroken unless the key begins with {@value #KEY_PREFIX}
     */
    public static TagCondition ofConditions(Operator operator, String prefixedKey, String value) {
        if (!prefixedKey.startsWith(KEY_PREFIX)) {
            throw new RuleBroken(
                    InvalidValue.pattern("Conditions.ConditionKey", "^" + KEY_PREFIX + ".+$", prefixedKey));
        }
        return new TagCondition(operator, prefixedKey.substring(KEY_PREFIX.length()), value);
    }

    boolean matches(Tags tags) {
        var actual = tags.get(key);
        return switch (operator) {
            case STRING_EQUALS -> actual.filter(value::equals).isPresent();
            case STRING_NOT_EQUALS -> actual.filter(value::equals).isEmpty();
            case STRING_LIKE -> actual.filter(this::isLike).isPresent();
            case STRING_NOT_LIKE -> actual.filter(this::isLike).isEmpty();
        };
    }

    private boolean isLike(String text) {
        return Glob.ofStars(value).matches(text);
    }
}
