package io.coldkeep.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.plan.TagCondition.Operator;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.tag.Tags;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceChoiceTest {

    private static final String PREFIX = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/";
    private static final String FS_1 = PREFIX + "fs-00000000000000001";
    private static final String FS_2 = PREFIX + "fs-00000000000000002";
    private static final Arn RESOURCE = Arn.parse(FS_1).orElseThrow();

    private static final List<String> NONE = List.of();
    private static final List<TagCondition> ANY = List.of();

    static Stream<Arguments> choices() {
        return Stream.of(
                chooses("its ARN", choice(List.of(FS_1), NONE, ANY, ANY), true),
                chooses("another ARN", choice(List.of(FS_2), NONE, ANY, ANY), false),
                chooses("one of two ARNs", choice(List.of(FS_2, FS_1), NONE, ANY, ANY), true),
                chooses("everything", choice(List.of("*"), NONE, ANY, ANY), true),
                chooses(
                        "its type",
                        choice(List.of("arn:aws:elasticfilesystem:*:*:file-system/*"), NONE, ANY, ANY),
                        true),
                chooses("another type", choice(List.of("arn:aws:ec2:*:*:volume/*"), NONE, ANY, ANY), false),
                chooses("a star in the middle", choice(List.of(PREFIX + "fs-*1"), NONE, ANY, ANY), true),
                chooses("another region", choice(List.of("arn:aws:*:us-east-1:*"), NONE, ANY, ANY), false),
                chooses("all but it", choice(List.of("*"), List.of(FS_1), ANY, ANY), false),
                chooses("all but its type", choice(List.of(FS_1), List.of("*:file-system/*"), ANY, ANY), false),
                chooses("all but another", choice(List.of("*"), List.of(FS_2), ANY, ANY), true),
                chooses("a tag it has", choice(NONE, NONE, tags("stage", "prod"), ANY), true),
                chooses("a tag of another value", choice(NONE, NONE, tags("stage", "test"), ANY), false),
                chooses("a tag of another case", choice(NONE, NONE, tags("stage", "PROD"), ANY), false),
                chooses("a key of another case", choice(NONE, NONE, tags("Stage", "prod"), ANY), false),
                chooses("a star is no wildcard there", choice(NONE, NONE, tags("stage", "*"), ANY), false),
                chooses("a tag it has not", choice(NONE, NONE, tags("color", "blue"), ANY), false),
                chooses("one of two tags", choice(NONE, NONE, tags("stage", "test", "team", "storage"), ANY), true),
                chooses("either its ARN or a tag", choice(List.of(FS_1), NONE, tags("stage", "test"), ANY), true),
                chooses("either an ARN or its tag", choice(List.of(FS_2), NONE, tags("stage", "prod"), ANY), true),
                chooses("neither", choice(List.of(FS_2), NONE, tags("stage", "test"), ANY), false),
                chooses("its tag, but not it", choice(NONE, List.of(FS_1), tags("stage", "prod"), ANY), false),
                chooses("a tag of the service", choice(NONE, NONE, tags("aws:backup", "enabled"), ANY), true),
                chooses("a condition alone", only(Operator.STRING_EQUALS, "stage", "prod"), true),
                chooses("a condition that fails", only(Operator.STRING_EQUALS, "stage", "test"), false),
                chooses("a condition on no tag", only(Operator.STRING_EQUALS, "color", "blue"), false),
                chooses("not another value", only(Operator.STRING_NOT_EQUALS, "stage", "test"), true),
                chooses("not its value", only(Operator.STRING_NOT_EQUALS, "stage", "prod"), false),
                chooses("not a value of no tag", only(Operator.STRING_NOT_EQUALS, "color", "blue"), true),
                chooses("like its value", only(Operator.STRING_LIKE, "stage", "p*d"), true),
                chooses("like any value", only(Operator.STRING_LIKE, "stage", "*"), true),
                chooses("like another value", only(Operator.STRING_LIKE, "stage", "t*"), false),
                chooses("like any value of no tag", only(Operator.STRING_LIKE, "color", "*"), false),
                chooses("not like another value", only(Operator.STRING_NOT_LIKE, "stage", "t*"), true),
                chooses("not like its value", only(Operator.STRING_NOT_LIKE, "stage", "p*"), false),
                chooses("not like any value of no tag", only(Operator.STRING_NOT_LIKE, "color", "*"), true),
                chooses(
                        "conditions that all hold",
                        choice(
                                List.of("*"),
                                NONE,
                                ANY,
                                List.of(
                                        new TagCondition(Operator.STRING_EQUALS, "stage", "prod"),
                                        new TagCondition(Operator.STRING_NOT_LIKE, "team", "x*"))),
                        true),
                chooses(
                        "conditions one of which fails",
                        choice(
                                List.of("*"),
                                NONE,
                                ANY,
                                List.of(
                                        new TagCondition(Operator.STRING_EQUALS, "stage", "prod"),
                                        new TagCondition(Operator.STRING_EQUALS, "team", "other"))),
                        false),
                chooses(
                        "its tag, and a condition that fails",
                        choice(
                                NONE,
                                NONE,
                                tags("stage", "prod"),
                                List.of(new TagCondition(Operator.STRING_EQUALS, "team", "other"))),
                        false),
                chooses(
                        "a condition alone, but not it",
                        choice(
                                NONE,
                                List.of(FS_1),
                                ANY,
                                List.of(new TagCondition(Operator.STRING_EQUALS, "stage", "prod"))),
                        false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("choices")
    void choosesByArnsTagsAndConditions(String what, ResourceChoice choice, boolean expected) {
        var tags = new Tags(new TreeMap<>(Map.of("stage", "prod", "team", "storage", "aws:backup", "enabled")));

        assertThat(choice.matches(RESOURCE, tags)).as(what).isEqualTo(expected);
    }

    private static Arguments chooses(String what, ResourceChoice choice, boolean expected) {
        return arguments(what, choice, expected);
    }

    private static ResourceChoice only(Operator operator, String key, String value) {
        return choice(NONE, NONE, ANY, List.of(new TagCondition(operator, key, value)));
    }

    private static ResourceChoice choice(
            List<String> resources,
            List<String> notResources,
            List<TagCondition> listOfTags,
            List<TagCondition> conditions) {
        return new ResourceChoice(resources, notResources, listOfTags, conditions);
    }

    private static List<TagCondition> tags(String... keysAndValues) {
        return IntStream.range(0, keysAndValues.length / 2)
                .mapToObj(i -> TagCondition.ofList("StringEquals", keysAndValues[2 * i], keysAndValues[2 * i + 1]))
                .toList();
    }

    @Test
    void refusesToChooseNothing() {
        assertThatThrownBy(() -> choice(NONE, NONE, ANY, ANY))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("Invalid backup selection. Either 'ListOfTags' or 'Resources' section must be non-empty.");
        assertThatThrownBy(() -> choice(NONE, List.of(FS_1), ANY, ANY)).isInstanceOf(RuleBroken.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fs-00000000000000001", "arn:aws:elasticfilesystem", "fs-*", "arn*", "*\n"})
    void refusesWhatIsNoArn(String text) {
        assertThatThrownBy(() -> choice(List.of(text), NONE, ANY, ANY))
                .isInstanceOf(RuleBroken.class)
                .hasMessageStartingWith("Resources must be ARNs, or have wildcards such as *, was '");
        assertThatThrownBy(() -> choice(List.of("*"), List.of(text), ANY, ANY))
                .isInstanceOf(RuleBroken.class)
                .hasMessageStartingWith("NotResources must be ARNs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "arn:*", "arn:aws:dynamodb:*", "*:file-system/fs-1", "arn:aws:ec2:*:*:volume/*"})
    void takesArnsOfAllTypesWithWildcardsAnywhere(String text) {
        assertThat(choice(List.of(text), NONE, ANY, ANY).resources()).containsExactly(text);
    }

    @Test
    void refusesAPatternLongerThanAnyArn() {
        var longest = "*" + "a".repeat(2_047);

        assertThat(choice(List.of(longest), NONE, ANY, ANY).resources()).hasSize(1);
        assertThatThrownBy(() -> choice(List.of(longest + "a"), NONE, ANY, ANY)).isInstanceOf(RuleBroken.class);
    }

    @Test
    void limitsHowManyArnsThereAre() {
        var most = Stream.concat(Collections.nCopies(500, FS_1).stream(), Collections.nCopies(30, "arn:aws:*").stream())
                .toList();

        assertThat(choice(most, most, ANY, ANY).resources()).hasSize(530);
        assertThatThrownBy(() -> choice(Collections.nCopies(501, FS_1), NONE, ANY, ANY))
                .hasMessage("Resources must be at most 500 ARNs without wildcards, were 501");
        assertThatThrownBy(() -> choice(Collections.nCopies(31, "*"), NONE, ANY, ANY))
                .hasMessage("Resources must be at most 30 ARNs with wildcards, were 31");
        assertThatThrownBy(() -> choice(List.of("*"), Collections.nCopies(31, "*"), ANY, ANY))
                .hasMessage("NotResources must be at most 30 ARNs with wildcards, were 31");
    }

    @Test
    void limitsHowManyTagsThereAre() {
        var tag = TagCondition.ofList("STRINGEQUALS", "key", "value");

        assertThat(choice(NONE, NONE, Collections.nCopies(20, tag), Collections.nCopies(10, tag))
                        .conditions())
                .hasSize(10);
        assertThatThrownBy(() -> choice(NONE, NONE, Collections.nCopies(20, tag), Collections.nCopies(11, tag)))
                .hasMessage("BackupSelection must have at most 30 ListOfTags and Conditions, had 31");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRINGEQUALS", "StringEquals", "stringequals"})
    void readsTheOneTypeOfAListOfTagsInAnyCase(String type) {
        assertThat(TagCondition.ofList(type, "key", "value"))
                .isEqualTo(new TagCondition(Operator.STRING_EQUALS, "key", "value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "STRINGLIKE", "StringNotEquals"})
    void refusesAnyOtherType(String type) {
        assertThatThrownBy(() -> TagCondition.ofList(type, "key", "value"))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("ListOfTags.ConditionType must be one of STRINGEQUALS, was '" + type + "'");
    }

    @Test
    void readsTheKeysOfConditionsWithTheirPrefix() {
        assertThat(TagCondition.ofConditions(Operator.STRING_LIKE, "aws:ResourceTag/key", "*"))
                .isEqualTo(new TagCondition(Operator.STRING_LIKE, "key", "*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key", "aws:resourcetag/key"})
    void refusesKeysOfConditionsWithoutTheirPrefix(String key) {
        assertThatThrownBy(() -> TagCondition.ofConditions(Operator.STRING_LIKE, key, "*"))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("Conditions.ConditionKey must match ^aws:ResourceTag/.+$, was '" + key + "'");
    }

    @Test
    void limitsKeysAndValuesAsTagsDo() {
        assertThat(new TagCondition(Operator.STRING_EQUALS, "k".repeat(128), "v".repeat(256)))
                .isNotNull();
        assertThatThrownBy(() -> TagCondition.ofConditions(Operator.STRING_EQUALS, "aws:ResourceTag/", "v"))
                .hasMessage("ConditionKey must be 1 to 128 characters long, was 0");
        assertThatThrownBy(() -> new TagCondition(Operator.STRING_EQUALS, "k".repeat(129), "v"))
                .hasMessage("ConditionKey must be 1 to 128 characters long, was 129");
        assertThatThrownBy(() -> new TagCondition(Operator.STRING_EQUALS, "k", "v".repeat(257)))
                .hasMessage("ConditionValue must be 0 to 256 characters long, was 257");
    }
}
