package io.coldkeep.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.RuleViolation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedLifecycleTest {

    private static final List<Long> INTERESTING = List.of(
            Long.MIN_VALUE,
            (long) Integer.MIN_VALUE,
            -2L,
            -1L,
            0L,
            1L,
            2L,
            89L,
            90L,
            91L,
            92L,
            36_409L,
            36_410L,
            36_411L,
            36_499L,
            36_500L,
            36_501L,
            (long) Integer.MAX_VALUE,
            (1L << 32) + 1, // would be 1 if it were cut to an int
            Long.MAX_VALUE);

    static Stream<Arguments> interestingPairs() {
        return INTERESTING.stream().flatMap(cold -> INTERESTING.stream().map(delete -> Arguments.of(cold, delete)));
    }

    static Stream<Arguments> randomPairs() {
        var random = Seeds.random(RequestedLifecycleTest.class);
        return IntStream.range(0, 1_000)
                .mapToObj(i -> Arguments.of(random.nextInt(-3, 36_600), (long) random.nextInt(-3, 36_600)));
    }

    /** The rules once more, written as one condition over the numbers. */
    private static boolean isLegal(long cold, long delete) {
        var coldInRange = cold == -1 || (cold >= 1 && cold <= 36_500);
        var deleteInRange = delete == -1 || (delete >= 1 && delete <= 36_500);
        return coldInRange && deleteInRange && (cold == -1 || delete == -1 || delete >= cold + 90);
    }

    @ParameterizedTest
    @MethodSource({"interestingPairs", "randomPairs"})
    void acceptsWhatIsInRangeAndNinetyDaysApart(long cold, long delete) {
        var requested = RequestedLifecycle.of(cold, delete);

        if (isLegal(cold, delete)) {
            assertThat(requested.checked()).isEqualTo(lifecycle(cold, delete));
        } else {
            assertThat(violation(requested)).isEqualTo(expectedViolation(cold, delete));
        }
    }

    private static Lifecycle lifecycle(long cold, long delete) {
        return new Lifecycle(days(cold), days(delete), Optional.empty());
    }

    private static Optional<RetentionDays> days(long value) {
        return value == -1 ? Optional.empty() : Optional.of(RetentionDays.of((int) value));
    }

    /** Ranges come before the distance, and the day of the move before that of the deletion. */
    private static RuleViolation expectedViolation(long cold, long delete) {
        if (cold != -1 && (cold < 1 || cold > 36_500)) {
            return new LifecycleViolation.DaysOutOfRange("MoveToColdStorageAfterDays", cold);
        }
        if (delete != -1 && (delete < 1 || delete > 36_500)) {
            return new LifecycleViolation.DaysOutOfRange("DeleteAfterDays", delete);
        }
        return new LifecycleViolation.ColdStorageTooShort(RetentionDays.of((int) cold), RetentionDays.of((int) delete));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 89, 90, 36_500})
    void acceptsOneNumberWithoutTheOther(long days) {
        var cold =
                new RequestedLifecycle(OptionalLong.of(days), OptionalLong.empty(), Optional.empty(), Optional.empty());
        var delete =
                new RequestedLifecycle(OptionalLong.empty(), OptionalLong.of(days), Optional.empty(), Optional.empty());

        assertThat(cold.checked()).isEqualTo(Lifecycle.moveToColdAfter((int) days));
        assertThat(delete.checked()).isEqualTo(Lifecycle.deleteAfter((int) days));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -2, 0, 36_501, Long.MAX_VALUE})
    void namesTheMemberThatIsOutOfRange(long days) {
        var cold =
                new RequestedLifecycle(OptionalLong.of(days), OptionalLong.empty(), Optional.empty(), Optional.empty());
        var delete =
                new RequestedLifecycle(OptionalLong.empty(), OptionalLong.of(days), Optional.empty(), Optional.empty());

        assertThat(violation(cold))
                .isEqualTo(new LifecycleViolation.DaysOutOfRange("MoveToColdStorageAfterDays", days))
                .extracting(RuleViolation::field)
                .isEqualTo("Lifecycle.MoveToColdStorageAfterDays");
        assertThat(violation(delete))
                .isEqualTo(new LifecycleViolation.DaysOutOfRange("DeleteAfterDays", days))
                .extracting(RuleViolation::field)
                .isEqualTo("Lifecycle.DeleteAfterDays");
    }

    @Test
    void takesNoMembersAndTwoRemovalsAndNoneForForever() {
        assertThat(RequestedLifecycle.NONE.checked()).isEqualTo(Lifecycle.FOREVER);
        assertThat(RequestedLifecycle.of(-1, -1).checked()).isEqualTo(Lifecycle.FOREVER);
    }

    @Test
    void takesASingleRemovalForAnAbsentNumber() {
        assertThat(RequestedLifecycle.of(-1, 7).checked()).isEqualTo(Lifecycle.deleteAfter(7));
        assertThat(RequestedLifecycle.of(7, -1).checked()).isEqualTo(Lifecycle.moveToColdAfter(7));
    }

    @Test
    void keepsTheOptInAsItWasSent() {
        Stream.of(Optional.of(true), Optional.of(false), Optional.<Boolean>empty())
                .forEach(optIn -> assertThat(new RequestedLifecycle(
                                        OptionalLong.empty(), OptionalLong.of(1), optIn, Optional.empty())
                                .checked()
                                .optInToArchive())
                        .isEqualTo(optIn));
    }

    @Test
    void refusesAnEventBeforeItLooksAtTheNumbers() {
        var requested = new RequestedLifecycle(
                OptionalLong.of(0), OptionalLong.of(0), Optional.empty(), Optional.of("DELETE_AFTER_COPY"));

        assertThat(violation(requested)).isEqualTo(new LifecycleViolation.EventGiven());
        assertThat(violation(requested).field()).isEqualTo("Lifecycle.DeleteAfterEvent");
        assertThat(violation(requested).message())
                .isEqualTo("Lifecycle.DeleteAfterEvent must not be given: it is a member of answers only");
    }

    @Test
    void saysTheNumbersThatBrokeTheRule() {
        assertThat(refusal(RequestedLifecycle.of(30, 119)))
                .hasMessage("Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from"
                        + " MoveToColdStorageAfterDays (DeleteAfterDays was 119, MoveToColdStorageAfterDays 30)");
        assertThat(refusal(RequestedLifecycle.of(0, 119)))
                .hasMessage(
                        "Invalid lifecycle. MoveToColdStorageAfterDays cannot be less than 1 or more than 36500 days"
                                + " (was 0)");
        assertThat(refusal(RequestedLifecycle.of(30, -2)))
                .hasMessage("Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than 36500 days"
                        + " (was -2; -1 removes it)");
    }

    private static RuleViolation violation(RequestedLifecycle requested) {
        return refusal(requested).violation();
    }

    private static RuleBroken refusal(RequestedLifecycle requested) {
        return catchThrowableOfType(RuleBroken.class, requested::checked);
    }
}
