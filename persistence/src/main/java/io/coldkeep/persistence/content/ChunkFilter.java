package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.index.ChunkId;
import java.nio.ByteBuffer;

/**
 * Ids of chunks, in little memory: one that was added is in it, and one that was not may seem to be. That happens to one in some
 * five thousand as long as there are 32 bits for each.
 */
final class ChunkFilter {

    private static final int HASHES = 4;
    private static final int FEWEST = 20;
    private static final int MOST = 29;

    private final long[] bits;

    /** @param expected how many bits there should be; there are from 128 KiB to 64 MiB of them */
    ChunkFilter(long expected) {
        var power = Math.clamp(Long.SIZE - Long.numberOfLeadingZeros(expected), FEWEST, MOST);
        bits = new long[1 << (power - 6)];
    }

    void add(ChunkId chunk) {
        var random = ByteBuffer.wrap(chunk.bytes()).asLongBuffer();
        for (var i = 0; i < HASHES; i++) {
            var hash = random.get(i);
            bits[word(hash)] |= 1L << hash;
        }
    }

    boolean mayHave(ChunkId chunk) {
        var random = ByteBuffer.wrap(chunk.bytes()).asLongBuffer();
        for (var i = 0; i < HASHES; i++) {
            var hash = random.get(i);
            if ((bits[word(hash)] & 1L << hash) == 0) {
                return false;
            }
        }
        return true;
    }

    private int word(long hash) {
        return (int) (hash >>> 32) & (bits.length - 1);
    }
}
