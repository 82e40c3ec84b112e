package io.coldkeep.persistence.sql.scale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.persistence.sql.TestH2;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That the program still runs; its figures are for people. */
class ScaleBenchmarkTest {

    @Test
    void measuresASmallCatalog() throws Exception {
        var output = new ByteArrayOutputStream();

        new ScaleBenchmark(1_500, new PrintStream(output, true, UTF_8))
                .measure("H2", Map.of(4_000L, TestH2.freshDatabase()));

        assertThat(output.toString(UTF_8))
                .contains("H2, 4,000 recovery points", "a sweep with 1,000 due", "1,500 due", "plain SQL");
    }
}
