package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Damage;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.StoredBlob;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether the objects of a vault are all there, and puts in order what can be. No object is read for that. */
final class Inspection {

    /** Whose session repacks a vault: there is one at a time. */
    private static final UUID REPACKING = new UUID(0, 0);

    private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);

    private final ChunkedContentStore store;
    private final ContentIndex index;
    private final Stores stores;
    private final Vaults vaults;
    private final Losing losing;
    private final int warmPack;

    Inspection(
            ChunkedContentStore store, ContentIndex index, Stores stores, Vaults vaults, Losing losing, int warmPack) {
        this.store = store;
        this.index = index;
        this.stores = stores;
        this.vaults = vaults;
        this.losing = losing;
        this.warmPack = warmPack;
    }

    /**
     * Forgets a vault that is deleted, and its key, when nothing is left of it: neither in the catalog, which may be an old one, nor in
     * the stores.
     */
    boolean forget(UUID vault) throws IOException {
        var header = PackNames.header(vault);
        for (var tier : StorageTier.values()) {
            if (!Set.of(header).containsAll(objects(vault, tier).keySet())) {
                return false;
            }
        }
        if (!index.isEmpty(vault)) {
            return false;
        }
        for (var tier : StorageTier.values()) {
            stores.of(tier).delete(header);
        }
        return index.forget(vault);
    }

    List<Damage> run(UUID vault, BooleanSupplier processEnds) throws IOException {
        var damages = new ArrayList<Damage>();
        for (var tier : StorageTier.values()) {
            vaults.requireOwnStore(vault, tier);
            var packs = index.packs(vault, tier);
            var contents = index.contents(vault, tier);
            var objects = objects(vault, tier);
            damages.addAll(findLostPacks(vault, tier, packs, objects));
            writeLostDescriptors(contents, objects);
        }
        repack(vault, processEnds);
        return damages;
    }

    /** The size of each: what is in the catalog when this is called is among them, unless it is deleted meanwhile, or is lost. */
    private Map<BlobName, Long> objects(UUID vault, StorageTier tier) throws IOException {
        return stores.of(tier).list(PackNames.vault(vault)).stream()
                .collect(Collectors.toMap(StoredBlob::name, StoredBlob::size));
    }

    private List<Damage> findLostPacks(UUID vault, StorageTier tier, List<Pack> packs, Map<BlobName, Long> objects) {
        var lost = packs.stream()
                .filter(pack -> pack.state() == Pack.State.LIVE
                        && objects.getOrDefault(PackNames.of(pack), 0L) != pack.size()
                        && isLive(pack))
                .toList();
        lost.forEach(pack -> LOG.error("the object {} is gone, or has another length", PackNames.of(pack)));
        return lost.isEmpty() ? List.of() : losing.lost(vault, tier, lost);
    }

    private boolean isLive(Pack pack) {
        return index.pack(pack.number())
                .filter(now -> now.state() == Pack.State.LIVE)
                .isPresent();
    }

    /** The catalog has the same bytes. */
    private void writeLostDescriptors(List<Content> contents, Map<BlobName, Long> objects) throws IOException {
        for (var content : contents) {
            var name = PackNames.descriptor(content.id().vault(), content.id().attempt());
            if (!objects.containsKey(name) && isThere(content)) {
                LOG.warn("the object {} was gone", name);
                new Descriptors(index, stores.of(content.tier())).put(content);
            }
        }
    }

    private boolean isThere(Content content) {
        return index.find(content.id(), content.tier()).isPresent();
    }

    private void repack(UUID vault, BooleanSupplier processEnds) throws IOException {
        var mark = index.thinned(vault);
        if (mark.isEmpty()) {
            return;
        }
        var session = index.begin(new ContentId(vault, REPACKING), StorageTier.WARM);
        try (var codecs = new Codecs(vaults.forReading(vault).orElseThrow());
                var writing = new Writing(index, stores.warm(), session, warmPack)) {
            var seen = new Anywhere(index, session);
            var repack = new Repack(index, stores, writing, codecs, processEnds);
            if (repack.run(content -> store.open(content, seen))) {
                index.repacked(vault, mark.getAsLong());
            }
        }
    }
}
