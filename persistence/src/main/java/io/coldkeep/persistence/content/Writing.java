package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.index.Session;
import io.coldkeep.persistence.content.pack.PackOutput;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** A session and what it writes. Closed without a commit, what it wrote is garbage. */
final class Writing implements Closeable {

    private static final int META_PACK = 8 << 20;

    private final ContentIndex index;
    private final BlobStore blobs;
    private final Session session;
    private final PackOutput data;
    private final PackOutput meta;
    private final Runnable meanwhile;
    private boolean isClosed;

    /** @param meanwhile called now and then while packs are closed or looked for; what it throws ends that */
    Writing(ContentIndex index, BlobStore blobs, Session session, int dataPack, Runnable meanwhile) {
        this.meanwhile = meanwhile;
        this.index = index;
        this.blobs = blobs;
        this.session = session;
        this.data = new PackOutput(blobs, index, session, Pack.Kind.DATA, dataPack);
        this.meta = new PackOutput(blobs, index, session, Pack.Kind.META, META_PACK);
    }

    Session session() {
        return session;
    }

    PackOutput data() {
        return data;
    }

    PackOutput meta() {
        return meta;
    }

    /** Closes the last packs. From here on everything is durable, and nobody knows of it. */
    void finish(Codecs codecs) throws IOException {
        codecs.with(codec -> {
            data.finish(codec);
            meanwhile.run();
            meta.finish(codec);
            meanwhile.run();
            return true;
        });
    }

    long written() {
        return data.written() + meta.written();
    }

    /**
     * Has the content be there, in the catalog and then by its descriptor.
     *
     * @throws IOException when the store has lost something that the content would share with others; it is not shared any more
     */
    void commit(String source, byte[] descriptor, PackSet packs) throws IOException {
        requireObjects(packs);
        var content = new Content(session.content(), session.tier(), source, descriptor, packs);
        index.commit(session, content);
        isClosed = true;
        new Descriptors(index, blobs).put(content);
    }

    /** Has contents need other packs than they did; see {@link ContentIndex#replace}. */
    boolean replace(Map<Integer, PackSet> moved, Collection<Content> considered, Collection<ChunkPlace> pieces)
            throws IOException {
        requireObjects(PackSet.others(moved));
        var done = index.replace(session, moved, considered, pieces);
        isClosed = true;
        return done;
    }

    /** The catalog may be older than the store, and disks lose files: then nothing new is built on what is gone. */
    private void requireObjects(PackSet packs) throws IOException {
        var needed = index.packs(session.content().vault(), session.tier()).stream()
                .filter(pack -> packs.contains(pack.number()))
                .toList();
        var lost = new PackObjects(blobs).missing(needed, meanwhile);
        if (!lost.isEmpty()) {
            index.lost(lost.stream().map(Pack::number).toList());
            throw new IOException(
                    "The store has lost %d of its objects that this would share with earlier backups; the next attempt keeps anew what was in them."
                            .formatted(lost.size()));
        }
    }

    @Override
    public void close() throws IOException {
        try (data;
                meta) {
            if (!isClosed) {
                index.end(session);
            }
        }
    }
}
