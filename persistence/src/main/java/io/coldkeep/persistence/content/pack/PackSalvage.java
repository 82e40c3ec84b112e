package io.coldkeep.persistence.content.pack;

import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the frames of a pack without its footer. Behind bytes that are no frame it looks for the next place where one begins, so
 * that damage costs the frames that it is in and no others. What cannot be read counts as damage.
 */
final class PackSalvage {

    /** So much is looked through, or given up, at a time. */
    private static final int WINDOW = 1 << 16;

    private final BlobStore blobs;
    private final BlobName name;
    private final FrameCodec codec;
    private final long size;

    PackSalvage(BlobStore blobs, BlobName name, FrameCodec codec) throws IOException {
        this.blobs = blobs;
        this.name = name;
        this.codec = codec;
        this.size = Math.min(blobs.size(name), Integer.MAX_VALUE);
    }

    List<PackTable.Row> rows() {
        var rows = new ArrayList<PackTable.Row>();
        var at = nextMagic(0);
        while (at <= size - FrameHeader.OVERHEAD) {
            var row = row((int) at);
            row.ifPresent(rows::add);
            at = row.isPresent() ? at + row.get().length() : nextMagic(at + 1);
        }
        return rows;
    }

    /** The frame that begins there, if one does. */
    private Optional<PackTable.Row> row(int at) {
        try {
            var header = FrameHeader.read(blobs.read(name, at, FrameHeader.OVERHEAD));
            if (header.frameLength() > size - at) {
                return Optional.empty();
            }
            var frame = codec.open(blobs.read(name, at, header.frameLength()));
            return Optional.of(new PackTable.Row(at, header.frameLength(), frame.ids()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private long nextMagic(long from) {
        for (var at = from; at <= size - FrameHeader.OVERHEAD; at += WINDOW) {
            var found = magicIn(at);
            if (found >= 0) {
                return at + found;
            }
        }
        return size;
    }

    /** Where in the window a frame may begin, or -1. */
    private int magicIn(long window) {
        byte[] bytes;
        try {
            bytes = blobs.read(name, window, (int) Math.min(WINDOW + FrameHeader.MAGIC_LENGTH - 1, size - window));
        } catch (IOException e) {
            return -1;
        }
        for (var i = 0; i <= bytes.length - FrameHeader.MAGIC_LENGTH; i++) {
            if (FrameHeader.isMagic(bytes, i)) {
                return i;
            }
        }
        return -1;
    }
}
