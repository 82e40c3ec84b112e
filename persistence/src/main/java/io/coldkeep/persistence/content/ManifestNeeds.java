package io.coldkeep.persistence.content;

import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.IndexedChunk;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.manifest.Body;
import io.coldkeep.persistence.content.manifest.ListFormat;
import io.coldkeep.persistence.content.manifest.PageFormat;
import io.coldkeep.persistence.content.manifest.Root;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which packs those pieces of manifests need that an index does not know, or knows to need what is lost. Pieces that cannot be read
 * are none; those that list what is nowhere need a pack that is lost.
 */
final class ManifestNeeds {

    private static final Logger LOG = LoggerFactory.getLogger(ManifestNeeds.class);
    private static final int PAGES_AT_ONCE = 1024;
    private static final Body NOTHING = new Body.Inline(new byte[0]);

    private final StorageTier tier;
    private final ObjectIndex objects;
    private final Map<Integer, Integer> numbers;
    private final Known known;
    private final Map<ChunkId, PackSet> needs = new HashMap<>();

    /** What the index knows already. */
    interface Known {

        /** Where it has these pieces, whichever content they are of, in places that are there and need nothing that is lost. */
        Map<ChunkId, ChunkPlace> find(Collection<ChunkId> pieces);

        boolean isLost(int pack);

        /** The number of a pack that is lost. */
        int mark();
    }

    /** @param numbers by which the index knows packs, by those of {@code objects} */
    ManifestNeeds(StorageTier tier, ObjectIndex objects, Map<Integer, Integer> numbers, Known known) {
        this.tier = tier;
        this.objects = objects;
        this.numbers = numbers;
        this.known = known;
    }

    /**
     * Goes through the manifest of a content.
     *
     * @throws IOException when something cannot be read this time
     */
    void note(OpenContent content) throws IOException {
        content.descriptor().root().forEach(piece -> needs.put(piece, PackSet.NONE));
        var pages = content.pages().stream()
                .map(Root.PageReference::page)
                .filter(page -> !needs.containsKey(page))
                .distinct()
                .toList();
        for (var from = 0; from < pages.size(); from += PAGES_AT_ONCE) {
            var some = pages.subList(from, Math.min(pages.size(), from + PAGES_AT_ONCE));
            var there = known.find(some).keySet();
            for (var page : some) {
                if (!there.contains(page)) {
                    notePage(page, content.chunks());
                }
            }
        }
    }

    private void notePage(ChunkId page, ChunkReader chunks) throws IOException {
        try {
            var packs = new PackSet.Builder();
            for (var entry : PageFormat.read(read(page, chunks))) {
                switch (entry.body().orElse(NOTHING)) {
                    case Body.Inline _ -> {}
                    case Body.Chunks listed -> listed.ids().forEach(chunk -> packs.add(pack(chunk)));
                    case Body.Lists lists -> {
                        for (var list : lists.ids()) {
                            packs.add(list(list, chunks));
                        }
                    }
                }
            }
            needs.put(page, packs.build());
        } catch (IOException e) {
            ObjectIndex.throwUnlessDamaged(e);
            LOG.debug("the page {} cannot be read", page, e);
        }
    }

    /** The packs that a list is in and that it needs. */
    private PackSet list(ChunkId list, ChunkReader chunks) throws IOException {
        var there = known.find(List.of(list)).get(list);
        if (there != null) {
            return new PackSet.Builder().add(there.pack()).add(there.needs()).build();
        }
        try {
            if (!needs.containsKey(list)) {
                var packs = new PackSet.Builder();
                ListFormat.ids(read(list, chunks)).forEach(chunk -> packs.add(pack(chunk)));
                needs.put(list, packs.build());
            }
            return new PackSet.Builder().add(pack(list)).add(of(list)).build();
        } catch (IOException e) {
            ObjectIndex.throwUnlessDamaged(e);
            LOG.debug("the list {} cannot be read", list, e);
            return PackSet.of(known.mark());
        }
    }

    private byte[] read(ChunkId piece, ChunkReader chunks) throws IOException {
        return ManifestReader.bytes(chunks.sequence(List.of(piece)).next());
    }

    /** One with the chunk; a lost one only where no other has it. */
    private int pack(ChunkId chunk) {
        var lost = OptionalInt.empty();
        for (var place : objects.places(tier, chunk)) {
            var number = numbers.get(place.pack());
            if (number != null) {
                if (!known.isLost(number)) {
                    return number;
                }
                lost = OptionalInt.of(number);
            }
        }
        return lost.orElseGet(known::mark);
    }

    private PackSet of(ChunkId piece) {
        return needs.getOrDefault(piece, PackSet.NONE);
    }

    /** Those of the chunks that are pieces of the manifests gone through, with what they need. */
    List<IndexedChunk> of(List<IndexedChunk> chunks) {
        return chunks.stream()
                .filter(chunk -> needs.containsKey(chunk.id()))
                .map(chunk -> new IndexedChunk(chunk.id(), chunk.place().needing(of(chunk.id()))))
                .toList();
    }
}
