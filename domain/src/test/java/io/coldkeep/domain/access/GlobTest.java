package io.coldkeep.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "*, ''",
        "*, anything at all",
        "**, x",
        "a*, a",
        "a*, abc",
        "*c, abc",
        "a*c, abcbc",
        "a*b*c, a-b-b-c",
        "?, x",
        "a?c, abc",
        "*?, x",
        "backup:*, backup:DeleteRecoveryPoint",
        "backup:Delete*Point, backup:DeleteRecoveryPoint",
        "a.c, a.c",
        "[a], [a]",
    })
    void matches(String pattern, String text) {
        assertThat(new Glob(pattern).matches(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', x",
        "a, ''",
        "?, ''",
        "a, ab",
        "a, A",
        "a*, ba",
        "*c, cb",
        "a*c, ab",
        "a?c, ac",
        "*?, ''",
        "a*b*c, a-c-b",
        "a.c, abc",
        "[a], a",
    })
    void doesNotMatch(String pattern, String text) {
        assertThat(new Glob(pattern).matches(text)).isFalse();
    }

    @Test
    void isNotSlowedDownByManyStars() {
        var glob = new Glob("*a".repeat(1000) + "b");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThat(glob.matches("a".repeat(5000))).isFalse());
    }
}
