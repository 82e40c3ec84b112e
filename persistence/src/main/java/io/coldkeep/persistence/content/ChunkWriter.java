package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.index.Session;
import io.coldkeep.persistence.content.pack.FrameCodec;
import io.coldkeep.persistence.content.pack.FrameCodec.Compression;
import io.coldkeep.persistence.content.pack.PackOutput;
import io.coldkeep.persistence.content.pack.Piece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pieces of files that the store does not have yet. One thread fills batches; the crew names what is in them, looks it up and
 * makes a frame of what is new. The buffers of all batches are the crew's: of those there are so many for everybody.
 */
final class ChunkWriter {

    private final ContentIndex index;
    private final Session session;
    private final PackOutput packs;
    private final Codecs codecs;
    private final Crew crew;
    private final Runnable whileWaiting;
    private final Map<ChunkId, CompletableFuture<Integer>> beingKept = new ConcurrentHashMap<>();
    private final Phaser underWay = new Phaser(1);
    private volatile @Nullable CompletableFuture<?> failed;
    private volatile boolean isGivenUp;

    /** @param whileWaiting called several times a second by the thread that fills batches, when it has to wait */
    ChunkWriter(
            ContentIndex index, Session session, PackOutput packs, Codecs codecs, Crew crew, Runnable whileWaiting) {
        this.index = index;
        this.session = session;
        this.packs = packs;
        this.codecs = codecs;
        this.crew = crew;
        this.whileWaiting = whileWaiting;
    }

    /** An empty batch; waits while too many are under way. It has to be given to {@link #keep} or to {@link #drop}. */
    Batch begin() {
        return new Batch(crew.takeBuffer(whileWaiting), whileWaiting);
    }

    /** Gives up a batch. */
    void drop(Batch batch) {
        crew.giveBack(batch.buffer);
    }

    /** Has what is in the batch kept. */
    void keep(Batch batch) {
        underWay.register();
        var _ = crew.submit(() -> codecs.with(codec -> {
                    if (!isGivenUp) {
                        store(batch, codec);
                    }
                    return true;
                }))
                .whenComplete((done, failure) -> end(batch, failure));
    }

    private void end(Batch batch, @Nullable Throwable failure) {
        crew.giveBack(batch.buffer);
        if (failure == null) {
            batch.done.complete(true);
        } else {
            batch.done.completeExceptionally(failure);
            failed = batch.done;
        }
        underWay.arriveAndDeregister();
    }

    /**
     * Waits until all is kept. A batch that nobody asks for, since its file was left out, must not have failed either: it may have
     * left a pack with half of a frame in it.
     */
    void finish() throws IOException {
        settle();
        if (failed != null) {
            Crew.await(failed);
        }
    }

    private void settle() {
        underWay.arriveAndAwaitAdvance();
    }

    /** Begins nothing any more of what is still to be kept, and waits until nothing is under way, whether it fails or not. */
    void giveUp() {
        isGivenUp = true;
        settle();
    }

    /**
     * Of two batches with the same chunk, one keeps it and the other waits for that. None waits before it has kept all that is its
     * own, so each comes to its end.
     */
    private void store(Batch batch, FrameCodec codec) throws IOException {
        var ids = batch.pieces.stream().map(codec::id).toList();
        var pieces = new LinkedHashMap<ChunkId, Piece>();
        for (var i = 0; i < ids.size(); i++) {
            pieces.putIfAbsent(ids.get(i), batch.pieces.get(i));
        }
        var packOf = new HashMap<ChunkId, CompletableFuture<Integer>>();
        var own = new HashMap<ChunkId, CompletableFuture<Integer>>();
        for (var id : pieces.keySet()) {
            var pack = new CompletableFuture<Integer>();
            var other = beingKept.putIfAbsent(id, pack);
            packOf.put(id, other == null ? pack : other);
            if (other == null) {
                own.put(id, pack);
            }
        }
        try {
            pieces.keySet().retainAll(own.keySet());
            keep(pieces, codec)
                    .forEach((id, pack) -> Objects.requireNonNull(own.get(id)).complete(pack));
        } catch (IOException e) {
            own.values().forEach(pack -> pack.completeExceptionally(new UncheckedIOException(e)));
            throw e;
        } catch (RuntimeException | Error e) {
            own.values().forEach(pack -> pack.completeExceptionally(e));
            throw e;
        } finally {
            own.keySet().forEach(beingKept::remove);
        }
        for (var i = 0; i < ids.size(); i++) {
            var id = ids.get(i);
            batch.kept.get(i).is(id, Crew.await(Objects.requireNonNull(packOf.get(id))));
        }
    }

    /** Has these be in packs; answers in which each is. */
    private Map<ChunkId, Integer> keep(Map<ChunkId, Piece> pieces, FrameCodec codec) throws IOException {
        var packOf = find(pieces.keySet());
        var fresh = new LinkedHashMap<>(pieces);
        fresh.keySet().removeAll(packOf.keySet());
        if (!fresh.isEmpty()) {
            var frame = codec.seal(List.copyOf(fresh.values()), compression());
            var needs = Collections.nCopies(fresh.size(), PackSet.NONE);
            var chunks = List.copyOf(fresh.keySet());
            var pack = packs.add(frame, chunks, needs, codec).getFirst().pack();
            chunks.forEach(chunk -> packOf.put(chunk, pack));
        }
        return packOf;
    }

    private Compression compression() {
        return crew.isBehind() && !packs.isRemote() ? Compression.FAST : Compression.GOOD;
    }

    /** Those that are in the store, or soon will be, and in which pack. */
    private Map<ChunkId, Integer> find(Collection<ChunkId> ids) {
        var found = new HashMap<ChunkId, Integer>();
        var unknown = new ArrayList<ChunkId>();
        for (var id : ids) {
            packs.find(id).ifPresentOrElse(place -> found.put(id, place.pack()), () -> unknown.add(id));
        }
        if (!unknown.isEmpty()) {
            index.find(session, unknown).forEach((id, place) -> found.put(id, place.pack()));
        }
        return found;
    }

    /** Pieces in one buffer, that become one frame. */
    static final class Batch {

        private final byte[] buffer;
        private final List<Piece> pieces = new ArrayList<>();
        private final List<Kept> kept = new ArrayList<>();
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();
        private final Runnable whileWaiting;
        private int length;

        private Batch(byte[] buffer, Runnable whileWaiting) {
            this.buffer = buffer;
            this.whileWaiting = whileWaiting;
        }

        byte[] buffer() {
            return buffer;
        }

        /** Where the next piece begins. */
        int length() {
            return length;
        }

        int pieces() {
            return pieces.size();
        }

        /** Makes the next bytes of the buffer a piece. */
        Kept add(int bytes) {
            pieces.add(new Piece(buffer, length, bytes));
            length += bytes;
            var chunk = new Kept(done, whileWaiting);
            kept.add(chunk);
            return chunk;
        }
    }
}
