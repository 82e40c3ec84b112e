package io.coldkeep.domain.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.refusal.RuleBroken;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/..", "../a", "a/../b", ".", "./a", "a/.", "a//b", "a\0b", "\0", "/../etc/passwd"})
    void neverLeadsOutOfItsRoot(String text) {
        assertThatThrownBy(() -> EntryPath.parse(text))
                .isInstanceOf(RuleBroken.class)
                .hasMessageStartingWith("Path must not hold empty names, '.', '..' or zero bytes, was '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "..a", "a..", ".a", "a.", " ", "a/...", "~", "*", "C:\\x", "a\nb", "ä/ö"})
    void takesOddButLegalNames(String text) {
        assertThat(EntryPath.parse(text)).hasToString("/" + text);
    }

    @ParameterizedTest
    @CsvSource({"/a/b, a/b", "a/b/, a/b", "//a/b//, a/b", "/, ''", "'', ''"})
    void readsPathsWithAndWithoutSlashesAtTheEnds(String text, String path) {
        assertThat(EntryPath.parse(text)).isEqualTo(EntryPath.parse(path)).hasToString("/" + path);
    }

    @Test
    void isTheRootWhenEmpty() {
        assertThat(EntryPath.parse("/")).isEqualTo(EntryPath.ROOT);
        assertThat(EntryPath.of(new byte[0]).isRoot()).isTrue();
        assertThat(EntryPath.parse("a").isRoot()).isFalse();
    }

    @Test
    void keepsBytesThatAreNotUtf8() {
        var bytes = new byte[] {'a', '/', (byte) 0xff, (byte) 0xfe, (byte) 0xc3};

        var path = EntryPath.of(bytes);

        assertThat(path.bytes()).isEqualTo(bytes);
        assertThat(path).isNotEqualTo(EntryPath.parse(path.toString()));
    }

    @Test
    void doesNotChangeWithTheArrayItWasMadeFromOrGaveAway() {
        var bytes = "abc".getBytes(StandardCharsets.UTF_8);
        var path = EntryPath.of(bytes);

        bytes[0] = '/';
        path.bytes()[1] = '/';

        assertThat(path).isEqualTo(EntryPath.parse("abc"));
    }

    @Test
    void refusesIllegalBytes() {
        assertThatThrownBy(() -> EntryPath.of("/a".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> EntryPath.of("a/".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> EntryPath.of(new byte[] {0})).isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> EntryPath.parse("a/\0".repeat(1_000_000)))
                .isInstanceOf(RuleBroken.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\0"));
    }

    @Test
    void namesTheChildrenOfADirectory() {
        var name = "b c".getBytes(StandardCharsets.UTF_8);

        assertThat(EntryPath.ROOT.child(name)).isEqualTo(EntryPath.parse("b c"));
        assertThat(EntryPath.parse("a").child(name)).isEqualTo(EntryPath.parse("a/b c"));
        Stream.of("", ".", "..", "\0", "../x")
                .forEach(illegal -> assertThatThrownBy(
                                () -> EntryPath.parse("a").child(illegal.getBytes(StandardCharsets.UTF_8)))
                        .as("'%s'", illegal)
                        .isInstanceOf(RuleBroken.class));
    }

    @ParameterizedTest
    @CsvSource({
        "a/b,   a,     true",
        "a/b/c, a,     true",
        "a/b,   a/b,   true",
        "a/b,   '',    true",
        "'',    '',    true",
        "a,     a/b,   false",
        "'',    a,     false",
        "ab,    a,     false",
        "a-b,   a,     false",
        "a,     ab,    false",
        "b/a,   a,     false",
        "A/b,   a,     false"
    })
    void liesWithinItselfAndWhatIsAboveIt(String path, String ancestor, boolean within) {
        assertThat(EntryPath.parse(path).isWithin(EntryPath.parse(ancestor))).isEqualTo(within);
    }

    @Test
    void sortsByUnsignedBytesSoThatDirectoriesComeFirst() {
        var high = EntryPath.of(new byte[] {(byte) 0xff});

        assertThat(Stream.of(high, EntryPath.parse("a/b"), EntryPath.parse("z"), EntryPath.parse("a"), EntryPath.ROOT)
                        .sorted())
                .containsExactly(
                        EntryPath.ROOT, EntryPath.parse("a"), EntryPath.parse("a/b"), EntryPath.parse("z"), high);
    }

    @Test
    void equalsWhatHasTheSameBytes() {
        assertThat(EntryPath.parse("a/b"))
                .isEqualTo(EntryPath.parse("/a/b/"))
                .hasSameHashCodeAs(EntryPath.parse("/a/b/"));
        assertThat(EntryPath.parse("a")).isNotEqualTo(EntryPath.parse("b")).isNotEqualTo("a");
    }
}
