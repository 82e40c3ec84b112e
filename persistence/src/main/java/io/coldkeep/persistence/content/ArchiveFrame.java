package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.ContentId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What an archive has before and behind its compressed tar: two frames that zstd passes over. The header says whose bytes
 * these are, the trailer how many there are and what their checksum is.
 */
final class ArchiveFrame {

    static final int HEADER_LENGTH = 52;
    static final int TRAILER_LENGTH = 72;
    static final int CHECKSUM_LENGTH = 32;

    /** The longest path that is kept, in bytes: sixty times what one system call takes, and still no burden on memory. */
    static final int MAX_PATH_LENGTH = 1 << 18;

    private static final int SKIPPABLE = 0x184D2A50;
    private static final int PREFIX_LENGTH = 8;
    private static final int VERSION = 1;
    private static final int ENTRIES_AT = 24;
    private static final byte[] HEADER_MARK = "COLDKEEP".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRAILER_MARK = "PEEKDLOC".getBytes(StandardCharsets.US_ASCII);

    private ArchiveFrame() {}

    static byte[] header(ContentId id) {
        var header = new byte[HEADER_LENGTH];
        frame(header)
                .put(HEADER_MARK)
                .putInt(VERSION)
                .order(ByteOrder.BIG_ENDIAN) // as UUIDs are written
                .putLong(id.vault().getMostSignificantBits())
                .putLong(id.vault().getLeastSignificantBits())
                .putLong(id.attempt().getMostSignificantBits())
                .putLong(id.attempt().getLeastSignificantBits());
        return header;
    }

    /** The trailer up to the checksum, which is computed over all that is before it. */
    static byte[] trailer(long archiveLength, long entries, long logicalBytes) {
        var trailer = new byte[TRAILER_LENGTH];
        frame(trailer).put(TRAILER_MARK).putLong(archiveLength).putLong(entries).putLong(logicalBytes);
        return Arrays.copyOf(trailer, TRAILER_LENGTH - CHECKSUM_LENGTH);
    }

    private static ByteBuffer frame(byte[] bytes) {
        return ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(SKIPPABLE)
                .putInt(bytes.length - PREFIX_LENGTH);
    }

    /** The archive's length that its trailer states, or -1 when this is no trailer. */
    static long statedLength(byte[] trailer) {
        var read = ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN);
        var mark = new byte[TRAILER_MARK.length];
        var isTrailer = read.getInt() == SKIPPABLE && read.getInt() == TRAILER_LENGTH - PREFIX_LENGTH;
        read.get(mark);
        return isTrailer && Arrays.equals(mark, TRAILER_MARK) ? read.getLong() : -1;
    }

    /** How many entries the trailer states. */
    static long statedEntries(byte[] trailer) {
        return ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN).getLong(ENTRIES_AT);
    }
}
