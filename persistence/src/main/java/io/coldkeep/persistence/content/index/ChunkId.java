package io.coldkeep.persistence.content.index;

import java.util.Arrays;
import java.util.HexFormat;

/** The name of a chunk: 32 bytes, a hash of its bytes under a key of its vault. */
public final class ChunkId implements Comparable<ChunkId> {

    public static final int LENGTH = 32;

    private final byte[] bytes;

    private ChunkId(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param bytes {@value #LENGTH} of them, not to be changed afterwards */
    public static ChunkId of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a chunk id has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new ChunkId(bytes);
    }

    /** The bytes themselves, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int compareTo(ChunkId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChunkId id && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return bytes[0] << 24
                | (bytes[1] & 0xff) << 16
                | (bytes[2] & 0xff) << 8
                | (bytes[3] & 0xff); // random as they are
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
