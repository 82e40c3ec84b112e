package io.coldkeep.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.domain.refusal.RuleBroken;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");
    private static final Lifecycle COLD_AND_GONE = Lifecycle.moveToColdAfter(1).deletingAfter(91);

    @Test
    void hasADayForEachDayAndNothingWhereNothingIs() {
        var days = Forecast.of(TODAY, 3, Stream.of()).days();

        assertThat(days).extracting(Forecast.Day::date).containsExactly(TODAY, TODAY.plusDays(1), TODAY.plusDays(2));
        assertThat(days)
                .allSatisfy(day -> assertThat(day)
                        .isEqualTo(new Forecast.Day(day.date(), Amount.NONE, Amount.NONE, Amount.NONE, Amount.NONE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3_651, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void refusesDaysOutOfRange(int days) {
        assertThatThrownBy(() -> Forecast.of(TODAY, days, Stream.of()))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("days must be 1 to 3650, was " + days);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3_650})
    void takesAsManyDaysAsThereMayBe(int days) {
        assertThat(Forecast.of(TODAY, days, Stream.of()).days()).hasSize(days);
    }

    @Test
    void movesAndExpiresOnTheDaysOfTheLifecycle() {
        var days = forecast(92, point("2026-03-01T12:00:00Z", COLD_AND_GONE, StorageTier.WARM));

        assertDay(days.get(0), 0, 0, 1, 0);
        assertDay(days.get(1), 1, 0, 0, 1);
        assertDay(days.get(2), 0, 0, 0, 1);
        assertDay(days.get(90), 0, 0, 0, 1);
        assertDay(days.get(91), 0, 1, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-27T23:59:59.999Z,2026-02-28",
        "2026-02-28T00:00:00Z,2026-03-01",
        "2026-02-28T23:59:59.999Z,2026-03-01",
        "2026-03-01T00:00:00Z,2026-03-02"
    })
    void countsTheDayOfTheActionFromTheDayOfTheCreation(Instant creation, LocalDate due) {
        var lifecycle = Lifecycle.deleteAfter(1);

        assertThat(Cohort.ofOne(creation, lifecycle, StorageTier.WARM, 7).expiresOn(LocalDate.MIN))
                .contains(due)
                .contains(LocalDate.ofInstant(
                        lifecycle.calculatedFrom(creation).deleteAt().orElseThrow(), ZoneOffset.UTC));
    }

    @Test
    void doesTodayWhatIsOverdue() {
        var days = forecast(
                1,
                point("2026-02-01T00:00:00Z", Lifecycle.moveToColdAfter(5), StorageTier.WARM),
                point("2026-01-01T00:00:00Z", Lifecycle.deleteAfter(5), StorageTier.WARM),
                point("2026-01-01T00:00:00Z", Lifecycle.deleteAfter(5), StorageTier.COLD),
                point("2025-01-01T00:00:00Z", COLD_AND_GONE, StorageTier.WARM));

        assertDay(days.get(0), 1, 3, 0, 1);
    }

    @Test
    void expiresTodayWhatIsBeingDeletedWhateverItsLifecycleSays() {
        var deleting = new Cohort(TODAY, Lifecycle.moveToColdAfter(1), StorageTier.WARM, true, Amount.of(3, 30));
        var kept = new Cohort(TODAY, Lifecycle.moveToColdAfter(1), StorageTier.WARM, false, Amount.of(1, 10));

        var days = forecast(2, deleting, kept);

        assertDay(days.get(0), 0, 3, 1, 0);
        assertDay(days.get(1), 1, 0, 0, 1);
    }

    @Test
    void keepsForEverWhatHasNoEnd() {
        var days = forecast(
                Forecast.MAX_DAYS,
                point("2020-01-01T00:00:00Z", Lifecycle.FOREVER, StorageTier.WARM),
                point("2020-01-01T00:00:00Z", Lifecycle.moveToColdAfter(1), StorageTier.COLD),
                point("2026-03-01T00:00:00Z", Lifecycle.deleteAfter(36_500), StorageTier.COLD));

        assertThat(days).allSatisfy(day -> assertDay(day, 0, 0, 1, 2));
    }

    @Test
    void leavesOutWhatHappensBehindTheLastDay() {
        var days = forecast(1, point("2026-03-01T00:00:00Z", COLD_AND_GONE, StorageTier.WARM));

        assertDay(days.get(0), 0, 0, 1, 0);
    }

    @Test
    void addsUpMoreBytesThanALongCounts() {
        var huge = point("2026-03-01T00:00:00Z", COLD_AND_GONE, StorageTier.WARM, Long.MAX_VALUE);

        var day = forecast(2, huge, huge, huge).get(1);

        assertThat(day.movedToCold())
                .isEqualTo(new Amount(3, BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.valueOf(3))));
        assertThat(day.cold()).isEqualTo(day.movedToCold());
        assertThat(day.warm()).isEqualTo(Amount.NONE);
    }

    /** What the lifecycle of each single recovery point says at the end of each day. */
    @Test
    void agreesWithWhatEachLifecycleSays() {
        var random = Seeds.random(ForecastTest.class);
        for (var round = 0; round < 50; round++) {
            var points = Stream.generate(() -> randomPoint(random)).limit(40).toList();
            var cohorts = points.stream().map(Point::cohort);

            for (var day : Forecast.of(TODAY, 300, cohorts).days()) {
                var end = day.date().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
                var warm = points.stream()
                        .filter(point -> point.tierBefore(end) == Where.WARM)
                        .toList();
                var cold = points.stream()
                        .filter(point -> point.tierBefore(end) == Where.COLD)
                        .toList();
                assertThat(day.warm()).as("%s", day).isEqualTo(total(warm));
                assertThat(day.cold()).as("%s", day).isEqualTo(total(cold));
            }
        }
    }

    private enum Where {
        WARM,
        COLD,
        GONE
    }

    private record Point(Instant creation, Lifecycle lifecycle, StorageTier tier, long bytes) {

        Cohort cohort() {
            return Cohort.ofOne(creation, lifecycle, tier, bytes);
        }

        Where tierBefore(Instant end) {
            var action = lifecycle.calculatedFrom(creation).actionAt(end.minusMillis(1), tier);
            if (action instanceof LifecycleAction.Expire) {
                return Where.GONE;
            }
            return action instanceof LifecycleAction.MoveToCold || tier == StorageTier.COLD ? Where.COLD : Where.WARM;
        }
    }

    private static Point randomPoint(Random random) {
        var second = random.nextInt(3) == 0 ? 0 : random.nextInt(86_400);
        var creation = TODAY.minusDays(random.nextInt(200))
                .atStartOfDay()
                .plusSeconds(second)
                .minusNanos(random.nextInt(2) * 1_000_000L)
                .toInstant(ZoneOffset.UTC);
        return new Point(
                creation,
                randomLifecycle(random),
                random.nextInt(3) == 0 ? StorageTier.COLD : StorageTier.WARM,
                random.nextInt(1_000_000));
    }

    private static Lifecycle randomLifecycle(Random random) {
        var cold = 1 + random.nextInt(200);
        return switch (random.nextInt(4)) {
            case 0 -> Lifecycle.FOREVER;
            case 1 -> Lifecycle.moveToColdAfter(cold);
            case 2 -> Lifecycle.deleteAfter(1 + random.nextInt(400));
            default -> Lifecycle.moveToColdAfter(cold).deletingAfter(cold + 90 + random.nextInt(100));
        };
    }

    private static Amount total(List<Point> points) {
        return Amount.of(points.size(), points.stream().mapToLong(Point::bytes).sum());
    }

    private static List<Forecast.Day> forecast(int days, Cohort... cohorts) {
        return new ArrayList<>(Forecast.of(TODAY, days, Stream.of(cohorts)).days());
    }

    private static Cohort point(String creation, Lifecycle lifecycle, StorageTier tier) {
        return point(creation, lifecycle, tier, 10);
    }

    private static Cohort point(String creation, Lifecycle lifecycle, StorageTier tier, long bytes) {
        return Cohort.ofOne(Instant.parse(creation), lifecycle, tier, bytes);
    }

    /** Each recovery point has ten bytes. */
    private static void assertDay(Forecast.Day day, long moved, long expired, long warm, long cold) {
        assertThat(day.movedToCold()).as("moved").isEqualTo(Amount.of(moved, 10 * moved));
        assertThat(day.expired()).as("expired").isEqualTo(Amount.of(expired, 10 * expired));
        assertThat(day.warm()).as("warm").isEqualTo(Amount.of(warm, 10 * warm));
        assertThat(day.cold()).as("cold").isEqualTo(Amount.of(cold, 10 * cold));
    }
}
