package io.coldkeep.persistence.content;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.IndexedChunk;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.pack.DamagedFrameException;
import io.coldkeep.persistence.content.pack.PackNames;
import io.coldkeep.persistence.content.pack.SealedFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what is needed out of packs in warm storage that hold little else, and out of lost ones what can be read or has come back,
 * so that they become garbage. Frames are copied as they are, each opened on the way; what a frame holds besides comes along.
 */
final class Repack {

    /** Packs are left as they are from that share of needed bytes on. */
    private static final double ENOUGH = 0.5;

    /** The bytes from which on no more are copied in one run. */
    private static final long MOST = 8L << 30;

    private static final Logger LOG = LoggerFactory.getLogger(Repack.class);

    private final ContentIndex index;
    private final Stores stores;
    private final UUID vault;
    private final Writing writing;
    private final Codecs codecs;
    private final BooleanSupplier processEnds;
    private final List<Pack> suspects = new ArrayList<>();
    private final Map<Integer, PackSet> moved = new HashMap<>();
    private final List<ChunkPlace> copies = new ArrayList<>();
    private long copied;

    /** @param writing for a session in warm storage of the vault */
    Repack(ContentIndex index, Stores stores, Writing writing, Codecs codecs, BooleanSupplier processEnds) {
        this.index = index;
        this.stores = stores;
        this.vault = writing.session().content().vault();
        this.writing = writing;
        this.codecs = codecs;
        this.processEnds = processEnds;
    }

    /** What a run came to. */
    enum Outcome {
        /** Nothing is left that could be moved. */
        ALL,
        /** So much was moved as may be in one run, and there is more. */
        PART,
        /** Nothing was moved, since somebody else writes to the vault, or the process ends. */
        NOTHING
    }

    /** The packs that could not be read as they should be. */
    List<Pack> suspects() {
        return suspects;
    }

    /** Moves what there is to move, or a part of it. */
    Outcome run(PreviousTree.Opening opening) throws IOException {
        var packs = index.packs(vault, StorageTier.WARM).stream()
                .filter(pack -> pack.state() == Pack.State.LIVE || pack.state() == Pack.State.LOST)
                .toList();
        var size = packs.stream().mapToLong(Pack::size).sum();
        var needed = new Needed(new ChunkFilter(size / 64));
        if (!consider(needed, opening) || !move(packs, needed)) {
            return Outcome.NOTHING;
        }
        var outcome = copied < MOST ? Outcome.ALL : Outcome.PART;
        if (moved.isEmpty()) {
            return outcome;
        }
        writing.finish(codecs);
        if (!writing.replace(moved, needed.contents(), pieces(packs, needed))) {
            return Outcome.NOTHING;
        }
        LOG.info("repacked {} packs of the vault {}: {} bytes moved", moved.size(), vault, copied);
        return outcome;
    }

    /** Whether it makes sense to go on: it all comes to nothing while another session is open. */
    private boolean canGoOn() {
        return !processEnds.getAsBoolean() && index.isAlone(writing.session());
    }

    private boolean consider(Needed needed, PreviousTree.Opening opening) throws IOException {
        for (var content : index.contents(vault, StorageTier.WARM)) {
            if (!canGoOn()) {
                return false;
            }
            try (var open = opening.open(content)) {
                needed.add(content, open);
            } catch (IOException e) {
                if (!Damaged.isShownBy(e)) {
                    throw e;
                }
                LOG.warn("the manifest of {} cannot be read; its packs stay as they are", content.id(), e);
            }
        }
        return true;
    }

    private boolean move(List<Pack> packs, Needed needed) throws IOException {
        var inContents = PackSet.union(
                needed.contents().stream().map(content -> content.packs()).toList());
        for (var pack : packs) {
            if (!canGoOn()) {
                return false;
            }
            if (copied < MOST && inContents.contains(pack.number())) {
                var chunks = index.chunks(pack.number());
                if (!chunks.isEmpty()) { // or else it marks contents that are not whole
                    move(pack, frames(pack, chunks, needed));
                }
            }
        }
        return true;
    }

    /** What is needed of each frame of the pack of which something is, by where the frame begins. */
    private static Map<Integer, List<IndexedChunk>> frames(Pack pack, List<IndexedChunk> chunks, Needed needed) {
        return chunks.stream()
                .filter(chunk -> needed.has(pack.kind(), chunk))
                .collect(groupingBy(chunk -> chunk.place().frame(), TreeMap::new, toList()));
    }

