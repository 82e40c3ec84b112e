package io.coldkeep.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class MetricsTextTest {

    @Test
    void writesFamiliesAndTheirSamples() {
        var text = new MetricsText();
        text.gauge("points", "Points by tier.")
                .sample(2, "tier", "warm", "status", "COMPLETED")
                .sample(0L, "tier", "cold");
        text.counter("bytes_total", "All bytes.").sample(BigInteger.TWO.pow(64));

        assertThat(text).hasToString("""
                # HELP points Points by tier.
                # TYPE points gauge
                points{tier="warm",status="COMPLETED"} 2
                points{tier="cold"} 0
                # HELP bytes_total All bytes.
                # TYPE bytes_total counter
                bytes_total 18446744073709551616
                """);
    }

    @Test
    void escapesWhatWouldEndALineOrAValue() {
        var text = new MetricsText();
        text.gauge("odd", "a \\ and a\nline, \"quoted\"").sample(1, "name", "a \\n, a \"quote\"\nand {=,}");

        assertThat(text).hasToString("""
                # HELP odd a \\\\ and a\\nline, "quoted"
                # TYPE odd gauge
                odd{name="a \\\\n, a \\"quote\\"\\nand {=,}"} 1
                """);
    }
}
