package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.ArchivedContentException;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentInventory;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.ContentUpkeep;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Damage;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Inventory;
import io.coldkeep.domain.content.Packs;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.RestoredContent;
import io.coldkeep.domain.content.StoredContent;
import io.coldkeep.domain.content.Thaw;
import io.coldkeep.domain.content.Transfer;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.Unread;
import io.coldkeep.persistence.content.blob.ArchivedBlobException;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.chunk.Chunker;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.crypto.VaultKeys;
import io.coldkeep.persistence.content.index.ChunkIndex;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.index.UpkeepLog;
import io.coldkeep.persistence.content.manifest.Descriptor;
import io.coldkeep.persistence.content.pack.PackNames;
import io.coldkeep.persistence.content.pack.Piece;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps what is new of each attempt: cut into chunks, each kept once in a vault and tier, compressed and encrypted, in packs. Any
 * number of services may share stores and catalog. {@code docs/content-format.md} says what the bytes are, and why nothing gets
 * lost.
 */
public final class ChunkedContentStore implements ContentStore, AutoCloseable {

    private static final int TURNS = 64;
    private static final int WARM_PACK = 32 << 20;
    private static final int COLD_PACK = 128 << 20;

    private final ContentIndex index;
    private final Stores stores;
    private final Vaults vaults;
    private final InstantSource clock;
    private final Crew crew;
    private final Collector collector;
    private final List<Object> turns = Stream.generate(Object::new).limit(TURNS).toList();
    private final int warmPack;
    private final int coldPack;

    /**
     * @param cold another store than {@code warm}
     * @param clock that of the machine, which files bear the times of
     * @param threads how many compute at a time, at least 1
     */
    public ChunkedContentStore(
            ContentIndex index, BlobStore warm, BlobStore cold, MasterKey master, InstantSource clock, int threads) {
        this(index, warm, cold, master, clock, threads, WARM_PACK, COLD_PACK);
    }

    /**
     * @param warmPack bytes from which on a pack of data is closed
     * @param coldPack the same in cold storage
     */
    ChunkedContentStore(
            ContentIndex index,
            BlobStore warm,
            BlobStore cold,
            MasterKey master,
            InstantSource clock,
            int threads,
            int warmPack,
            int coldPack) {
        this.warmPack = warmPack;
        this.coldPack = coldPack;
        this.clock = clock;
        this.index = index;
        this.stores = new Stores(warm, cold);
        this.vaults = new Vaults(index, stores, master);
        this.crew = new Crew(threads);
        this.collector = new Collector(index, stores, clock);
    }

    @Override
    public StoredContent store(ContentId id, BackupSource source, Progress progress, Supplier<Description> description)
            throws IOException {
        return write(id, source, clock.instant(), progress, description, unread -> {});
    }

    /** What cannot be read may be left out of a backup, and not of a copy. */
    @FunctionalInterface
    private interface Demand {
        void check(Unread unread) throws IOException;
    }

    private StoredContent write(
            ContentId id,
            BackupSource source,
            Instant begun,
            Progress progress,
            Supplier<Description> description,
            Demand demand)
            throws IOException {
        var steady = new SteadyProgress(progress);
        var keys = vaults.forWriting(id.vault(), StorageTier.WARM);
        var session = index.begin(id, StorageTier.WARM);
        try (var codecs = new Codecs(keys);
                var writing = new Writing(index, stores.warm(), session, warmPack, steady::again)) {
            var base = index.latest(session, source.name());
            try (var previous = PreviousTree.of(base, this::open)) {
                return write(writing, codecs, keys, source, begun, previous, steady, description, demand);
            }
        }
    }

    private StoredContent write(
            Writing writing,
            Codecs codecs,
            VaultKeys keys,
            BackupSource source,
            Instant begun,
            PreviousTree previous,
            SteadyProgress progress,
            Supplier<Description> description,
            Demand demand)
            throws IOException {
        var chunks = new ChunkWriter(index, writing.session(), writing.data(), codecs, crew, progress::again);
        return codecs.with(codec -> {
            var manifest = new ManifestWriter(index, writing.session(), previous.content(), writing.meta(), codec);
            try {
                var backup = new Backup(source, previous, chunks, manifest, new Chunker(keys.boundaries()), progress);
                var unread = backup.run();
                demand.check(unread);
                var root = manifest.finish();
                writing.finish(codecs);
                var id = writing.session().content();
                var descriptor = new Descriptor(
                        id, source.name(), begun, manifest.entries(), manifest.logicalBytes(), description.get(), root);
                var sealed = codec.seal(List.of(Piece.of(descriptor.bytes())));
                writing.commit(source.name(), Arrays.copyOf(sealed.buffer(), sealed.length()), manifest.needs());
                return new StoredContent(
                        manifest.logicalBytes(),
                        new Transfer(backup.dataRead(), writing.written()),
                        manifest.entries(),
                        unread);
            } finally {
                chunks.giveUp();
            }
        });
    }

