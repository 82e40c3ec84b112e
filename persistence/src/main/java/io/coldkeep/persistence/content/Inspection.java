package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Damage;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.index.Session;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether the objects of a vault are all there, and puts in order what can be. */
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
     * @return whether all was done; there is more to repack otherwise
     * @throws IOException when a store does not answer, or is another one
     */
    boolean run(UUID vault, Instant now, BooleanSupplier processEnds, Consumer<List<Damage>> findings)
            throws IOException {
        for (var tier : StorageTier.values()) {
            inspect(vault, tier);
        }
        losing.tell(vault, now, findings);
        return repack(vault, processEnds);
    }

    /** What is in the catalog before the store is asked for its objects is among them, unless it is lost or deleted meanwhile. */
    private void inspect(UUID vault, StorageTier tier) throws IOException {
        vaults.requireOwnStore(vault, tier);
        var packs = index.packs(vault, tier);
        var contents = index.contents(vault, tier);
        var objects = PackObjects.all(stores.of(tier), vault);
        losing.lookInto(packs.stream()
                .filter(pack -> pack.state() == Pack.State.LIVE && !isThere(pack, objects))
                .toList());
        findAgain(packs.stream()
                .filter(pack -> pack.state() == Pack.State.LOST && isThere(pack, objects))
                .toList());
        writeLostDescriptors(packs, contents, objects, stores.of(tier));
    }

    private static boolean isThere(Pack pack, Map<BlobName, Long> objects) {
        return objects.getOrDefault(PackNames.of(pack), -1L) == pack.size();
    }

    /** A disk may have been away, or somebody has put back what was damaged. What is archived does not tell. */
    private void findAgain(List<Pack> lost) throws IOException {
        for (var pack : lost) {
            if (!index.chunks(pack.number()).isEmpty()) {
                var check = losing.check(pack);
                if (check.isRead() && check.damage().isEmpty()) {
                    LOG.info("the object {} is what was written after all", PackNames.of(pack));
                    index.found(pack.number());
                }
            }
        }
    }

    /**
     * The catalog has the same bytes. An old catalog may have contents that were deleted since: so only where all packs are there, and
     * no content that it does not know.
     */
    private void writeLostDescriptors(
            List<Pack> packs, List<Content> contents, Map<BlobName, Long> objects, BlobStore blobs) throws IOException {
        var names = contents.stream().collect(Collectors.toMap(Inspection::descriptor, content -> content));
        if (objects.keySet().stream()
                .anyMatch(name -> PackNames.contentOf(name).isPresent() && !names.containsKey(name))) {
            return;
        }
        var there = PackSet.of(packs.stream()
                .filter(pack -> isThere(pack, objects))
                .mapToInt(Pack::number)
                .toArray());
        for (var missing : names.entrySet()) {
            var content = missing.getValue();
            if (objects.getOrDefault(missing.getKey(), -1L) != content.descriptor().length
                    && there.containsAll(content.packs())
                    && index.find(content.id(), content.tier()).isPresent()) {
                LOG.warn("the object {} was gone, or had another length", missing.getKey());
                new Descriptors(index, blobs).put(content);
            }
        }
    }

    private static BlobName descriptor(Content content) {
        return PackNames.descriptor(content.id().vault(), content.id().attempt());
    }

    private boolean repack(UUID vault, BooleanSupplier processEnds) throws IOException {
        var mark = index.thinned(vault);
        if (mark.isEmpty()) {
            return true;
        }
        var outcome = repack(vault, index.begin(new ContentId(vault, REPACKING), StorageTier.WARM), processEnds);
        if (outcome == Repack.Outcome.ALL) {
            index.repacked(vault, mark.getAsLong()); // now that the session is closed: until then the next one ends it
        }
        return outcome != Repack.Outcome.PART;
    }

    private Repack.Outcome repack(UUID vault, Session session, BooleanSupplier processEnds) throws IOException {
        try (var codecs = new Codecs(vaults.forReading(vault).orElseThrow());
                var writing = new Writing(index, stores.warm(), session, warmPack, () -> {})) {
            var seen = new Anywhere(index, session);
            var repack = new Repack(index, stores, writing, codecs, processEnds);
            var outcome = repack.run(content -> store.open(content, seen));
            losing.lookInto(repack.suspects());
            return outcome;
        }
    }
}
