package io.coldkeep.persistence.content;

import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.index.IndexedChunk;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;

/** How much of each pack in the stores is needed by what is kept there, found out without a catalog. */
public final class PackShares {

    private static final int FILTER_BITS = 1 << 24;

    private PackShares() {}

    /**
     * A pack.
     *
     * @param size all of its bytes
     * @param needed those in frames that some content needs
     */
    public record Share(StorageTier tier, String object, long size, long needed) {}

    /** The packs of a vault. */
    public static List<Share> of(UUID vault, BlobStore warm, BlobStore cold, MasterKey master) throws IOException {
        var stores = new Stores(warm, cold);
        var name = PackNames.header(vault);
        var header = warm.read(name, 0, (int) warm.size(name));
        var keys = Vaults.keys(master, vault, header);
        try (var crew = new Crew(1);
                var codecs = new Codecs(keys)) {
            var index = ObjectIndex.read(keys, EnumSet.allOf(StorageTier.class), stores, crew);
            var shares = new ArrayList<Share>();
            for (var tier : StorageTier.values()) {
                var needed = new Needed(new ChunkFilter(FILTER_BITS));
                for (var content : index.contents(vault, tier)) {
                    try (var open = OpenContent.of(content, keys, index, stores, crew)) {
                        needed.add(content, open);
                    }
                }
                for (var number : index.numbers(tier)) {
                    shares.add(share(index, number, stores, codecs, needed));
                }
            }
            return shares;
        }
    }

    /** The same piece of a manifest may be in several packs, any of which is the one that is meant. */
    private static Share share(ObjectIndex index, int number, Stores stores, Codecs codecs, Needed needed)
            throws IOException {
        var pack = index.pack(number).orElseThrow();
        var frames = new HashMap<Integer, Integer>();
        for (var chunk : codecs.with(codec -> stores.open(pack).chunks(number, codec))) {
            if (index.places(pack.tier(), chunk.id()).stream()
                    .anyMatch(place -> needed.has(pack.kind(), new IndexedChunk(chunk.id(), place)))) {
                frames.put(chunk.place().frame(), chunk.place().frameLength());
            }
        }
        return new Share(
                pack.tier(),
                PackNames.of(pack).value(),
                pack.size(),
                frames.values().stream().mapToLong(length -> length).sum());
    }
}
