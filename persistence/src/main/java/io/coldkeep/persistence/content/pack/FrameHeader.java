package io.coldkeep.persistence.content.pack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The readable first bytes of a frame. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares headers
record FrameHeader(int flags, byte[] frameId, byte[] nonce, int payloadLength, int encodedLength) {

    static final int LENGTH = 44;
    static final int ID_LENGTH = 16;
    static final int NONCE_LENGTH = 12;
    static final int TAG_LENGTH = 16;
    static final int CHECKSUM_LENGTH = 4;

    /** What a frame has besides its encoded payload. */
    static final int OVERHEAD = LENGTH + TAG_LENGTH + CHECKSUM_LENGTH;

    /** The payload was compressed with zstd. */
    static final int COMPRESSED = 1;

    /** The payload is the table at the end of a pack. */
    static final int FOOTER = 2;

    static final int MAGIC_LENGTH = 4;

    private static final int MAGIC = 0x52464B43; // "CKFR"
    private static final int VERSION = 1;

    void write(byte[] to) {
        ByteBuffer.wrap(to)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .put((byte) VERSION)
                .put((byte) flags)
                .putShort((short) 0)
                .put(frameId)
                .put(nonce)
                .putInt(payloadLength)
                .putInt(encodedLength);
    }

    /** Whether a frame may begin there. */
    static boolean isMagic(byte[] bytes, int at) {
        return bytes[at] == (byte) MAGIC
                && bytes[at + 1] == (byte) (MAGIC >>> 8)
                && bytes[at + 2] == (byte) (MAGIC >>> 16)
                && bytes[at + 3] == (byte) (MAGIC >>> 24);
    }

    /** @throws DamagedFrameException when this is no header, or its lengths are not within their limits */
    static FrameHeader read(byte[] frame) throws DamagedFrameException {
        if (frame.length < OVERHEAD) {
            throw new DamagedFrameException("is shorter than a frame");
        }
        var from = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        if (from.getInt() != MAGIC) {
            throw new DamagedFrameException("does not begin as a frame");
        }
        if (from.get() != VERSION) {
            throw new DamagedFrameException("is of an unknown version");
        }
        var flags = from.get();
        if (flags < 0 || flags > (COMPRESSED | FOOTER) || from.getShort() != 0) {
            throw new DamagedFrameException("has unknown flags");
        }
        var header =
                new FrameHeader(flags, bytes(from, ID_LENGTH), bytes(from, NONCE_LENGTH), from.getInt(), from.getInt());
        if (header.payloadLength < 0 || header.payloadLength > FrameCodec.MAX_PAYLOAD) {
            throw new DamagedFrameException("states a length beyond the limit");
        }
        if (header.encodedLength < 0 || header.encodedLength > header.payloadLength) {
            throw new DamagedFrameException("states that it grew by its encoding");
        }
        return header;
    }

    private static byte[] bytes(ByteBuffer from, int length) {
        var bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    int frameLength() {
        return OVERHEAD + encodedLength;
    }

    boolean isCompressed() {
        return (flags & COMPRESSED) != 0;
    }

    boolean isFooter() {
        return (flags & FOOTER) != 0;
    }
}
