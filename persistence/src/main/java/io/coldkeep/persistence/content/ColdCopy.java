package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.Progress;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.manifest.Body;
import io.coldkeep.persistence.content.manifest.Entry;
import io.coldkeep.persistence.content.manifest.ListFormat;
import io.coldkeep.persistence.content.manifest.PageFormat;
import io.coldkeep.persistence.content.pack.DamagedFrameException;
import io.coldkeep.persistence.content.pack.PackOutput;
import io.coldkeep.persistence.content.pack.SealedFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Copies the frames of a content that another tier lacks, as they are, each of them opened on the way. What a frame holds besides
 * comes along. Pieces of the manifest come behind all that they list.
 */
final class ColdCopy {

    private final ContentIndex index;
    private final OpenContent content;
    private final Writing writing;
    private final Codecs codecs;
    private final Progress progress;
    private long copied;

    ColdCopy(ContentIndex index, OpenContent content, Writing writing, Codecs codecs, Progress progress) {
        this.index = index;
        this.content = content;
        this.writing = writing;
        this.codecs = codecs;
        this.progress = progress;
    }

    /** Copies all of it; answers the packs that it is in over there. */
    PackSet run() throws IOException {
        var packs = new PackSet.Builder();
        for (var page : content.pages()) {
            packs.add(manifestPiece(page.page(), this::listedInPage));
        }
        for (var piece : content.descriptor().root()) {
            packs.add(manifestPiece(piece, bytes -> PackSet.NONE));
        }
        return packs.build();
    }

    private PackSet listedInPage(byte[] page) throws IOException {
        var packs = new PackSet.Builder();
        var chunks = new LinkedHashSet<ChunkId>();
        for (var entry : PageFormat.read(page)) {
            for (var list : listsOf(entry)) {
                packs.add(manifestPiece(list, ids -> chunks(new LinkedHashSet<>(ListFormat.ids(ids)))));
            }
            chunks.addAll(chunksOf(entry));
        }
        return packs.add(chunks(chunks)).build();
    }

    private static List<ChunkId> listsOf(Entry entry) {
        return entry.body().orElse(null) instanceof Body.Lists lists ? lists.ids() : List.of();
    }

    private static List<ChunkId> chunksOf(Entry entry) {
        return entry.body().orElse(null) instanceof Body.Chunks chunks ? chunks.ids() : List.of();
    }

    /** What a piece of a manifest lists has to be copied first. */
    @FunctionalInterface
    private interface Listed {
        PackSet copy(byte[] piece) throws IOException;
    }

    private PackSet manifestPiece(ChunkId id, Listed listed) throws IOException {
        progress.at(copied);
        var there = find(writing.meta(), Set.of(id)).get(id);
        if (there == null) {
            var place = place(id);
            var piece = content.chunks().chunk(new ChunkReader.Located(id, Optional.of(place)));
            var needs = listed.copy(ManifestReader.bytes(piece));
            there = copyFrame(writing.meta(), place, needs).get(id);
        }
        return new PackSet.Builder()
                .add(Objects.requireNonNull(there).pack())
                .add(there.needs())
                .build();
    }

    private ChunkPlace place(ChunkId id) throws IOException {
        return Optional.ofNullable(content.chunks().locate(List.of(id)).get(id)).orElseThrow();
    }

    private Map<ChunkId, ChunkPlace> find(PackOutput packs, Collection<ChunkId> ids) {
        var found = new HashMap<ChunkId, ChunkPlace>();
        var unknown = new ArrayList<ChunkId>();
        for (var id : ids) {
            packs.find(id).ifPresentOrElse(place -> found.put(id, place), () -> unknown.add(id));
        }
        if (!unknown.isEmpty()) {
            found.putAll(index.find(writing.session(), unknown));
        }
        return found;
    }

    private PackSet chunks(Set<ChunkId> ids) throws IOException {
        var packs = new PackSet.Builder();
        var there = find(writing.data(), ids);
        there.values().forEach(place -> packs.add(place.pack()));
        var lacking = new LinkedHashSet<>(ids);
        lacking.removeAll(there.keySet());
        var places = content.chunks().locate(lacking);
        while (!lacking.isEmpty()) {
            var id = lacking.getFirst();
            var frame = Optional.ofNullable(places.get(id)).orElseThrow();
            var copied = copyFrame(writing.data(), frame, PackSet.NONE);
            if (!copied.containsKey(id)) {
                throw new DamagedFrameException("has another chunk where the index has " + id);
            }
            lacking.removeAll(copied.keySet()); // came along
            copied.values().forEach(place -> packs.add(place.pack()));
        }
        return packs.build();
    }

    private Map<ChunkId, ChunkPlace> copyFrame(PackOutput packs, ChunkPlace from, PackSet needs) throws IOException {
        var bytes = content.chunks().bytes(from);
        copied += bytes.length;
        progress.at(copied);
        return codecs.with(codec -> {
            var chunks = codec.open(bytes).ids();
            var places = packs.add(
                    new SealedFrame(bytes, bytes.length), chunks, Collections.nCopies(chunks.size(), needs), codec);
            var copied = new HashMap<ChunkId, ChunkPlace>();
            for (var i = 0; i < chunks.size(); i++) {
                copied.put(chunks.get(i), places.get(i));
            }
            return copied;
        });
    }
}
