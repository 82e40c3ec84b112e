package io.coldkeep.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.domain.refusal.RuleBroken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CalculatedLifecycleTest {

    private static final Instant CREATION = Instant.parse("2021-07-26T06:51:58.271Z");
    private static final Lifecycle THIRTY_THEN_A_HUNDRED_AND_TWENTY =
            Lifecycle.moveToColdAfter(30).deletingAfter(120);

    @Test
    void countsDaysOfTwentyFourHoursFromTheCreationToTheMillisecond() {
        var calculated = Lifecycle.deleteAfter(35).calculatedFrom(CREATION);

        assertThat(calculated.deleteAt()).contains(Instant.parse("2021-08-30T06:51:58.271Z"));
        assertThat(calculated.moveToColdAt()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1,     2024-02-28T23:59:59.999Z, 2024-02-29T23:59:59.999Z",
        "1,     2023-02-28T23:59:59.999Z, 2023-03-01T23:59:59.999Z",
        "1,     2026-03-28T12:00:00Z,     2026-03-29T12:00:00Z",
        "365,   2024-01-01T00:00:00Z,     2024-12-31T00:00:00Z",
        "36500, 2026-01-01T00:00:00.001Z, 2125-12-08T00:00:00.001Z",
        "1,     1969-12-31T23:59:59.999Z, 1970-01-01T23:59:59.999Z"
    })
    void knowsNoLeapDaysAndNoSummerTime(int days, Instant creation, Instant due) {
        assertThat(Lifecycle.deleteAfter(days).calculatedFrom(creation).deleteAt())
                .contains(due);
        assertThat(Lifecycle.moveToColdAfter(days).calculatedFrom(creation).moveToColdAt())
                .contains(due);
    }

    @Test
    void calculatesNothingForALifecycleWithoutNumbers() {
        var calculated = Lifecycle.FOREVER.calculatedFrom(CREATION);

        assertThat(calculated).isEqualTo(new CalculatedLifecycle(Optional.empty(), Optional.empty()));
        assertThat(calculated.actionAt(Instant.MAX, StorageTier.WARM)).isEqualTo(LifecycleAction.KEEP);
        assertThat(calculated.actionAt(Instant.MAX, StorageTier.COLD)).isEqualTo(LifecycleAction.KEEP);
        assertThat(calculated.nextActionAt(StorageTier.WARM)).isEmpty();
        assertThat(calculated.nextActionAt(StorageTier.COLD)).isEmpty();
    }

    @Test
    void reachesTheLastMillisecondOfTheYear9999AndNoFurther() {
        var last = Instant.parse("9999-12-31T23:59:59.999Z");

        assertThat(Lifecycle.deleteAfter(1)
                        .calculatedFrom(last.minus(Duration.ofDays(1)))
                        .deleteAt())
                .contains(last);

        var tooLate = last.minus(Duration.ofDays(1)).plusMillis(1);
        assertThat(violation(Lifecycle.deleteAfter(1), tooLate))
                .isEqualTo(new LifecycleViolation.InstantOutOfRange("DeleteAfterDays", RetentionDays.of(1), tooLate));
        assertThat(violation(Lifecycle.moveToColdAfter(1), tooLate))
                .isEqualTo(new LifecycleViolation.InstantOutOfRange(
                        "MoveToColdStorageAfterDays", RetentionDays.of(1), tooLate));
        assertThat(violation(Lifecycle.deleteAfter(36_500), Instant.MAX))
                .isInstanceOf(LifecycleViolation.InstantOutOfRange.class);
        assertThat(violation(Lifecycle.deleteAfter(1), tooLate).field()).isEqualTo("Lifecycle.DeleteAfterDays");
    }

    private static LifecycleViolation violation(Lifecycle lifecycle, Instant creation) {
        return (LifecycleViolation) catchThrowableOfType(RuleBroken.class, () -> lifecycle.calculatedFrom(creation))
                .violation();
    }

    @Test
    void movesToColdAtTheInstantAndNotAMillisecondBefore() {
        var calculated = Lifecycle.moveToColdAfter(30).calculatedFrom(CREATION);
        var due = CREATION.plus(Duration.ofDays(30));

        assertThat(calculated.actionAt(due.minusMillis(1), StorageTier.WARM)).isEqualTo(LifecycleAction.KEEP);
        assertThat(calculated.actionAt(due, StorageTier.WARM)).isEqualTo(new LifecycleAction.MoveToCold(due));
        assertThat(calculated.actionAt(due.plusMillis(1), StorageTier.WARM))
                .isEqualTo(new LifecycleAction.MoveToCold(due));
        assertThat(calculated.actionAt(due, StorageTier.COLD))
                .as("cold already")
                .isEqualTo(LifecycleAction.KEEP);
    }

    @ParameterizedTest
    @EnumSource(StorageTier.class)
    void expiresAtTheInstantAndNotAMillisecondBefore(StorageTier tier) {
        var calculated = Lifecycle.deleteAfter(120).calculatedFrom(CREATION);
        var due = CREATION.plus(Duration.ofDays(120));

        assertThat(calculated.actionAt(due.minusMillis(1), tier)).isEqualTo(LifecycleAction.KEEP);
        assertThat(calculated.actionAt(due, tier)).isEqualTo(new LifecycleAction.Expire(due));
        assertThat(calculated.actionAt(due.plusMillis(1), tier)).isEqualTo(new LifecycleAction.Expire(due));
    }

    @Test
    void expiresWhatIsDueForBothRatherThanMoveItFirst() {
        var calculated = THIRTY_THEN_A_HUNDRED_AND_TWENTY.calculatedFrom(CREATION);
        var deleteAt = CREATION.plus(Duration.ofDays(120));

        assertThat(calculated.actionAt(deleteAt.minusMillis(1), StorageTier.WARM))
                .isInstanceOf(LifecycleAction.MoveToCold.class);
        assertThat(calculated.actionAt(deleteAt, StorageTier.WARM)).isEqualTo(new LifecycleAction.Expire(deleteAt));
    }

    @Test
    void nextMovesAWarmOneAndExpiresAColdOne() {
        var calculated = THIRTY_THEN_A_HUNDRED_AND_TWENTY.calculatedFrom(CREATION);

        assertThat(calculated.nextActionAt(StorageTier.WARM)).contains(CREATION.plus(Duration.ofDays(30)));
        assertThat(calculated.nextActionAt(StorageTier.COLD)).contains(CREATION.plus(Duration.ofDays(120)));
    }

    @Test
    void nextExpiresAWarmOneWhoseEndComesFirst() {
        var endFirst =
                new CalculatedLifecycle(Optional.of(CREATION.plusSeconds(2)), Optional.of(CREATION.plusSeconds(1)));
        var both = new CalculatedLifecycle(Optional.of(CREATION), Optional.of(CREATION));

        assertThat(endFirst.nextActionAt(StorageTier.WARM)).contains(CREATION.plusSeconds(1));
        assertThat(both.nextActionAt(StorageTier.WARM)).contains(CREATION);
    }

    /** The next instant is the first at which there is something to do: for any lifecycle, in any tier. */
    @Test
    void doesNothingBeforeTheNextInstantAndSomethingAtIt() {
        var random = Seeds.random(CalculatedLifecycleTest.class);
        for (var i = 0; i < 1_000; i++) {
            var lifecycle = anyLifecycle(random);
            var calculated = lifecycle.calculatedFrom(CREATION);
            for (var tier : StorageTier.values()) {
                var next = calculated.nextActionAt(tier);
                if (next.isPresent()) {
                    assertThat(calculated.actionAt(next.get(), tier))
                            .as("%s", lifecycle)
                            .isNotEqualTo(LifecycleAction.KEEP);
                    assertThat(calculated.actionAt(next.get().minusMillis(1), tier))
                            .as("%s", lifecycle)
                            .isEqualTo(LifecycleAction.KEEP);
                } else {
                    assertThat(calculated.actionAt(Instant.MAX, tier)).isEqualTo(LifecycleAction.KEEP);
                }
            }
        }
    }

    private static Lifecycle anyLifecycle(Random random) {
        var cold = random.nextInt(1, 36_411);
        var delete = random.nextInt(cold + 90, 36_501);
        return Stream.of(
                        Lifecycle.FOREVER,
                        Lifecycle.moveToColdAfter(cold),
                        Lifecycle.deleteAfter(delete),
                        Lifecycle.moveToColdAfter(cold).deletingAfter(delete))
                .skip(random.nextInt(4))
                .findFirst()
                .orElseThrow();
    }
}
