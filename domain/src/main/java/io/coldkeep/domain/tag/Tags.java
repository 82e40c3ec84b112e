package io.coldkeep.domain.tag;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.LimitExceeded;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The tags of one resource, sorted by key. At most {@value #MAX_COUNT} made by users; keys of 1 to 128 and values of 0 to
 * 256 letters, digits, spaces and {@code _.:/=+-@}. Keys that begin with {@code aws:} belong to the service: users see
 * them and cannot write them.
 */
public record Tags(SortedMap<String, String> values) {

    public static final int MAX_COUNT = 50;
    public static final Tags NONE = new Tags(new TreeMap<>());

    private static final String MEMBER = "Tags";
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;
    private static final String CHARACTERS = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";
    private static final Pattern KEY = Pattern.compile(CHARACTERS + "+");
    private static final Pattern VALUE = Pattern.compile(CHARACTERS + "*");

    public Tags {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /**
     * Tags as a user gave them.
     *
     * @throws RuleBroken when a key or a value is not legal, or a key is the service's
     */
    public static Tags ofUser(Map<String, String> given) {
        return ofUser(MEMBER, given);
    }

    /** The same, where the client knows them by another name than {@code Tags}. */
    public static Tags ofUser(String member, Map<String, String> given) {
        given.forEach((key, value) -> check(member, key, value));
        return new Tags(new TreeMap<>(given));
    }

    private static void check(String member, String key, String value) {
        checkKey(member, key);
        var length = length(value);
        if (length > MAX_VALUE) {
            throw new RuleBroken(new InvalidValue(
                    member,
                    "value of '%s' must be at most %d characters long, was %d".formatted(key, MAX_VALUE, length)));
        }
        if (!VALUE.matcher(value).matches()) {
            throw new RuleBroken(InvalidValue.pattern(member, "^" + VALUE + "$ in the value of '" + key + "'", value));
        }
    }

    /** @throws RuleBroken when a user may not write or remove that key */
    public static void checkKey(String key) {
        checkKey(MEMBER, key);
    }

    private static void checkKey(String member, String key) {
        var length = length(key);
        if (length < 1 || length > MAX_KEY) {
            throw new RuleBroken(new InvalidValue(
                    member, "keys must be 1 to %d characters long, was %d".formatted(MAX_KEY, length)));
        }
        if (isOfService(key)) {
            throw new RuleBroken(new InvalidValue(member, "keys must not begin with 'aws:', was '" + key + "'"));
        }
        if (!KEY.matcher(key).matches()) {
            throw new RuleBroken(InvalidValue.pattern(member, "^" + KEY + "$ in keys", key));
        }
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isOfService(String key) {
        return key.toLowerCase(Locale.ROOT).startsWith("aws:");
    }

    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /**
     * These tags and the others, which win where both have a key.
     *
     * @throws LimitExceeded when a user's tags would be more than {@value #MAX_COUNT}
     */
    public Tags with(Tags others) {
        var all = new TreeMap<>(values);
        all.putAll(others.values);
        var ofUsers = all.keySet().stream().filter(key -> !isOfService(key)).count();
        if (ofUsers > MAX_COUNT) {
            throw new LimitExceeded(
                    Subject.RESOURCE,
                    "A resource has at most " + MAX_COUNT + " tags, this would make " + ofUsers + ".");
        }
        return new Tags(all);
    }

    /** These tags and as many of a user's others as fit, in the order of their keys. */
    public Tags filledUpWith(Tags others) {
        var all = new TreeMap<>(values);
        others.values.forEach((key, value) -> {
            if (!isOfService(key) && all.size() < MAX_COUNT) {
                all.putIfAbsent(key, value);
            }
        });
        return new Tags(all);
    }

    /** These tags and one that the service itself sets. */
    public Tags withServiceTag(String key, String value) {
        var all = new TreeMap<>(values);
        all.put(key, value);
        return new Tags(all);
    }

    public Tags without(Collection<String> keys) {
        var left = new TreeMap<>(values);
        left.keySet().removeAll(keys);
        return new Tags(left);
    }
}
