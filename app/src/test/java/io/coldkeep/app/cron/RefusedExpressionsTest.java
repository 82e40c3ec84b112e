package io.coldkeep.app.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.policy.Schedule;
import io.coldkeep.domain.refusal.RuleBroken;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(10)
class RefusedExpressionsTest {

    private static final String FORM = "must be cron(minutes hours day-of-month month day-of-week year)";

    private final CronSchedules schedules = new CronSchedules();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""
            " "
            cron()
            cron
            at(2026-01-01T00:00:00)
            cron(0 5 ? * * *
            0 5 ? * * *)
            (0 5 ? * * *)
            Cron(0 5 ? * * *)
            cron (0 5 ? * * *)
            cron((0 5 ? * * *))
            cron(cron(0 5 ? * * *))
            cron(0 5 ? * * *) cron(0 6 ? * * *)
            cron(0 5 ? * * *);
            @daily
            0 5 ? * *
            cron(0 0 5 ? * * *)
            """)
    void refusesOtherForms(String expression) {
        assertRefused(expression, FORM);
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatIsNotAsciiOrNotABlank(String expression) {
        assertThatThrownBy(checking(expression)).isInstanceOf(RuleBroken.class);
    }

    static Stream<String> refusesWhatIsNotAsciiOrNotABlank() {
        return Stream.of(
                "cron(0 5 ? * * ٢٠٢٦)",
                "cron(٠ 5 ? * * *)",
                "cron(0 5 ? * ſUN *)",
                "cron(0 5 ? * FRı *)",
                "cron(0\u00a05\u00a0?\u00a0*\u00a0*\u00a0*)",
                "cron(0 5 ? * *\n*)",
                "cron(0\n5\n?\n*\n*\n*)",
                "cron(0 5 ? * * *)\u0000",
                "cron(０ ５ ? * * *)",
                "𝟘 5 ? * * *",
                "\ud83d\ude00".repeat(6));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rate(1 day)
            rate(12 hours)
            """)
    void refusesRates(String expression) {
        assertRefused(expression, FORM + ", a rate is not supported");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cron(0 5 * * * *)
            cron(0 5 1 * MON *)
            cron(0 5 ? * ? *)
            cron(0 5 L * FRIL *)
            """)
    void refusesBothOrNoneOfTheDays(String expression) {
        assertRefused(expression, "must have ? as either day-of-month or day-of-week, and not as both");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cron(* 5 ? * * *)         | 60
            cron(0/15 * ? * * *)      | 4
            cron(*/30 * ? * * *)      | 2
            cron(0,30 5 ? * * *)      | 2
            cron(0/59 5 1 1 ? 2030)   | 2
            cron(58-1 5 ? * * *)      | 4
            cron(10-12/2 5 ? * * *)   | 2
            cron(*/59,59 5 ? * * *)   | 2
            """)
    void refusesMoreThanOneMinuteOfAnHour(String expression, int minutes) {
        assertRefused(expression, "must run at most once an hour, so in one minute of it, has " + minutes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cron(0 0 31 2 ? *)
            cron(0 0 30 FEB ? *)
            cron(0 0 31 4,6,9,11 ? *)
            cron(0 0 29 2 ? 2025-2027)
            cron(0 0 29 2 ? 2100)
            cron(0 0 31W 2 ? *)
            cron(0 0 ? 2 MON#5 2027)
            """)
    void refusesWhatNeverRuns(String expression) {
        assertRefused(expression, "must run at some time: no month of it has such a day");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            60
            0/60
            0/0
            -1
            1-
            -
            /
            /5
            5/
            1-5/
            1-5/2/3
            1-5-9
            1,
            ,1
            1,,2
            +5
            5L
            L
            ?
            ??
            *?
            **
            5*
            0x5
            000
            5.5
            MON
            """)
    void refusesMinutes(String minutes) {
        assertRefused(
                "cron(" + minutes + " 5 ? * * *)",
                "must have as minutes 0-59 (ranges, steps up to 59 and lists included)",
                minutes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            24
            0/24
            5-24
            1,24
            W
            12am
            """)
    void refusesHours(String hours) {
        assertRefused(
                "cron(0 " + hours + " ? * * *)",
                "must have as hours 0-23 (ranges, steps up to 23 and lists included)",
                hours);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            0
            32
            1/32
            W
            0W
            32W
            1W5
            15WW
            WL
            L-3
            L-
            LL
            1L
            6L
            L,15
            15,L
            15W,20
            1-15W
            2#1
            ?,1
            """)
    void refusesDaysOfTheMonth(String days) {
        assertRefused(
                "cron(0 5 " + days + " * ? *)",
                "must have as day-of-month 1-31 (ranges, steps up to 31 and lists included) or one of ?, L, LW and 1W to 31W",
                days);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0
            13
            1/13
            JANUARY
            MON
            JA
            JAN-
            L
            ?
            JAN#1
            """)
    void refusesMonths(String months) {
        assertRefused(
                "cron(0 5 1 " + months + " ? *)",
                "must have as month 1-12 or JAN-DEC (ranges, steps up to 12 and lists included)",
                months);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            0
            8
            1/8
            MONDAY
            JAN
            M
            LW
            MONW
            8L
            0L
            LL
            L6
            MON#0
            MON#6
            MON#
            #1
            #
            MON#1#2
            MON#1,FRI#2
            3#1,6#3
            MON#1-3
            MONL,FRI
            MON-L
            L,SUN
            """)
    void refusesDaysOfTheWeek(String days) {
        assertRefused(
                "cron(0 5 ? * " + days + " *)",
                "must have as day-of-week 1-7 or SUN-SAT (ranges, steps up to 7 and lists included) or one of ?, L, 1L to 7L and 1#1 to 7#5",
                days);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1969
            2200
            26
            02026
            2027-2026
            2026/0
            2026/231
            L
            ?
            """)
    void refusesYears(String years) {
        assertRefused(
                "cron(0 5 ? * * " + years + ")",
                "must have as year 1970-2199 (ranges, steps up to 230 and lists included)",
                years);
    }

    @Test
    void refusesMoreThan256Characters() {
        var list = "0," + "1,".repeat(10_000) + "2";

        assertThatThrownBy(checking("cron(0 " + list + " ? * * *)"))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("ScheduleExpression must have at most 256 characters, has 20019, was '"
                        + ("cron(0 " + list).substring(0, 100) + "…'");
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatIsLongQuickly(String expression) {
        assertThatThrownBy(checking(expression)).isInstanceOf(RuleBroken.class);
    }

    static Stream<String> refusesWhatIsLongQuickly() {
        return Stream.of(
                "(".repeat(1_000_000),
                "cron(".repeat(50) + ")".repeat(6),
                " ".repeat(256),
                "\t".repeat(255) + "x",
                "cron(" + "* ".repeat(125) + ")",
                "cron(0 " + "1,".repeat(118) + " ? * * *)",
                "cron(0 " + "1-".repeat(118) + " ? * * *)",
                "cron(0 " + "*/".repeat(118) + " ? * * *)",
                "9".repeat(256));
    }

    @Test
    void showsAtMost100CharactersOfAField() {
        assertThatThrownBy(checking("cron(0 5 ? * " + "x".repeat(200) + " *)"))
                .isInstanceOf(RuleBroken.class)
                .hasMessageEndingWith(", was '" + "x".repeat(100) + "…'");
    }

    @Test
    void refusesToRunWhatItRefuses() {
        assertThatThrownBy(() -> schedules.nextRun(schedule("cron(0/15 * ? * * *)"), Instant.EPOCH))
                .isInstanceOf(RuleBroken.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "  cron(0 5 ? * * *)  "
            "cron(  0   5 ? *\t* *  )"
            " 0 5 ? * * * "
            """)
    void doesNotMindBlanks(String expression) {
        assertThat(schedules.nextRun(schedule(expression), Instant.EPOCH))
                .contains(Instant.parse("1970-01-01T05:00:00Z"));
    }

    private void assertRefused(String expression, String reason) {
        assertRefused(expression, reason, expression);
    }

    private void assertRefused(String expression, String reason, String shown) {
        assertThatThrownBy(checking(expression))
                .isInstanceOf(RuleBroken.class)
                .message()
                .startsWith("ScheduleExpression " + reason)
                .endsWith(", was '" + shown + "'");
    }

    private ThrowingCallable checking(String expression) {
        return () -> schedules.check(schedule(expression));
    }

    private static Schedule schedule(String expression) {
        return new Schedule(expression, ZoneId.of("Etc/UTC"));
    }
}