    /** One at a time: another one would end the session of this. Whoever comes second finds the first one's copy. */
    @Override
    public long copyToCold(ContentId id, Progress progress) throws IOException {
        synchronized (turns.get(Math.floorMod(id.hashCode(), TURNS))) {
            return copyInTurn(id, progress);
        }
    }

    private long copyInTurn(ContentId id, Progress progress) throws IOException {
        var there = index.find(id, StorageTier.COLD);
        if (there.isPresent() && isSound(there.get())) {
            new Descriptors(index, stores.cold())
                    .put(there.get()); // an earlier call got this far, and may have ended before it did this
            return 0;
        }
        var steady = new SteadyProgress(progress);
        var keys = vaults.forWriting(id.vault(), StorageTier.COLD);
        try (var codecs = new Codecs(keys);
                var writing =
                        new Writing(index, stores.cold(), index.begin(id, StorageTier.COLD), coldPack, steady::again);
                var content = open(index.find(id, StorageTier.WARM).orElseThrow(() -> gone(id)))) {
            var packs = suspecting(content, () -> new ColdCopy(index, content, writing, codecs, steady).run());
            writing.finish(codecs);
            var warm = index.find(id, StorageTier.WARM).orElseThrow(() -> gone(id));
            writing.commit(warm.source(), warm.descriptor(), packs);
            return writing.written();
        } catch (IOException e) {
            throw named(id, e);
        }
    }

    @Override
    public void endCopyToCold(ContentId id) {
        index.end(id, StorageTier.COLD);
    }

    /** Whether all of its packs are there, as far as anybody knows. */
    private boolean isSound(Content content) throws IOException {
        var packs = index.packs(content.id().vault(), content.tier()).stream()
                .filter(pack -> content.packs().contains(pack.number()))
                .toList();
        return packs.stream().noneMatch(pack -> pack.state() == Pack.State.LOST)
                && new PackObjects(stores.of(content.tier()))
                        .missing(packs, () -> {})
                        .isEmpty();
    }

    @Override
    public StoredContent copy(ContentId from, ContentId to, Progress progress, Supplier<Description> description)
            throws IOException {
        try (var content = open(from);
                var original = new ContentSource(content)) {
            return suspecting(
                    content,
                    () -> write(to, original, content.descriptor().begun(), progress, description, unread -> {
                        if (unread.count() > 0) {
                            throw new CorruptContentException(
                                    from, "it has lost bytes of " + String.join(", ", unread.examples()));
                        }
                    }));
        } catch (IOException e) {
            throw named(from, e);
        }
    }

    @Override
    public Thaw thaw(ContentId id, RestoreSelection selection, Progress progress) throws IOException {
        return frozen(id, selection, progress, BlobStore::thaw);
    }

    @Override
    public Thaw frozen(ContentId id, RestoreSelection selection, Progress progress) throws IOException {
        return frozen(id, selection, progress, BlobStore::frozen);
    }

    /** Answers which of the objects cannot be read yet. */
    @FunctionalInterface
    private interface FrozenObjects {
        Set<BlobName> of(BlobStore store, Collection<BlobName> names, Runnable meanwhile) throws IOException;
    }

    private Thaw frozen(ContentId id, RestoreSelection selection, Progress progress, FrozenObjects frozen)
            throws IOException {
        var content = find(id);
        var store = stores.of(content.tier());
        if (!store.archives()) {
            return Thaw.NOTHING;
        }
        try {
            var packs = dataPacks(content, selection, progress);
            return new Thaw(frozen.of(store, packs, () -> progress.at(0)).size(), packs.size());
        } catch (IOException e) {
            throw named(id, e);
        }
    }

    /** The objects that the bytes of files are in that are selected: all of the content's own, or those that its manifest tells. */
    private List<BlobName> dataPacks(Content content, RestoreSelection selection, Progress progress)
            throws IOException {
        var needed = selection.includes(EntryPath.ROOT) ? content.packs() : plan(content, selection, progress);
        return index.packs(content.id().vault(), content.tier()).stream()
                .filter(pack -> pack.kind() == Pack.Kind.DATA && needed.contains(pack.number()))
                .map(PackNames::of)
                .toList();
    }

