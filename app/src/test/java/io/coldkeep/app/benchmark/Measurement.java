package io.coldkeep.app.benchmark;

import java.time.Duration;
import java.util.List;

/**
 * What one round of load gave.
 *
 * @param errors answers with a status other than 2xx
 * @param answered how many answers each connection got
 */
record Measurement(Duration took, Latencies latencies, int errors, List<Integer> answered) {

    double perSecond() {
        return latencies.count() / (took.toNanos() / 1e9);
    }
}
