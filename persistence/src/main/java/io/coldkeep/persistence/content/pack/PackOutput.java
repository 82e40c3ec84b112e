package io.coldkeep.persistence.content.pack;

import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobSink;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.IndexedChunk;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.index.Session;
import io.coldkeep.persistence.content.index.SessionEndedException;
import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames into packs of one kind, for one session and any number of threads. The thread that fills a pack closes it; the
 * others go on with the next one meanwhile.
 */
public final class PackOutput implements Closeable {

    private final BlobStore blobs;
    private final ContentIndex index;
    private final Session session;
    private final Pack.Kind kind;
    private final int full;
    private final Map<ChunkId, ChunkPlace> notYetIndexed = new ConcurrentHashMap<>();
    private final AtomicLong written = new AtomicLong();
    private final List<OpenPack> open = new ArrayList<>();
    private @Nullable OpenPack current;

    /** @param full bytes from which on a pack is closed */
    public PackOutput(BlobStore blobs, ContentIndex index, Session session, Pack.Kind kind, int full) {
        this.blobs = blobs;
        this.index = index;
        this.session = session;
        this.kind = kind;
        this.full = full;
    }

    /** A chunk that was added here, and that the index does not know of yet. */
    public Optional<ChunkPlace> find(ChunkId chunk) {
        return Optional.ofNullable(notYetIndexed.get(chunk));
    }

    /**
     * Adds a frame.
     *
     * @param chunks those in it, in their order
     * @param needs for each of them the packs that what it lists is in
     * @return their places
     */
    public List<ChunkPlace> add(SealedFrame frame, List<ChunkId> chunks, List<PackSet> needs, FrameCodec codec)
            throws IOException {
        List<ChunkPlace> places;
        OpenPack filled = null;
        synchronized (this) {
            if (current == null) {
                current = begin();
                open.add(current);
            }
            places = current.add(frame, chunks, needs);
            if (current.isFull()) {
                filled = current;
                current = null;
            }
        }
        if (filled != null) {
            finish(filled, codec);
        }
        return places;
    }

    private OpenPack begin() throws IOException {
        var number = index.newPack(session, kind);
        var pack =
                new Pack(number, session.content().vault(), session.tier(), kind, session.id(), Pack.State.WRITING, 0);
        var name = PackNames.of(pack);
        return new OpenPack(
                number,
                name,
                switch (kind) {
                    case DATA -> blobs.createData(name);
                    case META -> blobs.create(name);
                });
    }

    private void finish(OpenPack pack, FrameCodec codec) throws IOException {
        try (pack.sink) {
            pack.end(codec);
        }
        note(pack);
        pack.chunks.forEach(chunk -> notYetIndexed.remove(chunk.id(), chunk.place()));
        written.addAndGet(pack.size);
        synchronized (this) {
            open.remove(pack);
        }
    }

    /** Whoever ended the session may have looked for the object before there was one, and forgotten the pack. */
    private void note(OpenPack pack) throws IOException {
        try {
            index.finishPack(session, pack.number, pack.size, pack.chunks);
        } catch (SessionEndedException e) {
            blobs.delete(pack.name);
            throw e;
        }
    }

    /** Closes the last pack; no frame is added afterwards. */
    public void finish(FrameCodec codec) throws IOException {
        OpenPack last;
        synchronized (this) {
            last = current;
            current = null;
        }
        if (last != null) {
            finish(last, codec);
        }
    }

    /** Whether they go through a network. */
    public boolean isRemote() {
        return blobs.isRemote();
    }

    /** Bytes of all packs that were closed. */
    public long written() {
        return written.get();
    }

    /** Drops what was not finished. */
    @Override
    public synchronized void close() throws IOException {
        for (var pack : open) {
            pack.sink.close();
        }
    }

    private final class OpenPack {

        private final int number;
        private final BlobName name;
        private final BlobSink sink;
        private final MessageDigest digest = PackFormat.newDigest();
        private final List<PackTable.Row> rows = new ArrayList<>();
        private final List<IndexedChunk> chunks = new ArrayList<>();
        private int size;

        OpenPack(int number, BlobName name, BlobSink sink) throws IOException {
            this.number = number;
            this.name = name;
            this.sink = sink;
            var header = PackFormat.header(session.content().vault());
            write(header, header.length);
        }

        private void write(byte[] bytes, int length) throws IOException {
            digest.update(bytes, 0, length);
            sink.write(bytes, length);
            size += length;
        }

        List<ChunkPlace> add(SealedFrame frame, List<ChunkId> ids, List<PackSet> needs) throws IOException {
            var places = new ArrayList<ChunkPlace>(ids.size());
            for (var i = 0; i < ids.size(); i++) {
                var place = new ChunkPlace(number, size, frame.length(), i, needs.get(i));
                places.add(place);
                chunks.add(new IndexedChunk(ids.get(i), place));
            }
            rows.add(new PackTable.Row(size, frame.length(), List.copyOf(ids)));
            write(frame.buffer(), frame.length());
            for (var i = 0; i < ids.size(); i++) {
                notYetIndexed.put(ids.get(i), places.get(i));
            }
            return places;
        }

        boolean isFull() {
            return size >= full || chunks.size() > PackTable.MAX_CHUNKS - FrameCodec.MAX_CHUNKS;
        }

        void end(FrameCodec codec) throws IOException {
            var offset = size;
            var footer = codec.sealFooter(new PackTable(rows).bytes());
            write(footer.buffer(), footer.length());
            var trailer = PackFormat.trailer(offset, footer.length(), digest);
            sink.write(trailer, trailer.length);
            size += trailer.length;
            sink.commit();
        }
    }
}
