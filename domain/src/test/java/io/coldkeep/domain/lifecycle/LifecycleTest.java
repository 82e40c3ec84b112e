package io.coldkeep.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coldkeep.domain.refusal.RuleBroken;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleTest {

    private static final Duration A_MILLISECOND = Duration.ofMillis(1);

    @Test
    void cannotBeMadeWithLessThanNinetyDaysInColdStorage() {
        assertThat(Lifecycle.moveToColdAfter(1).deletingAfter(91)).isNotNull();
        assertThatThrownBy(() -> Lifecycle.moveToColdAfter(1).deletingAfter(90)).isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> Lifecycle.deleteAfter(90).movingToColdAfter(1)).isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> Lifecycle.moveToColdAfter(36_500).deletingAfter(36_500))
                .isInstanceOf(RuleBroken.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 36_501, Integer.MAX_VALUE})
    void hasNoDaysOutOfRange(int days) {
        assertThatThrownBy(() -> RetentionDays.of(days)).isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> Lifecycle.deleteAfter(days)).isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> Lifecycle.moveToColdAfter(days)).isInstanceOf(RuleBroken.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 36_499, 36_500})
    void hasDaysInRange(int days) {
        assertThat(RetentionDays.of(days).value()).isEqualTo(days);
        assertThat(RetentionDays.of(days)).hasToString(Integer.toString(days));
    }

    @Test
    void comparesDaysByTheirNumber() {
        assertThat(Stream.of(10, 9, 100).map(RetentionDays::of).sorted().map(RetentionDays::value))
                .containsExactly(9, 10, 100);
        assertThat(RetentionDays.of(36_500).daysAfter(RetentionDays.of(1))).isEqualTo(36_499);
        assertThat(RetentionDays.of(1).daysAfter(RetentionDays.of(36_500))).isEqualTo(-36_499);
    }

    @Test
    void changesOneNumberAndKeepsTheRest() {
        var lifecycle = new Lifecycle(Optional.empty(), Optional.empty(), Optional.of(true))
                .movingToColdAfter(1)
                .deletingAfter(91);

        assertThat(lifecycle.deletingAfter(100).moveToColdAfter()).contains(RetentionDays.of(1));
        assertThat(lifecycle.movingToColdAfter(1).deleteAfter()).contains(RetentionDays.of(91));
        assertThat(lifecycle.deletingAfter(100).optInToArchive()).contains(true);
    }

    /** The age of a recovery point that is so many days old, give or take a millisecond, and the least day it may get. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 1",
        "0, 1, 1",
        "1, -1, 1",
        "1, 0, 2",
        "1, 1, 2",
        "7, -1, 7",
        "7, 0, 8",
        "7, 1, 8",
        "36499, 0, 36500"
    })
    void acceptsANewColdDayFromTheAgeInWholeDaysPlusOne(int days, int millis, int least) {
        var age = Duration.ofDays(days).plusMillis(millis);

        assertThatCode(() -> Lifecycle.moveToColdAfter(least).checkReplaces(Lifecycle.FOREVER, StorageTier.WARM, age))
                .doesNotThrowAnyException();
        if (least > 1) {
            var refusal = refusal(Lifecycle.moveToColdAfter(least - 1), Lifecycle.FOREVER, StorageTier.WARM, age);
            assertThat(refusal.violation())
                    .isEqualTo(new LifecycleViolation.ColdDayIsPast(RetentionDays.of(least - 1), least - 1L));
        }
    }

    @Test
    void acceptsNoNewColdDayOnceARecoveryPointIsAHundredYearsOld() {
        var refusal = refusal(
                Lifecycle.moveToColdAfter(36_500), Lifecycle.FOREVER, StorageTier.WARM, Duration.ofDays(36_500));

        assertThat(refusal.violation())
                .isEqualTo(new LifecycleViolation.ColdDayIsPast(RetentionDays.of(36_500), 36_500));
    }

    @Test
    void countsARecoveryPointFromTheFutureAsNew() {
        assertThatCode(() -> Lifecycle.moveToColdAfter(1)
                        .checkReplaces(Lifecycle.FOREVER, StorageTier.WARM, Duration.ofDays(-5)))
                .doesNotThrowAnyException();
    }

    @Test
    void acceptsAColdDayThatIsPastWhenItIsTheSame() {
        var current = Lifecycle.moveToColdAfter(3);

        assertThatCode(() -> current.deletingAfter(93).checkReplaces(current, StorageTier.WARM, Duration.ofDays(50)))
                .doesNotThrowAnyException();
    }

    @Test
    void acceptsTheRemovalOfTheColdDayWhileWarm() {
        assertThatCode(() -> Lifecycle.FOREVER.checkReplaces(
                        Lifecycle.moveToColdAfter(3),
                        StorageTier.WARM,
                        Duration.ofDays(3).minus(A_MILLISECOND)))
                .doesNotThrowAnyException();
    }

    @Test
    void acceptsAnyEndWhetherWarmOrCold() {
        var current = Lifecycle.moveToColdAfter(3);

        for (var tier : StorageTier.values()) {
            assertThatCode(() -> current.deletingAfter(93).checkReplaces(current, tier, Duration.ofDays(30_000)))
                    .doesNotThrowAnyException();
            assertThatCode(() -> current.checkReplaces(current.deletingAfter(93), tier, Duration.ofDays(30_000)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void freezesTheColdDayOnceCold() {
        var current = Lifecycle.moveToColdAfter(30).deletingAfter(120);
        var age = Duration.ofDays(40);

        assertThatCode(() -> Lifecycle.moveToColdAfter(30).checkReplaces(current, StorageTier.COLD, age))
                .as("the same")
                .doesNotThrowAnyException();
        assertThat(refusal(Lifecycle.moveToColdAfter(31), current, StorageTier.COLD, age)
                        .violation())
                .isEqualTo(new LifecycleViolation.AlreadyCold("30", "31"));
        assertThat(refusal(Lifecycle.moveToColdAfter(29), current, StorageTier.COLD, age)
                        .violation())
                .as("before the rule of the age")
                .isEqualTo(new LifecycleViolation.AlreadyCold("30", "29"));
        assertThat(refusal(Lifecycle.FOREVER, current, StorageTier.COLD, age).violation())
                .as("removed")
                .isEqualTo(new LifecycleViolation.AlreadyCold("30", "none"));
    }

    @Test
    void namesTheMemberOfEveryRule() {
        var age = Duration.ofDays(40);
        var cold = Lifecycle.moveToColdAfter(30);

        assertThat(refusal(Lifecycle.FOREVER, cold, StorageTier.COLD, age))
                .hasMessage(
                        "Invalid lifecycle. MoveToColdStorageAfterDays cannot be changed after the recovery point has"
                                + " been moved to cold storage (is 30, was none)");
        assertThat(refusal(cold, Lifecycle.FOREVER, StorageTier.WARM, age))
                .hasMessage(
                        "Invalid lifecycle. MoveToColdStorageAfterDays must be at least 41, one day more than the age"
                                + " of the recovery point (was 30)")
                .extracting(e -> e.violation().field())
                .isEqualTo("Lifecycle.MoveToColdStorageAfterDays");
        assertThat(refusal(Lifecycle.FOREVER, cold, StorageTier.COLD, age)
                        .violation()
                        .field())
                .isEqualTo("Lifecycle.MoveToColdStorageAfterDays");
        assertThat(new LifecycleViolation.ColdStorageTooShort(RetentionDays.of(1), RetentionDays.of(2)).field())
                .isEqualTo("Lifecycle.DeleteAfterDays");
    }

    private static RuleBroken refusal(Lifecycle wanted, Lifecycle current, StorageTier tier, Duration age) {
        return catchThrowableOfType(RuleBroken.class, () -> wanted.checkReplaces(current, tier, age));
    }
}
