package io.coldkeep.domain.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where a symbolic link points: raw bytes, of no meaning to a backup. */
public final class LinkTarget {

    private final byte[] bytes;

    public LinkTarget(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinkTarget target && Arrays.equals(bytes, target.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
