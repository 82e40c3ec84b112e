package io.coldkeep.persistence.content.pack;

import io.coldkeep.persistence.content.index.ChunkId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** What the footer of a pack says: where its frames are and which chunks are in them. */
record PackTable(List<Row> rows) {

    /** The most chunks in a pack, so that its table fits into a frame. */
    static final int MAX_CHUNKS = 1 << 16;

    private static final int ROW_LENGTH = 12;

    /** A frame: where it begins, how many bytes it has, its chunks in their order. */
    record Row(int offset, int length, List<ChunkId> chunks) {}

    byte[] bytes() {
        var chunks = rows.stream().mapToInt(row -> row.chunks.size()).sum();
        var to = ByteBuffer.allocate(4 + ROW_LENGTH * rows.size() + ChunkId.LENGTH * chunks)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(rows.size());
        for (var row : rows) {
            to.putInt(row.offset).putInt(row.length).putInt(row.chunks.size());
            row.chunks.forEach(chunk -> to.put(chunk.bytes()));
        }
        return to.array();
    }

    static PackTable of(byte[] bytes) throws DamagedFrameException {
        var from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var count = bytes.length < 4 ? -1 : from.getInt();
        if (count < 0 || count > from.remaining() / ROW_LENGTH) {
            throw new DamagedFrameException("has a footer with a wrong number of frames");
        }
        var rows = new ArrayList<Row>(count);
        for (var i = 0; i < count; i++) {
            rows.add(row(from));
        }
        return new PackTable(rows);
    }

    private static Row row(ByteBuffer from) throws DamagedFrameException {
        if (from.remaining() < ROW_LENGTH) {
            throw new DamagedFrameException("has a footer that ends too soon");
        }
        var offset = from.getInt();
        var length = from.getInt();
        var count = from.getInt();
        if (count < 0 || count > from.remaining() / ChunkId.LENGTH) {
            throw new DamagedFrameException("has a footer with a wrong number of chunks");
        }
        var chunks = new ArrayList<ChunkId>(count);
        for (var i = 0; i < count; i++) {
            var id = new byte[ChunkId.LENGTH];
            from.get(id);
            chunks.add(ChunkId.of(id));
        }
        return new Row(offset, length, chunks);
    }
}
