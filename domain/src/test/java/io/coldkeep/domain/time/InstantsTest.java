package io.coldkeep.domain.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class InstantsTest {

    @Test
    void cutsOffWhatIsFinerThanAMillisecond() {
        assertThat(Instants.millis(Instant.parse("2026-01-02T03:04:05.678999999Z")))
                .isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(Instants.millis(Instant.parse("1969-12-31T23:59:59.999999999Z")))
                .isEqualTo(Instant.parse("1969-12-31T23:59:59.999Z"));
    }
}
