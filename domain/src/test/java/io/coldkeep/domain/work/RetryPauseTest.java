package io.coldkeep.domain.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPauseTest {

    @ParameterizedTest
    @CsvSource({
        "1, PT5S",
        "2, PT10S",
        "3, PT20S",
        "15, PT22H45M20S",
        "16, P1D",
        "17, P1D",
        "64, P1D",
        "65, P1D",
        "2147483647, P1D"
    })
    void doublesUpToADay(int failures, Duration pause) {
        assertThat(RetryPause.after(failures)).isEqualTo(pause);
    }

    @Test
    void isForWhatHasFailed() {
        assertThatThrownBy(() -> RetryPause.after(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
