package io.coldkeep.persistence.content.pack;

import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.IndexedChunk;
import io.coldkeep.persistence.content.index.PackSet;
import java.io.EOFException;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Reads a pack. */
public final class PackInput {

    /** The longest frame in bytes. */
    static final int MOST = FrameCodec.MAX_PAYLOAD + FrameHeader.OVERHEAD;

    private final BlobStore blobs;
    private final BlobName name;

    public PackInput(BlobStore blobs, BlobName name) {
        this.blobs = blobs;
        this.name = name;
    }

    /** The bytes of a frame. */
    public byte[] frame(ChunkPlace place) throws IOException {
        if (place.frameLength() > MOST) {
            throw new DamagedFrameException("has a length beyond the limit in the index");
        }
        return blobs.read(name, place.frame(), place.frameLength());
    }

    /**
     * What is in the pack by its own footer, without what pieces of manifests need.
     *
     * @param number what the places are to bear
     */
    public List<IndexedChunk> chunks(int number, FrameCodec codec) throws IOException {
        return places(number, table(codec).rows());
    }

    private static List<IndexedChunk> places(int number, List<PackTable.Row> rows) {
        var chunks = new ArrayList<IndexedChunk>();
        for (var row : rows) {
            for (var i = 0; i < row.chunks().size(); i++) {
                var place = new ChunkPlace(number, row.offset(), row.length(), i, PackSet.NONE);
                chunks.add(new IndexedChunk(row.chunks().get(i), place));
            }
        }
        return chunks;
    }

    /**
     * The same by its frames, for a pack whose footer is damaged: those that can be opened, wherever they are.
     *
     * @param number what the places are to bear
     */
    public List<IndexedChunk> salvage(int number, FrameCodec codec) throws IOException {
        return places(number, new PackSalvage(blobs, name, codec).rows());
    }

    private PackTable table(FrameCodec codec) throws IOException {
        var size = blobs.size(name);
        if (size < PackFormat.HEADER_LENGTH + PackFormat.TRAILER_LENGTH) {
            throw new DamagedFrameException("is shorter than a pack");
        }
        var trailer = blobs.read(name, size - PackFormat.TRAILER_LENGTH, PackFormat.TRAILER_LENGTH);
        var footer = PackFormat.footer(trailer, size);
        if (footer.length() > MOST) {
            throw new DamagedFrameException("has a footer beyond the limit");
        }
        return PackTable.of(codec.openFooter(blobs.read(name, footer.offset(), footer.length())));
    }

    /**
     * Reads every byte once: the pack is what was written, and each frame is what the footer says, when this returns.
     *
     * @throws DamagedFrameException when it is not
     */
    public void verify(UUID vault, FrameCodec codec) throws IOException {
        try {
            var table = table(codec);
            var digest = PackFormat.newDigest();
            if (!Arrays.equals(next(digest, 0, PackFormat.HEADER_LENGTH), PackFormat.header(vault))) {
                throw new DamagedFrameException("does not begin as a pack of this vault");
            }
            var at = PackFormat.HEADER_LENGTH;
            for (var row : table.rows()) {
                if (row.offset() != at || row.length() < 0 || row.length() > MOST) {
                    throw new DamagedFrameException("has a footer that places frames where none can be");
                }
                var frame = codec.open(next(digest, at, row.length()));
                if (!frame.ids().equals(row.chunks())) {
                    throw new DamagedFrameException("has other chunks than its footer says");
                }
                at += row.length();
            }
            verifyEnd(digest, at);
        } catch (EOFException e) {
            throw new DamagedFrameException("is shorter than it was", e);
        }
    }

    private void verifyEnd(MessageDigest digest, int footer) throws IOException {
        var size = blobs.size(name);
        if (size - footer > MOST + PackFormat.TRAILER_LENGTH) {
            throw new DamagedFrameException("has bytes that belong to no frame");
        }
        next(digest, footer, (int) (size - footer - PackFormat.DIGEST_LENGTH));
        var stated = blobs.read(name, size - PackFormat.DIGEST_LENGTH, PackFormat.DIGEST_LENGTH);
        if (!Arrays.equals(digest.digest(), stated)) {
            throw new DamagedFrameException("does not have its digest");
        }
    }

    private byte[] next(MessageDigest digest, int offset, int length) throws IOException {
        var bytes = blobs.read(name, offset, length);
        digest.update(bytes);
        return bytes;
    }
}
