package io.coldkeep.domain.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.refusal.LimitExceeded;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {

    /** A letter that takes two {@code char}. */
    private static final String WIDE = "\ud835\udc00";

    @ParameterizedTest
    @ValueSource(
            strings = {"k", "Name", "a b", "_.:/=+-@", "\u00e4\u65e5\u0967", "coldkeep:source-path", "awsx", "a:aws:"})
    void takesKeysOfLettersDigitsSpacesAndSomeSigns(String key) {
        assertThat(Tags.ofUser(Map.of(key, "v")).get(key)).contains("v");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb", "a\nb", "a\0", "a*", "a,b", "<a>", "\ud83e\uddca", "\ud835"})
    void refusesOtherKeys(String key) {
        assertThatThrownBy(() -> Tags.ofUser(Map.of(key, "v"))).isInstanceOf(RuleBroken.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws:x", "AWS:x", "Aws:elasticfilesystem:default-backup", "aws:"})
    void refusesKeysOfTheService(String key) {
        assertThatThrownBy(() -> Tags.ofUser(Map.of(key, "v")))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("Tags keys must not begin with 'aws:', was '" + key + "'");
        assertThatThrownBy(() -> Tags.checkKey(key)).isInstanceOf(RuleBroken.class);
    }

    @Test
    void countsCharactersAndNotTheirHalves() {
        assertThatCode(() -> Tags.ofUser(Map.of(WIDE.repeat(128), WIDE.repeat(256))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Tags.ofUser(Map.of("k".repeat(129), "v"))).isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> Tags.ofUser(Map.of("k", "v".repeat(257)))).isInstanceOf(RuleBroken.class);
    }

    @Test
    void takesEmptyValuesAndRefusesIllegalOnes() {
        assertThat(Tags.ofUser(Map.of("k", "")).get("k")).contains("");
        assertThatThrownBy(() -> Tags.ofUser(Map.of("k", "a\nb"))).isInstanceOf(RuleBroken.class);
    }

    @Test
    void letsTheLaterValueWin() {
        var tags = Tags.ofUser(Map.of("a", "1", "b", "2")).with(Tags.ofUser(Map.of("b", "3", "c", "4")));

        assertThat(tags.values()).containsExactly(Map.entry("a", "1"), Map.entry("b", "3"), Map.entry("c", "4"));
    }

    @Test
    void holdsFiftyOfAUserAndNotOneMore() {
        var fifty = many(50);

        assertThat(Tags.NONE.with(fifty).values()).hasSize(50);
        assertThat(fifty.with(Tags.ofUser(Map.of("key-0", "changed"))).get("key-0"))
                .contains("changed");
        assertThatThrownBy(() -> fifty.with(Tags.ofUser(Map.of("one", "more"))))
                .isInstanceOf(LimitExceeded.class)
                .hasMessage("A resource has at most 50 tags, this would make 51.");
        assertThatThrownBy(() -> Tags.NONE.with(many(51))).isInstanceOf(LimitExceeded.class);
    }

    @Test
    void doesNotCountTheServicesOwn() {
        var withService = many(49).withServiceTag("aws:elasticfilesystem:default-backup", "enabled");

        assertThat(withService.with(Tags.ofUser(Map.of("one", "more"))).values())
                .hasSize(51);
    }

    @Test
    void removesKeysAndMindsNoneThatAreNotThere() {
        var tags = Tags.ofUser(Map.of("a", "1", "b", "2")).without(List.of("b", "c"));

        assertThat(tags).isEqualTo(Tags.ofUser(Map.of("a", "1")));
        assertThat(tags.without(List.of("a"))).isEqualTo(Tags.NONE);
    }

    @Test
    void fillsUpWithWhatFitsAndOverridesNothing() {
        var own = Tags.ofUser(Map.of("key-0", "mine", "z", "mine"));

        var filled = own.filledUpWith(many(60).withServiceTag("aws:x", "y"));

        assertThat(filled.values()).hasSize(50).doesNotContainKey("aws:x").containsEntry("key-0", "mine");
        assertThat(Tags.NONE.filledUpWith(Tags.ofUser(Map.of("a", "1")))).isEqualTo(Tags.ofUser(Map.of("a", "1")));
    }

    private static Tags many(int count) {
        return Tags.ofUser(IntStream.range(0, count)
                .mapToObj(i -> "key-" + i)
                .collect(Collectors.toMap(Function.identity(), k -> "v")));
    }
}