    private void move(Pack pack, Map<Integer, List<IndexedChunk>> frames) throws IOException {
        var bytes = frames.values().stream()
                .mapToLong(chunks -> chunks.getFirst().place().frameLength())
                .sum();
        if (pack.state() == Pack.State.LIVE && bytes >= ENOUGH * pack.size()) {
            return;
        }
        var to = new PackSet.Builder();
        for (var chunks : frames.values()) {
            to.add(move(pack, chunks));
        }
        var packs = to.build();
        if (!packs.equals(PackSet.of(pack.number()))) {
            moved.put(pack.number(), packs);
        }
    }

    /** Answers in which packs these chunks of one frame are from then on. */
    private PackSet move(Pack pack, List<IndexedChunk> chunks) throws IOException {
        var isLost = pack.state() == Pack.State.LOST;
        var back = isLost ? elsewhere(chunks) : Elsewhere.NOWHERE;
        if (back.isAll()) {
            return back.packs();
        }
        KnownFrame frame;
        try {
            frame = read(pack, chunks);
        } catch (IOException e) {
            if (!Damaged.isShownBy(e) && !isLost) {
                throw e;
            }
            LOG.warn("a frame of {} cannot be moved: {}", PackNames.of(pack), e.getMessage());
            if (!isLost) {
                suspects.add(pack);
            }
            return new PackSet.Builder().add(back.packs()).add(pack.number()).build();
        }
        return copy(pack, frame, chunks.getFirst().place().needs());
    }

    /** Where chunks are besides. */
    private record Elsewhere(PackSet packs, boolean isAll) {
        static final Elsewhere NOWHERE = new Elsewhere(PackSet.NONE, false);
    }

    /** The packs where chunks are as well, and all that they list. */
    private Elsewhere elsewhere(List<IndexedChunk> chunks) {
        var found = index.find(
                writing.session(), chunks.stream().map(IndexedChunk::id).toList());
        var packs = new PackSet.Builder();
        found.values().forEach(place -> packs.add(place.pack()).add(place.needs()));
        return new Elsewhere(packs.build(), chunks.stream().allMatch(chunk -> found.containsKey(chunk.id())));
    }

    /** A frame as it is stored, and what is in it. */
    private record KnownFrame(SealedFrame sealed, List<ChunkId> chunks) {}

    /** The frame that these chunks are in. */
    private KnownFrame read(Pack pack, List<IndexedChunk> chunks) throws IOException {
        var bytes = stores.open(pack).frame(chunks.getFirst().place());
        var ids = codecs.with(codec -> codec.open(bytes).ids());
        if (!chunks.stream().allMatch(chunk -> ids.contains(chunk.id()))) {
            throw new DamagedFrameException("has other chunks than the index says");
        }
        return new KnownFrame(new SealedFrame(bytes, bytes.length), ids);
    }

    /** What fails here is the end of the run: a new pack may have half of a frame in it. */
    private PackSet copy(Pack pack, KnownFrame frame, PackSet needs) throws IOException {
        var to = pack.kind() == Pack.Kind.DATA ? writing.data() : writing.meta();
        var ids = frame.chunks();
        var places = codecs.with(codec -> to.add(frame.sealed(), ids, Collections.nCopies(ids.size(), needs), codec));
        copies.addAll(places);
        copied += frame.sealed().length();
        return PackSet.of(places.getFirst().pack());
    }

    /** The places of all pieces that need a pack that is moved, and where it is known what they list. */
    private Collection<ChunkPlace> pieces(List<Pack> packs, Needed needed) {
        var concerned = new PackSet.Builder();
        moved.keySet().forEach(concerned::add);
        var all = concerned.build();
        var places = new ArrayList<>(copies);
        for (var pack : packs) {
            if (pack.kind() == Pack.Kind.META) {
                index.chunks(pack.number()).stream()
                        .filter(chunk -> needed.has(Pack.Kind.META, chunk))
                        .forEach(chunk -> places.add(chunk.place()));
            }
        }
        places.removeIf(place -> !place.needs().intersects(all));
        return places;
    }
}
