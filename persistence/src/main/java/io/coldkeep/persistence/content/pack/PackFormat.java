package io.coldkeep.persistence.content.pack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The bytes of a pack before its first and behind its last frame. */
final class PackFormat {

    static final int HEADER_LENGTH = 24;
    static final int TRAILER_LENGTH = 44;
    static final int DIGEST_LENGTH = 32;

    private static final int MAGIC = 0x4B504B43; // "CKPK"
    private static final int END = 0x444E4543; // "CEND"
    private static final int VERSION = 1;

    private PackFormat() {}

    static byte[] header(UUID vault) {
        return ByteBuffer.allocate(HEADER_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putInt(VERSION)
                .order(ByteOrder.BIG_ENDIAN) // as UUIDs are written
                .putLong(vault.getMostSignificantBits())
                .putLong(vault.getLeastSignificantBits())
                .array();
    }

    /** The trailer: where the footer begins and how long it is, and a digest of all that is before the digest. */
    static byte[] trailer(int footer, int footerLength, MessageDigest digest) {
        var trailer = ByteBuffer.allocate(TRAILER_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(END)
                .putInt(footer)
                .putInt(footerLength);
        digest.update(trailer.array(), 0, TRAILER_LENGTH - DIGEST_LENGTH);
        return trailer.put(digest.digest()).array();
    }

    /** Where the footer is. */
    record Footer(int offset, int length) {}

    static Footer footer(byte[] trailer, long size) throws DamagedFrameException {
        var from = ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN);
        var isTrailer = from.getInt() == END;
        var footer = new Footer(from.getInt(), from.getInt());
        if (!isTrailer
                || footer.offset < HEADER_LENGTH
                || footer.length < FrameHeader.OVERHEAD
                || footer.offset + (long) footer.length != size - TRAILER_LENGTH) {
            throw new DamagedFrameException("does not end as a pack");
        }
        return footer;
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
