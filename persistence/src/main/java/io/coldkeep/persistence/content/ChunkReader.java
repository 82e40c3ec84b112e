package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ChunkIndex;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.pack.DamagedFrameException;
import io.coldkeep.persistence.content.pack.OpenedFrame;
import io.coldkeep.persistence.content.pack.Piece;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads chunks of one vault out of one tier. For one thread, and what that asks for ahead is read and opened by the crew meanwhile.
 * A chunk is given only when its bytes have the hash that it is named by.
 */
final class ChunkReader implements AutoCloseable {

    /** Frames that are kept open: some are read ahead, some will be asked for again soon. */
    private static final int OPEN_FRAMES = 12;

    private static final int AHEAD = 6;

    private final ChunkIndex index;
    private final Stores stores;
    private final Content content;
    private final Codecs codecs;
    private final Crew crew;
    private final Map<Integer, Pack> packs = new ConcurrentHashMap<>();
    private final Map<Frame, CompletableFuture<OpenedFrame>> open = new LinkedHashMap<>(2 * OPEN_FRAMES, 0.75f, true);
    private final List<CompletableFuture<OpenedFrame>> underWay = new ArrayList<>();
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
        return chunks.isEmpty() ? Map.of() : index.locate(content, chunks);
    }

    private static DamagedFrameException missing(ChunkId chunk) {
        return new DamagedFrameException("needs a chunk that is not in the store: " + chunk);
    }

    /** Chunks one after the other, in the order in which they are going to be asked for. One may be nowhere until it is. */
    Sequence sequence(List<ChunkId> chunks) {
        var places = find(chunks);
        return new Sequence(
                chunks,
                chunks.stream().map(id -> Optional.ofNullable(places.get(id))).toList());
    }

    Sequence none() {
        return new Sequence(List.of(), List.of());
    }

    /** Reads ahead. */
    final class Sequence {

        private final List<ChunkId> chunks;
        private final List<Optional<ChunkPlace>> places;
        private int next;
        private int ahead;
        private int framesAhead;

        private Sequence(List<ChunkId> chunks, List<Optional<ChunkPlace>> places) {
            this.chunks = chunks;
            this.places = places;
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

        /** @throws IOException when the next one cannot be read; those behind it can be asked for */
        Piece next() throws IOException {
            while (ahead < chunks.size() && (framesAhead < AHEAD || !beginsFrame(ahead))) {
                if (beginsFrame(ahead)) {
                    framesAhead++;
                    places.get(ahead).ifPresent(this::readAhead);
                }
                ahead++;
            }
            var chunk = chunks.get(next);
            var place = places.get(next);
            pass();
            return chunk(chunk, place);
        }

        private void pass() {
            if (next < ahead && beginsFrame(next)) {
                framesAhead--;
            }
            next++;
            ahead = Math.max(ahead, next);
        }

        private void readAhead(ChunkPlace place) {
            var _ = open(place);
        }

        /** Whether this chunk is in another frame than the one before it. */
        private boolean beginsFrame(int at) {
            return at == 0
                    || !places.get(at).map(Frame::of).equals(places.get(at - 1).map(Frame::of));
        }
    }

    /** One chunk, from there or, when it cannot be read there, from wherever else it is. */
    Piece chunk(ChunkId id, Optional<ChunkPlace> place) throws IOException {
        if (place.isEmpty()) {
            return chunkElsewhere(id, place, missing(id));
        }
        try {
            return chunkAt(id, place.get());
        } catch (IOException e) {
            return chunkElsewhere(id, place, e);
        }
    }

    private Piece chunkElsewhere(ChunkId id, Optional<ChunkPlace> tried, IOException why) throws IOException {
        for (var other : index.elsewhere(content, id)) {
            if (!tried.equals(Optional.of(other))) {
                try {
                    return chunkAt(id, other);
                } catch (IOException again) {
                    why.addSuppressed(again);
                }
            }
        }
        throw why;
    }

    private Piece chunkAt(ChunkId id, ChunkPlace place) throws IOException {
        var frame = Crew.await(open(place));
        if (place.position() >= frame.ids().size()
                || !frame.ids().get(place.position()).equals(id)) {
            throw new DamagedFrameException("has another chunk where the index has " + id);
        }
        return frame.chunks().get(place.position());
    }

    private CompletableFuture<OpenedFrame> open(ChunkPlace place) {
        var frame = Frame.of(place);
        var reading = open.get(frame);
        if (reading == null) {
            reading = crew.submit(() -> read(place));
            underWay.removeIf(CompletableFuture::isDone);
            underWay.add(reading);
            open.put(frame, reading);
            if (open.size() > OPEN_FRAMES) {
                var oldest = open.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
        }
        return reading;
    }

    private OpenedFrame read(ChunkPlace place) throws IOException {
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
        underWay.forEach(reading -> reading.exceptionally(failed -> new OpenedFrame(List.of(), List.of()))
                .join());
    }
}
