package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.blob.ArchivedBlobException;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ChunkIndex;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.pack.DamagedFrameException;
import io.coldkeep.persistence.content.pack.OpenedFrame;
import io.coldkeep.persistence.content.pack.Piece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads chunks of one vault out of one tier. What is asked for ahead is read and opened by the crew meanwhile. Chunks may be asked
 * for by several threads, and a sequence of them by one. A chunk is given only when its bytes have the hash that it is named by.
 */
final class ChunkReader implements AutoCloseable {

    /** Frames that are kept open: some are read ahead, some will be asked for again soon. */
    private static final int OPEN_FRAMES = 12;

    private static final int AHEAD = 6;

    /** H2 compares each chunk that it finds with all that it was asked for. */
    private static final int LOCATED_AT_ONCE = 256;

    private final ChunkIndex index;
    private final Stores stores;
    private final Content content;
    private final Codecs codecs;
    private final Crew crew;
    private final Map<Integer, Pack> packs = new ConcurrentHashMap<>();
    private final Map<Frame, Opening> open = new LinkedHashMap<>(2 * OPEN_FRAMES, 0.75f, true);
    private final Set<Opening> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;
    private final Set<Integer> suspects = ConcurrentHashMap.newKeySet();

    ChunkReader(ChunkIndex index, Stores stores, Content content, Codecs codecs, Crew crew) {
        this.index = index;
        this.stores = stores;
        this.content = content;
        this.codecs = codecs;
        this.crew = crew;
    }

    /** A frame by its place. */
    private record Frame(int pack, int offset) {

        static Frame of(ChunkPlace place) {
            return new Frame(place.pack(), place.frame());
        }
    }

    /** A chunk and where it is, unless it is nowhere. */
    record Located(ChunkId id, Optional<ChunkPlace> place) {}

    /** A frame that is read once, by the crew or by whoever needs it before those get to it. */
    private final class Opening {

        private final ChunkPlace place;
        private final AtomicBoolean submitted = new AtomicBoolean();
        private final AtomicBoolean begun = new AtomicBoolean();
        private final CompletableFuture<OpenedFrame> frame = new CompletableFuture<>();

        Opening(ChunkPlace place) {
            this.place = place;
        }

        /** Has the crew do it sometime. */
        void submit() {
            if (submitted.compareAndSet(false, true)) {
                var _ = crew.submit(() -> {
                    run();
                    return true;
                });
            }
        }

        /** Does it, unless somebody else is at it or has done it. */
        void run() {
            if (!begun.compareAndSet(false, true)) {
                return;
            }
            underWay.add(this);
            try {
                frame.complete(read(place));
            } catch (IOException e) {
                frame.completeExceptionally(new UncheckedIOException(e));
            } catch (RuntimeException | Error e) {
                frame.completeExceptionally(e);
            } finally {
                underWay.remove(this);
            }
        }

        void awaitEnd() {
            frame.handle((opened, failure) -> true).join();
        }

        OpenedFrame get() throws IOException {
            run();
            return Crew.await(frame);
        }
    }

    /**
     * Where the chunks are.
     *
     * @throws DamagedFrameException when one is nowhere
     */
    Map<ChunkId, ChunkPlace> locate(Collection<ChunkId> chunks) throws IOException {
        var found = find(chunks);
        for (var chunk : chunks) {
            if (!found.containsKey(chunk)) {
                throw missing(chunk);
            }
        }
        return found;
    }

    /** Where those of the chunks are that are anywhere. */
    Map<ChunkId, ChunkPlace> find(Collection<ChunkId> chunks) {
        var distinct = List.copyOf(new LinkedHashSet<>(chunks));
        var found = new HashMap<ChunkId, ChunkPlace>();
        for (var from = 0; from < distinct.size(); from += LOCATED_AT_ONCE) {
            var to = Math.min(distinct.size(), from + LOCATED_AT_ONCE);
            found.putAll(index.locate(content, distinct.subList(from, to)));
        }
        return found;
    }

    private static DamagedFrameException missing(ChunkId chunk) {
        return new DamagedFrameException("needs a chunk that is not in the store: " + chunk);
    }

    /** Chunks one after the other, in the order in which they are going to be asked for. One may be nowhere until it is. */
    Sequence sequence(List<ChunkId> chunks) {
        var places = find(chunks);
        return new Sequence(chunks.stream()
                .map(id -> new Located(id, Optional.ofNullable(places.get(id))))
                .toList());
    }

    Sequence none() {
        return new Sequence(List.of());
    }

