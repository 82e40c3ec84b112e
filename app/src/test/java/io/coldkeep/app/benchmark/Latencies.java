package io.coldkeep.app.benchmark;

import java.util.Arrays;

/** How long each of many requests took, in nanoseconds. */
final class Latencies {
    private long[] values = new long[1 << 16];
    private int size;

    void add(long nanoseconds) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = nanoseconds;
    }

    int count() {
        return size;
    }

    /** The value that the share of all values (0 to 1) does not exceed, in milliseconds. */
    double milliseconds(double share) {
        Arrays.sort(values, 0, size);
        var index = (int) Math.ceil(share * size) - 1;
        return values[Math.clamp(index, 0, size - 1)] / 1e6;
    }
}
