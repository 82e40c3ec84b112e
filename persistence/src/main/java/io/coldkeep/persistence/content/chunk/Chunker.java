package io.coldkeep.persistence.content.chunk;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Cuts by content, so that what is inserted or removed changes the pieces around it and no others: a Gear hash, normalised as
 * FastCDC does it, over a table that is derived from a key of the vault.
 */
public final class Chunker {

    public static final int MIN = 1 << 18;
    public static final int NORMAL = 1 << 20;
    public static final int MAX = 1 << 22;

    /** More bits of the hash must be zero before the normal length than after it, so that lengths are near it. */
    private static final long STRICT = -1L << (64 - 22);

    private static final long LAX = -1L << (64 - 18);

    /** What the hash of 64 bits remembers. */
    private static final int WINDOW = 64;

    private final long[] gear = new long[256];

    public Chunker(SecretKey key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (var i = 0; i < gear.length; i++) {
                gear[i] = ByteBuffer.wrap(mac.doFinal(new byte[] {(byte) i})).getLong();
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /**
     * The length of the piece that begins there.
     *
     * @param to where the bytes end: at the end of the file, or at least {@link #MAX} further on
     */
    public int cut(byte[] bytes, int from, int to) {
        var end = Math.min(to, from + MAX);
        var strictEnd = Math.min(end, from + NORMAL);
        var hash = 0L;
        var at = from + MIN - WINDOW;
        for (; at < Math.min(end, from + MIN); at++) {
            hash = (hash << 1) + gear[bytes[at] & 0xff];
        }
        for (; at < strictEnd; at++) {
            hash = (hash << 1) + gear[bytes[at] & 0xff];
            if ((hash & STRICT) == 0) {
                return at + 1 - from;
            }
        }
        for (; at < end; at++) {
            hash = (hash << 1) + gear[bytes[at] & 0xff];
            if ((hash & LAX) == 0) {
                return at + 1 - from;
            }
        }
        return end - from;
    }
}
