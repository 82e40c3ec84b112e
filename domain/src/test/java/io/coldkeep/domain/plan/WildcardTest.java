package io.coldkeep.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.fixtures.Seeds;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

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
            a?c,           abc,       false
            a.c,           abc,       false
            [a],           a,         false
            prod-*,        prod-db,   true
            prod-*,        Prod-db,   false
            """)
    void matchesAllOfTheText(String pattern, String text, boolean expected) {
        assertThat(Wildcard.matches(pattern, text)).isEqualTo(expected);
    }

    @Test
    void matchesAsTheRegularExpressionOfThePatternDoes() {
        var random = Seeds.random(WildcardTest.class);
        for (var i = 0; i < 5_000; i++) {
            var pattern = randomText(random, "ab*", 8);
            var text = randomText(random, "ab", 10);
            assertThat(Wildcard.matches(pattern, text))
                    .as(pattern + " on " + text)
                    .isEqualTo(Pattern.matches(pattern.replace("*", ".*"), text));
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
        assertThat(Wildcard.matches("a*".repeat(1_000) + "b", "a".repeat(2_048)))
                .isFalse();
    }
}
