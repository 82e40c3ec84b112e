package io.coldkeep.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.refusal.RuleBroken;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupWindowTest {

    private static final OptionalLong NOT_SAID = OptionalLong.empty();

    @Test
    void isEightHoursAndSevenDaysWhenNotSaid() {
        assertThat(BackupWindow.ofMinutes(NOT_SAID, NOT_SAID))
                .isEqualTo(BackupWindow.DEFAULT)
                .isEqualTo(new BackupWindow(Duration.ofHours(8), Duration.ofDays(7)));
    }

    @ParameterizedTest
    @ValueSource(longs = {60, 61, 52_560_000})
    void startsWithinMinutesInRange(long minutes) {
        assertThat(BackupWindow.ofMinutes(OptionalLong.of(minutes), NOT_SAID).start())
                .isEqualTo(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 59, 52_560_001, Long.MAX_VALUE})
    void refusesAStartOutOfRange(long minutes) {
        assertThatThrownBy(() -> BackupWindow.ofMinutes(OptionalLong.of(minutes), NOT_SAID))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("StartWindowMinutes must be 60 to 52560000, was " + minutes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 52_560_000})
    void completesWithinMinutesInRange(long minutes) {
        assertThat(BackupWindow.ofMinutes(NOT_SAID, OptionalLong.of(minutes)).completion())
                .isEqualTo(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 52_560_001, Long.MAX_VALUE})
    void refusesACompletionOutOfRange(long minutes) {
        assertThatThrownBy(() -> BackupWindow.ofMinutes(NOT_SAID, OptionalLong.of(minutes)))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("CompleteWindowMinutes must be 1 to 52560000, was " + minutes);
    }

    @Test
    void isTheSameForARuleThatSaysNothing() {
        assertThat(BackupWindow.ofRule(NOT_SAID, NOT_SAID)).isEqualTo(BackupWindow.DEFAULT);
    }

    @Test
    void letsARuleCompleteAMinuteAfterItsStartWindow() {
        var window = BackupWindow.ofRule(OptionalLong.of(60), OptionalLong.of(61));

        assertThat(window).isEqualTo(new BackupWindow(Duration.ofMinutes(60), Duration.ofMinutes(61)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 59, 60})
    void refusesARuleThatCompletesBeforeItsStartWindowEnds(long completion) {
        assertThatThrownBy(() -> BackupWindow.ofRule(OptionalLong.of(60), OptionalLong.of(completion)))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("CompletionWindowMinutes must be more than StartWindowMinutes (60), was " + completion);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 52_560_001})
    void namesTheCompletionOfARuleAsRulesDo(long completion) {
        assertThatThrownBy(() -> BackupWindow.ofRule(NOT_SAID, OptionalLong.of(completion)))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("CompletionWindowMinutes must be 1 to 52560000, was " + completion);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 59, 52_560_001})
    void refusesARulesStartOutOfRange(long start) {
        assertThatThrownBy(() -> BackupWindow.ofRule(OptionalLong.of(start), NOT_SAID))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("StartWindowMinutes must be 60 to 52560000, was " + start);
    }
}
