package io.coldkeep.domain.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ProgressReportTest {

    private final List<Long> received = new ArrayList<>();

    @Test
    void passesTheFirstAndThenNoneBeforeTheIntervalIsOver() {
        var report = new ProgressReport(received::add, Duration.ofDays(1), () -> false);

        for (var i = 1; i <= 1_000; i++) {
            report.at(i);
        }

        assertThat(received).containsExactly(1L);
    }

    @Test
    void passesAllWithoutAnInterval() {
        var report = new ProgressReport(received::add, Duration.ZERO, () -> false);

        report.at(1);
        report.at(2);

        assertThat(received).containsExactly(1L, 2L);
    }

    @Test
    void suspendsTheWorkAsSoonAsTheProcessIsToEndWhateverTheInterval() {
        var processEnds = new AtomicBoolean();
        var report = new ProgressReport(received::add, Duration.ofDays(1), processEnds::get);
        report.at(1);

        processEnds.set(true);

        assertThatThrownBy(() -> report.at(2)).isInstanceOf(WorkSuspended.class);
        assertThat(received).containsExactly(1L);
    }
}