    /** Reads ahead. */
    final class Sequence {

        private final List<Located> chunks;
        private int next;
        private int ahead;
        private int framesAhead;

        private Sequence(List<Located> chunks) {
            this.chunks = chunks;
        }

        boolean hasNext() {
            return next < chunks.size();
        }

        /** Passes over chunks, which are not read for this. */
        void skip(int count) {
            for (var i = 0; i < count; i++) {
                pass();
            }
        }

        /** Passes over chunks that somebody else reads. */
        List<Located> take(int count) {
            var taken = List.copyOf(chunks.subList(next, next + count));
            skip(count);
            return taken;
        }

        /** @throws IOException when the next one cannot be read; those behind it can be asked for */
        Piece next() throws IOException {
            while (ahead < chunks.size() && (framesAhead < AHEAD || !beginsFrame(ahead))) {
                if (beginsFrame(ahead)) {
                    framesAhead++;
                    chunks.get(ahead).place().ifPresent(place -> opening(place).submit());
                }
                ahead++;
            }
            var chunk = chunks.get(next);
            pass();
            return chunk(chunk);
        }

        private void pass() {
            if (next < ahead && beginsFrame(next)) {
                framesAhead--;
            }
            next++;
            ahead = Math.max(ahead, next);
        }

        /** Whether this chunk is in another frame than the one before it. */
        private boolean beginsFrame(int at) {
            return at == 0
                    || !chunks.get(at)
                            .place()
                            .map(Frame::of)
                            .equals(chunks.get(at - 1).place().map(Frame::of));
        }
    }

    /** One chunk, from there or, when it cannot be read there, from wherever else it is. */
    Piece chunk(Located chunk) throws IOException {
        var id = chunk.id();
        var place = chunk.place();
        if (place.isEmpty()) {
            return chunkElsewhere(id, place, missing(id));
        }
        try {
            return chunkAt(id, place.get());
        } catch (IOException e) {
            requireTime(e);
            return chunkElsewhere(id, place, e);
        }
    }

    /** A thread that is to end cannot read, which says nothing about what it reads. */
    static void requireTime(IOException e) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw e;
        }
    }

    private Piece chunkElsewhere(ChunkId id, Optional<ChunkPlace> tried, IOException why) throws IOException {
        for (var other : index.elsewhere(content, id)) {
            if (!tried.equals(Optional.of(other))) {
                try {
                    return chunkAt(id, other);
                } catch (ArchivedBlobException frozen) { // so it is not lost
                    frozen.addSuppressed(why);
                    throw frozen;
                } catch (IOException again) {
                    why.addSuppressed(again);
                }
            }
        }
        throw why;
    }

    private Piece chunkAt(ChunkId id, ChunkPlace place) throws IOException {
        var frame = opening(place).get();
        if (place.position() >= frame.ids().size()
                || !frame.ids().get(place.position()).equals(id)) {
            throw new DamagedFrameException("has another chunk where the index has " + id);
        }
        return frame.chunks().get(place.position());
    }

    private Opening opening(ChunkPlace place) {
        synchronized (open) {
            var opening = open.computeIfAbsent(Frame.of(place), _ -> new Opening(place));
            if (open.size() > OPEN_FRAMES) {
                var oldest = open.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
            return opening;
        }
    }

    private OpenedFrame read(ChunkPlace place) throws IOException {
        if (isClosed) {
            throw new IllegalStateException("nobody reads any more"); // what was asked for ahead, and not needed
        }
        try {
            var bytes = bytes(place);
            return codecs.with(codec -> codec.open(bytes));
        } catch (IOException e) {
            if (Damaged.isShownBy(e)) {
                suspects.add(place.pack());
            }
            throw e;
        }
    }

    /** The packs that a frame was damaged in so far. */
    Set<Integer> suspects() {
        return Set.copyOf(suspects);
    }

    /** The bytes of a frame as they are stored. */
    byte[] bytes(ChunkPlace place) throws IOException {
        return stores.open(pack(place.pack())).frame(place);
    }

    Pack pack(int number) throws IOException {
        var pack = packs.get(number);
        if (pack == null) {
            pack = index.pack(number)
                    .orElseThrow(() -> new DamagedFrameException("needs the pack " + number + ", which is gone"));
            packs.put(number, pack);
        }
        return pack;
    }

    /** Waits until nobody reads for this any more. */
    @Override
    public void close() {
        isClosed = true;
        underWay.forEach(Opening::awaitEnd);
    }
}
