package io.coldkeep.app.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.coldkeep.domain.policy.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cron expressions and their next runs, as the tables in the resources of this package have them. */
class NextRunsTest {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd'T'HH:mmXXX", Locale.ENGLISH);
    private static final int COUNT = 10;

    private final CronSchedules schedules = new CronSchedules();

    record Row(Schedule schedule, Instant after, List<String> runs) {

        @Override
        public String toString() {
            return "%s in %s after %s".formatted(schedule.expression(), schedule.zone(), after);
        }
    }

    static Stream<Row> nextTenRuns() {
        return rows("next-ten-runs.txt");
    }

    static Stream<Row> clockChanges() {
        return rows("clock-changes.txt");
    }

    @ParameterizedTest
    @MethodSource({"nextTenRuns", "clockChanges"})
    void runsAsTheTableSays(Row row) {
        assertThatCode(() -> schedules.check(row.schedule)).doesNotThrowAnyException();
        assertThat(runs(row)).isEqualTo(row.runs);
    }

    private List<String> runs(Row row) {
        var runs = new ArrayList<String>();
        var next = schedules.nextRun(row.schedule, row.after);
        while (next.isPresent() && runs.size() < COUNT) {
            runs.add(FORMAT.format(next.get().atZone(row.schedule.zone())));
            next = schedules.nextRun(row.schedule, next.get());
        }
        return runs;
    }

    private static Stream<Row> rows(String table) {
        return Stream.of(text(table).split("\n\n"))
                .filter(block -> !block.startsWith("#"))
                .map(NextRunsTest::row);
    }

    private static Row row(String block) {
        var lines = block.strip().lines().map(String::strip).toList();
        var head = lines.get(0).split(" \\| (after )?", -1);
        return new Row(
                new Schedule(head[0], ZoneId.of(head[1])),
                ZonedDateTime.parse(head[2], FORMAT).toInstant(),
                lines.stream().skip(1).filter(line -> !line.equals("none")).toList());
    }

    private static String text(String table) {
        try (var stream = NextRunsTest.class.getResourceAsStream(table)) {
            return new String(Optional.ofNullable(stream).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
