package io.coldkeep.persistence.content;

import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.ArchivedBlobException;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.StoredBlob;
import io.coldkeep.persistence.content.crypto.VaultKeys;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ChunkIndex;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.IndexedChunk;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.pack.FrameCodec;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of one vault as its objects tell it, for when there is no catalog: the packs that are there, and by their footers, or
 * else by their frames, what is in them. Places bear numbers that are given here: two packs may have the same in their names when
 * a catalog was put back to an older state.
 */
final class ObjectIndex implements ChunkIndex {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectIndex.class);
    private static final int LONGEST_DESCRIPTOR = 16 << 20;

    private final UUID vault;
    private final Stores stores;
    private final List<Pack> packs = new ArrayList<>();
    private final Map<Integer, Integer> counts = new ConcurrentHashMap<>();
    private final Queue<IOException> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Pack> archived = new ConcurrentLinkedQueue<>();
    private final Map<StorageTier, ChunkTable> chunks = new EnumMap<>(StorageTier.class);
    private final Map<StorageTier, List<BlobName>> descriptors = new EnumMap<>(StorageTier.class);

    private ObjectIndex(UUID vault, Stores stores) {
        this.vault = vault;
        this.stores = stores;
    }

    /** The index of those tiers of the vault. */
    static ObjectIndex read(VaultKeys keys, Set<StorageTier> tiers, Stores stores, Crew crew) throws IOException {
        var index = new ObjectIndex(keys.vault(), stores);
        try (var codecs = new Codecs(keys)) {
            for (var tier : tiers) {
                index.read(tier, codecs, crew);
            }
        }
        return index;
    }

    private void read(StorageTier tier, Codecs codecs, Crew crew) throws IOException {
        var table = new ChunkTable();
        var blobs = stores.of(tier).list(PackNames.vault(vault));
        var reading = new ArrayList<CompletableFuture<Boolean>>();
        for (var blob : blobs) {
            var pack = PackNames.packOf(blob.name(), tier).map(named -> named.sized(blob.size()));
            if (pack.isPresent()) {
                var number = packs.size();
                packs.add(pack.get());
                reading.add(crew.submit(() -> codecs.with(codec -> read(pack.get(), number, codec, table))));
            }
        }
        for (var pack : reading) {
            Crew.await(pack);
        }
        chunks.put(tier, table);
        descriptors.put(
                tier,
                blobs.stream()
                        .map(StoredBlob::name)
                        .filter(name -> PackNames.contentOf(name).isPresent())
                        .toList());
    }

    private boolean read(Pack pack, int number, FrameCodec codec, ChunkTable table) {
        try {
            var found = chunks(stores, pack, number, codec);
            table.addAll(found);
            counts.put(number, (int)
                    found.stream().map(IndexedChunk::id).distinct().count());
            return true;
        } catch (ArchivedBlobException e) {
            archived.add(pack);
            return false;
        } catch (IOException e) {
            LOG.warn("{} cannot be read", PackNames.of(pack), e);
            failures.add(unreadable(PackNames.of(pack), e));
            return false;
        }
    }

    private static IOException unreadable(BlobName object, IOException e) {
        return new IOException(object + " cannot be read: " + e.getMessage(), e);
    }

    /** @throws IOException when an object could not be read that may be as it was written */
    void requireReadable() throws IOException {
        if (!archived.isEmpty()) {
            throw new StoredVaults.ArchivedPacks(archived);
        }
        if (!failures.isEmpty()) {
            throw failures.element();
        }
    }

    @Override
    public boolean isPartial(StorageTier tier) {
        return archived.stream().anyMatch(pack -> pack.tier() == tier);
    }

    @Override
    public Map<ChunkId, ChunkPlace> locate(Content content, Collection<ChunkId> wanted) {
        var found = new HashMap<ChunkId, ChunkPlace>();
        for (var id : wanted) {
            table(content.tier()).find(id).stream().findFirst().ifPresent(place -> found.put(id, place));
        }
        return found;
    }

    private ChunkTable table(StorageTier tier) {
        return Optional.ofNullable(chunks.get(tier)).orElseThrow();
    }

    @Override
    public List<ChunkPlace> elsewhere(Content content, ChunkId chunk) {
        return table(content.tier()).find(chunk).stream().skip(1).toList();
    }

    @Override
    public Optional<Pack> pack(int number) {
        return Optional.of(packs.get(number));
    }

    @Override
    public List<Pack> packs(UUID inVault, StorageTier tier) {
        return packs.stream().filter(pack -> pack.tier() == tier).toList();
    }

    /** All places of a chunk in that tier. */
    List<ChunkPlace> places(StorageTier tier, ChunkId chunk) {
        return table(tier).find(chunk);
    }

    /** The numbers of the packs in that tier. */
    List<Integer> numbers(StorageTier tier) {
        return IntStream.range(0, packs.size())
                .filter(number -> packs.get(number).tier() == tier)
                .boxed()
                .toList();
    }

    /** How many chunks there are in the pack, each once. */
    int count(int number) {
        return counts.getOrDefault(number, 0);
    }

    /**
     * What is in a pack: by its footer, or else by its frames; nothing when it is damaged so that none of it can be read.
     *
     * @throws IOException when it cannot be read this time
     */
    static List<IndexedChunk> chunks(Stores stores, Pack pack, int number, FrameCodec codec) throws IOException {
        var input = stores.open(pack);
        try {
            return input.chunks(number, codec);
        } catch (IOException e) {
            throwUnlessDamaged(e);
            LOG.debug("looking for the frames of {}", PackNames.of(pack), e);
        }
        try {
            return input.salvage(number, codec);
        } catch (IOException e) {
            throwUnlessDamaged(e);
            LOG.debug("nothing of {} can be read", PackNames.of(pack), e);
            return List.of();
        }
    }

    /** Passes on what says nothing about an object but that it could not be read this time. */
    static void throwUnlessDamaged(IOException e) throws IOException {
        if (!Damaged.isShownBy(e)) {
            throw e;
        }
    }

    /** Without their sources, which their descriptors tell. */
    @Override
    public List<Content> contents(UUID inVault, StorageTier tier) {
        return descriptors(tier).stream()
                .map(name -> content(stores, tier, name))
                .toList();
    }

    /** The names of those in that tier. */
    List<BlobName> descriptors(StorageTier tier) {
        return Optional.ofNullable(descriptors.get(tier)).orElse(List.of());
    }

    /** What that is the descriptor of; a descriptor that cannot be read is one that cannot be opened. */
    static Content content(Stores stores, StorageTier tier, BlobName descriptor) {
        try {
            return readableContent(stores, tier, descriptor);
        } catch (IOException e) {
            LOG.warn("{} cannot be read", descriptor, e);
            return content(tier, descriptor, new byte[0]);
        }
    }

    /**
     * What that is the descriptor of.
     *
     * @throws IOException when the descriptor cannot be read
     */
    static Content readableContent(Stores stores, StorageTier tier, BlobName descriptor) throws IOException {
        var length = Math.min(stores.of(tier).size(descriptor), LONGEST_DESCRIPTOR);
        return content(tier, descriptor, stores.of(tier).read(descriptor, 0, (int) length));
    }

    private static Content content(StorageTier tier, BlobName descriptor, byte[] bytes) {
        return new Content(PackNames.contentOf(descriptor).orElseThrow(), tier, "", bytes, PackSet.NONE);
    }
}
