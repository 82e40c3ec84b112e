package io.coldkeep.persistence.content;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The records of a pax header, each {@code length key=value} and a line feed; a value is any bytes. */
final class PaxRecords {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void add(String key, byte[] value) {
        var rest = key.length() + value.length + 3; // blank, equals sign, line feed
        var length = rest + digits(rest);
        if (digits(length) > digits(rest)) {
            length++; // the length counts its own digits, which have become one more
        }
        bytes.writeBytes((length + " " + key + "=").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(value);
        bytes.write('\n');
    }

    void add(String key, String value) {
        add(key, value.getBytes(StandardCharsets.US_ASCII));
    }

    void add(String key, long value) {
        add(key, Long.toString(value));
    }

    /** A time as seconds since 1970, with as many decimals as it has. */
    void add(String key, Instant value) {
        var seconds = BigDecimal.valueOf(value.getEpochSecond()).add(BigDecimal.valueOf(value.getNano(), 9));
        add(key, seconds.stripTrailingZeros().toPlainString());
    }

    private static int digits(int number) {
        return Integer.toString(number).length();
    }

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
