package io.coldkeep.persistence.content.pack;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

/** Bytes that are almost right, to be fed to decoders. */
public final class Mutations {

    private static final int COUNT = 20_000;

    /** What a decoder may allocate for a byte that it is given, objects and all. */
    private static final int ALLOCATED_FOR_BYTE = 2_000;

    private final Random random;

    public Mutations(Random random) {
        this.random = random;
    }

    /** Decodes, and throws what it has to throw when it cannot. */
    @FunctionalInterface
    public interface Decoder {
        void decode(byte[] bytes) throws IOException;
    }

    /** Feeds the bytes and thousands like them to the decoder, which may throw nothing but that. */
    public void feed(byte[] bytes, Class<? extends IOException> damage, Decoder decoder) {
        decode(bytes.clone(), damage, decoder); // classes get loaded
        for (var i = 0; i < COUNT; i++) {
            var mutant = mutate(bytes);
            var before = allocated();
            decode(mutant, damage, decoder);
            var needed = allocated() - before;
            if (needed > 1_000_000 + (long) ALLOCATED_FOR_BYTE * mutant.length) {
                throw new AssertionError(needed + " bytes were allocated for " + Arrays.toString(mutant));
            }
        }
    }

    private static void decode(byte[] bytes, Class<? extends IOException> damage, Decoder decoder) {
        try {
            decoder.decode(bytes);
        } catch (IOException | RuntimeException | Error e) {
            if (!damage.isInstance(e)) {
                throw new AssertionError("fed with " + Arrays.toString(bytes), e);
            }
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private byte[] mutate(byte[] bytes) {
        var mutant = bytes.clone();
        for (var i = random.nextInt(4); i >= 0; i--) {
            mutant = switch (random.nextInt(6)) {
                case 0 -> Arrays.copyOf(mutant, random.nextInt(mutant.length + 1));
                case 1 -> Arrays.copyOf(mutant, mutant.length + 1 + random.nextInt(8));
                case 2 -> withoutAPiece(mutant);
                case 3 -> set(mutant, (byte) random.nextInt());
                case 4 -> set(mutant, (byte) (random.nextBoolean() ? 0xff : 0x7f));
                default -> flip(mutant);
            };
        }
        return mutant;
    }

    private byte[] withoutAPiece(byte[] bytes) {
        var from = random.nextInt(bytes.length + 1);
        var to = Math.min(bytes.length, from + random.nextInt(8));
        var shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, shorter, from, bytes.length - to);
        return shorter;
    }

    private byte[] set(byte[] bytes, byte value) {
        var from = random.nextInt(bytes.length + 1);
        Arrays.fill(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(9)), value);
        return bytes;
    }

    private byte[] flip(byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }
}
