package io.coldkeep.persistence.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** The name of the directory in which an attempt at a restore works. */
final class HiddenName {

    private static final String PREFIX = ".coldkeep-restore-";
    private static final byte[] PREFIX_BYTES = PREFIX.getBytes(StandardCharsets.US_ASCII);

    private HiddenName() {}

    static byte[] of(UUID attempt) {
        return (PREFIX + attempt).getBytes(StandardCharsets.US_ASCII);
    }

    static boolean isHidden(byte[] name) {
        return name.length >= PREFIX_BYTES.length
                && Arrays.equals(name, 0, PREFIX_BYTES.length, PREFIX_BYTES, 0, PREFIX_BYTES.length);
    }
}
