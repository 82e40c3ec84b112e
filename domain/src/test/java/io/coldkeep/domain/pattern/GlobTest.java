package io.coldkeep.domain.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.fixtures.Seeds;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            '',            '',        true
            '',            a,         false
            a,             '',        false
            a,             a,         true
            a,             A,         false
            a,             ab,        false
            *,             '',        true
            *,             anything,  true
            **,            '',        true
            a*,            a,         true
            a*,            abc,       true
            a*,            ba,        false
            *c,            abc,       true
            *c,            abcd,      false
            a*c,           abc,       true
            a*c,           ac,        true
            a*c,           acbc,      true
            a*b*c,         a-b-b-c,   true
            a*b*c,         acb,       false
            *ab*,          aab,       true
            a.c,           abc,       false
            a.c,           a.c,       true
            [a],           a,         false
            [a],           [a],       true
            prod-*,        prod-db,   true
            prod-*,        Prod-db,   false
            """)
    void matchesAllOfTheText(String pattern, String text, boolean expected) {
        assertThat(Glob.ofStars(pattern).matches(text)).isEqualTo(expected);
        assertThat(Glob.ofStarsAndMarks(pattern).matches(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ?,             x,         true
            ?,             '',        false
            a?c,           abc,       true
            a?c,           ac,        false
            *?,            x,         true
            *?,            '',        false
            """)
    void takesAMarkForAnyOneCharacterWhereItHasMarks(String pattern, String text, boolean expected) {
        assertThat(Glob.ofStarsAndMarks(pattern).matches(text)).isEqualTo(expected);
        assertThat(Glob.ofStars(pattern).matches(text)).isFalse();
        assertThat(Glob.ofStars(pattern).matches(pattern)).isTrue();
    }

    @Test
    void matchesAsTheRegularExpressionOfThePatternDoes() {
        var random = Seeds.random(GlobTest.class);
        for (var i = 0; i < 5_000; i++) {
            var pattern = randomText(random, "ab*?", 8);
            var text = randomText(random, "ab", 10);
            assertThat(Glob.ofStarsAndMarks(pattern).matches(text))
                    .as(pattern + " on " + text)
                    .isEqualTo(Pattern.matches(pattern.replace("?", ".").replace("*", ".*"), text));
        }
    }

    private static String randomText(Random random, String alphabet, int longest) {
        return random.ints(random.nextInt(longest + 1), 0, alphabet.length())
                .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
                .collect(Collectors.joining());
    }

    @Test
    @Timeout(60) // it takes milliseconds, and would take for ever if it tried all ways
    void doesNotGoAstrayInAPatternOfManyStars() {
        assertThat(Glob.ofStars("a*".repeat(1_000) + "b").matches("a".repeat(2_048)))
                .isFalse();
    }
}
