package io.coldkeep.domain.plan;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.pattern.Glob;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.tag.Tags;
import java.util.List;

/**
 * Which resources a selection chooses: those that one of {@code resources} <em>or</em> of {@code listOfTags} names, that
 * satisfy <em>all</em> {@code conditions}, and that none of {@code notResources} names. With conditions alone all resources
 * are looked at.
 *
 * @param resources ARNs, in which {@code *} stands for anything
 * @param notResources the same
 */
public record ResourceChoice(
        List<String> resources,
        List<String> notResources,
        List<TagCondition> listOfTags,
        List<TagCondition> conditions) {

    static final int MAX_ARNS = 500;
    static final int MAX_WILDCARD_ARNS = 30;
    static final int MAX_TAGS = 30;

    private static final int MAX_PATTERN_LENGTH = 2048;

    /** @throws RuleBroken when it is too long, an ARN is none, or nothing could be chosen */
    public ResourceChoice {
        resources = List.copyOf(resources);
        notResources = List.copyOf(notResources);
        listOfTags = List.copyOf(listOfTags);
        conditions = List.copyOf(conditions);
        checkArns("Resources", resources);
        checkArns("NotResources", notResources);
        var tags = listOfTags.size() + conditions.size();
        if (tags > MAX_TAGS) {
            throw new RuleBroken(new InvalidValue(
                    "BackupSelection",
                    "must have at most %d ListOfTags and Conditions, had %d".formatted(MAX_TAGS, tags)));
        }
        if (resources.isEmpty() && tags == 0) {
            throw new RuleBroken(new SelectionViolation.NothingSelected());
        }
    }

    private static void checkArns(String field, List<String> patterns) {
        var wildcards = patterns.stream().filter(ResourceChoice::hasWildcard).count();
        checkCount(field, "ARNs with wildcards", wildcards, MAX_WILDCARD_ARNS);
        checkCount(field, "ARNs without wildcards", patterns.size() - wildcards, MAX_ARNS);
        for (var pattern : patterns) {
            if (!isArn(pattern)) {
                throw new RuleBroken(InvalidValue.was(field, "must be ARNs, or have wildcards such as *", pattern));
            }
        }
    }

    private static void checkCount(String field, String what, long count, int most) {
        if (count > most) {
            throw new RuleBroken(
                    new InvalidValue(field, "must be at most %d %s, were %d".formatted(most, what, count)));
        }
    }

    private static boolean isArn(String pattern) {
        if (!hasWildcard(pattern)) {
            return Arn.parse(pattern).isPresent();
        }
        return pattern.length() <= MAX_PATTERN_LENGTH
                && (pattern.startsWith(Glob.STAR) || pattern.startsWith("arn:"))
                && pattern.chars().noneMatch(Character::isISOControl);
    }

    private static boolean hasWildcard(String pattern) {
        return pattern.contains(Glob.STAR);
    }

    /** Whether the resource, with its tags of now, is chosen. */
    public boolean matches(Arn resource, Tags tags) {
        var arn = resource.toString();
        return (isForAll() || anyMatches(resources, arn) || listOfTags.stream().anyMatch(tag -> tag.matches(tags)))
                && conditions.stream().allMatch(condition -> condition.matches(tags))
                && !anyMatches(notResources, arn);
    }

    private boolean isForAll() {
        return resources.isEmpty() && listOfTags.isEmpty();
    }

    private static boolean anyMatches(List<String> patterns, String arn) {
        return patterns.stream().anyMatch(pattern -> Glob.ofStars(pattern).matches(arn));
    }
}