    private PackSet plan(Content content, RestoreSelection selection, Progress progress) throws IOException {
        try (var open = open(content)) {
            return RestorePlan.of(open, selection, progress).packs();
        }
    }

    @Override
    public RestoredContent restore(ContentId id, RestoreSelection selection, RestoreTarget target, Progress progress)
            throws IOException {
        try (var content = open(id)) {
            return suspecting(
                    content,
                    () -> new Restore(content, selection, target, new SteadyProgress(progress), Losses.OF_DAMAGE)
                            .run());
        } catch (IOException e) {
            throw named(id, e);
        }
    }

    /** Reads a content, and has the packs that turn out to be damaged looked at soon. */
    private <T> T suspecting(OpenContent content, Crew.Work<T> reading) throws IOException {
        try {
            return reading.run();
        } finally {
            index.suspect(content.chunks().suspects());
        }
    }

    private OpenContent open(ContentId id) throws IOException {
        return open(find(id));
    }

    /** Looks into warm storage first: whatever leaves it is in cold storage before. */
    private Content find(ContentId id) throws CorruptContentException {
        return index.find(id, StorageTier.WARM)
                .or(() -> index.find(id, StorageTier.COLD))
                .orElseThrow(() -> gone(id));
    }

    private OpenContent open(Content content) throws IOException {
        return open(content, index);
    }

    /** @param seen where chunks are looked for */
    OpenContent open(Content content, ChunkIndex seen) throws IOException {
        var id = content.id();
        return OpenContent.of(content, vaults.forReading(id.vault()).orElseThrow(() -> gone(id)), seen, stores, crew);
    }

    private static CorruptContentException gone(ContentId id) {
        return new CorruptContentException(id, "it is not in the store");
    }

    /** Damage says whose it is, and so does what is archived where that can be thawed. */
    private IOException named(ContentId id, IOException e) {
        if (e instanceof ArchivedBlobException
                && index.find(id, StorageTier.COLD).isPresent()) {
            return new ArchivedContentException(id, "it has to be thawed", e);
        }
        return Damaged.isShownBy(e) ? new CorruptContentException(id, "it is not what was written", e) : e;
    }

    @Override
    public Map<ContentId, IOException> deleteAll(Collection<ContentId> ids, StorageTier tier) {
        index.delete(ids, tier);
        var failures = stores.of(tier)
                .deleteAll(ids.stream().map(ChunkedContentStore::descriptor).toList());
        return ids.stream()
                .filter(id -> failures.containsKey(descriptor(id)))
                .collect(Collectors.toMap(id -> id, id -> failures.get(descriptor(id)), (one, same) -> one));
    }

    private static BlobName descriptor(ContentId id) {
        return PackNames.descriptor(id.vault(), id.attempt());
    }

    /**
     * Looks after what this store keeps.
     *
     * @param bytesPerSecond how many bytes are read to check them, on average; more than 0
     */
    public ContentUpkeep upkeep(UpkeepLog log, long bytesPerSecond) {
        var losing = new Losing(index, log, stores, vaults, crew);
        var scrub = new Scrub(log, losing, new ByteBudget(bytesPerSecond, System::nanoTime), clock);
        return new Upkeep(log, new Inspection(this, index, stores, vaults, losing, warmPack), scrub, clock);
    }

    /** Counts what this store keeps. */
    public ContentInventory inventory(UpkeepLog log) {
        return () -> new Inventory(packs(), log.firstCheck());
    }

    /** Also of the tiers and states that no packs are in. */
    private List<Packs> packs() {
        var there = index.countPacks();
        return Stream.of(StorageTier.values())
                .flatMap(tier -> Stream.of(Packs.State.values()).map(state -> new Packs(tier, state, 0, 0)))
                .map(none -> there.stream()
                        .filter(some -> some.tier() == none.tier() && some.state() == none.state())
                        .findFirst()
                        .orElse(none))
                .toList();
    }

    /** Reads everything of the vault, in both tiers, and answers what is damaged. */
    public List<Damage> verify(UUID vault) throws IOException {
        var keys = vaults.forReading(vault);
        if (keys.isEmpty()) {
            return List.of();
        }
        var findings = new DamageList();
        new Verification(index, stores, crew, findings).run(keys.get());
        return findings.all();
    }

    /** @throws IOException when the master key is not the one that the vaults in the catalog are under */
    public void requireKey() throws IOException {
        vaults.requireKey();
    }

    @Override
    public boolean hasGarbage() {
        return !collector.due().isEmpty();
    }

    @Override
    public void collect() {
        collector.run();
    }

    @Override
    public void close() {
        crew.close();
    }
}
