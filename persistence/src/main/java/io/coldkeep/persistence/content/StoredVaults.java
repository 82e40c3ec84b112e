package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.RestoredContent;
import io.coldkeep.domain.content.Thaw;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.persistence.content.blob.ArchivedBlobException;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.blob.NoSuchBlobException;
import io.coldkeep.persistence.content.blob.StoredBlob;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.crypto.VaultKeys;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.manifest.DamagedManifestException;
import io.coldkeep.persistence.content.manifest.Descriptor;
import io.coldkeep.persistence.content.pack.DamagedFrameException;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What lies in the two stores, read with nothing but the master key: for when there is no catalog, and to check what is there. It
 * changes nothing. What a service writes or deletes meanwhile may be seen in part.
 */
public final class StoredVaults implements AutoCloseable {

    private static final int LONGEST_HEADER = 4096;

    private final Stores stores;
    private final MasterKey master;
    private final Crew crew;

    /** @param threads how many compute at a time, at least 1 */
    public StoredVaults(BlobStore warm, BlobStore cold, MasterKey master, int threads) {
        this.stores = new Stores(warm, cold);
        this.master = master;
        this.crew = new Crew(threads);
    }

    /**
     * A content.
     *
     * @param object the name of its descriptor in the store of the tier
     * @param source what it is a copy of
     * @param begun when the copy was begun
     * @param entries files, directories and links
     * @param logicalBytes the sum of the sizes of the files
     * @param description what it was said to be of when it was stored
     */
    public record Stored(
            ContentId id,
            StorageTier tier,
            String object,
            String source,
            Instant begun,
            long entries,
            long logicalBytes,
            Description description) {}

    /**
     * What {@link #verify} has read.
     *
     * @param archived packs that it has not read, since they have to be thawed before, and {@code archivedBytes} the bytes of those
     */
    public record Verified(int vaults, int contents, int packs, long bytes, int archived, long archivedBytes) {}

    /** What is in some packs of a vault must be known, and they have to be {@linkplain #thaw thawed} before they can be read. */
    public static final class ArchivedPacks extends IOException {

        private static final long serialVersionUID = 1L;

        private final int packs;
        private final long bytes;

        ArchivedPacks(Collection<Pack> archived) {
            this(archived.size(), archived.stream().mapToLong(Pack::size).sum());
        }

        private ArchivedPacks(int packs, long bytes) {
            super("Packs are archived, and have to be thawed before they can be read: " + packs + ".");
            this.packs = packs;
            this.bytes = bytes;
        }

        /** How many they are. */
        public int packs() {
            return packs;
        }

        /** Bytes of all of them. */
        public long bytes() {
            return bytes;
        }
    }

    /** Hears what is damaged. */
    @FunctionalInterface
    public interface Problems {

        /** @param object the name of the object in the store of the tier that the damage is in, or that needs what is damaged */
        void found(StorageTier tier, String object, String what);
    }

    /** Whether the name of an object is that of a descriptor. */
    public static boolean isDescriptor(String object) {
        return BlobName.find(object).flatMap(PackNames::contentOf).isPresent();
    }

    /**
     * All contents, by source and then by age. Descriptors that are damaged are problems, and so are vaults without a key.
     *
     * @throws IOException when the master key opens no vault, though there are some, or the stores cannot be listed
     */
    public List<Stored> contents(Problems problems) throws IOException {
        var all = new ArrayList<Stored>();
        for (var keys : unlock(problems)) {
            for (var tier : StorageTier.values()) {
                for (var blob : stores.of(tier).list(PackNames.vault(keys.vault()))) {
                    if (PackNames.contentOf(blob.name()).isPresent()) {
                        add(all, keys, tier, blob.name(), problems);
                    }
                }
            }
        }
        all.sort(Comparator.comparing(Stored::source)
                .thenComparing(Stored::begun)
                .thenComparing(Stored::object)
                .thenComparing(Stored::tier));
        return all;
    }

    private void add(List<Stored> all, VaultKeys keys, StorageTier tier, BlobName name, Problems problems) {
        try (var codecs = new Codecs(keys)) {
            var content = ObjectIndex.content(stores, tier, name);
            all.add(stored(tier, name, OpenContent.descriptor(content, codecs)));
        } catch (IOException e) {
            problems.found(tier, name.value(), "the descriptor is damaged: " + what(e));
        }
    }

    private static Stored stored(StorageTier tier, BlobName name, Descriptor descriptor) {
        return new Stored(
                descriptor.id(),
                tier,
                name.value(),
                descriptor.source(),
                descriptor.begun(),
                descriptor.entries(),
                descriptor.logicalBytes(),
                descriptor.description());
    }

    /**
     * The content with that descriptor.
     *
     * @throws CorruptContentException when the descriptor is damaged
     * @throws IOException when the vault cannot be opened
     */
    public Stored content(StorageTier tier, String object) throws IOException {
        var name = new BlobName(object);
        var content = ObjectIndex.content(stores, tier, name);
        try (var codecs = new Codecs(keys(content.id().vault()))) {
            return stored(tier, name, OpenContent.descriptor(content, codecs));
        } catch (DamagedFrameException | DamagedManifestException e) {
            throw new CorruptContentException(content.id(), "its descriptor " + e.getMessage(), e);
        }
    }

    /**
     * Writes what is selected of a content into the target, but for what is damaged: files of which something is lost are left
     * out, and are problems.
     *
     * @throws CorruptContentException when all of it is lost
     * @throws ArchivedPacks when something of it may be in packs that have to be {@linkplain #thaw thawed} before
     * @throws IOException when the vault cannot be opened, or the target fails
     */
    public RestoredContent restore(
            Stored stored, RestoreSelection selection, RestoreTarget target, Progress progress, Problems problems)
            throws IOException {
        var keys = keys(stored.id().vault());
        var content = ObjectIndex.content(stores, stored.tier(), new BlobName(stored.object()));
        var index = ObjectIndex.read(keys, EnumSet.of(stored.tier()), stores, crew);
        try (var open = open(content, keys, index)) {
            if (index.isPartial(stored.tier())
                    && !RestorePlan.of(open, selection, progress).isWhole()) {
                index.requireReadable();
            }
            return new Restore(open, selection, target, progress, new Reported(content, problems)).run();
        }
    }

    private OpenContent open(Content content, VaultKeys keys, ObjectIndex index) throws IOException {
        try {
            return OpenContent.of(content, keys, index, stores, crew);
        } catch (IOException e) {
            throw new CorruptContentException(content.id(), "the root of its manifest is lost: " + what(e), e);
        }
    }

    /**
     * Has the packs thawed that have to be before a content can be restored: all of its vault and tier, since nothing but the packs
     * themselves tells what is in them.
     */
    public Thaw thaw(Stored stored) throws IOException {
        return thaw(stored.id().vault(), stored.tier());
    }

    /** Has all packs thawed that are archived. */
    public Thaw thaw() throws IOException {
        var thaw = Thaw.NOTHING;
        for (var vault : vaults()) {
            for (var tier : StorageTier.values()) {
                thaw = thaw.and(thaw(vault, tier));
            }
        }
        return thaw;
    }

    private Thaw thaw(UUID vault, StorageTier tier) throws IOException {
        var packs = packs(vault, tier).stream().map(StoredBlob::name).toList();
        return new Thaw(stores.of(tier).thaw(packs, () -> {}).size(), packs.size());
    }

    private List<StoredBlob> packs(UUID vault, StorageTier tier) throws IOException {
        return stores.of(tier).list(PackNames.vault(vault)).stream()
                .filter(blob -> PackNames.packOf(blob.name(), tier).isPresent())
                .toList();
    }

    /** @throws ArchivedPacks when packs of any vault have to be {@linkplain #thaw() thawed} before they can be read */
    public void requireReadable() throws IOException {
        var frozen = new ArrayList<StoredBlob>();
        for (var vault : vaults()) {
            for (var tier : StorageTier.values()) {
                var packs = packs(vault, tier);
                var names = stores.of(tier)
                        .frozen(packs.stream().map(StoredBlob::name).toList(), () -> {});
                packs.stream().filter(pack -> names.contains(pack.name())).forEach(frozen::add);
            }
        }
        if (!frozen.isEmpty()) {
            throw new ArchivedPacks(
                    frozen.size(), frozen.stream().mapToLong(StoredBlob::size).sum());
        }
    }

    /**
     * Takes what is in the packs of a vault over into an index that lacks it; contents can then be taken over as well. Nobody else
     * may write to the vault meanwhile.
     *
     * @throws ArchivedPacks when packs have to be {@linkplain #thaw() thawed} before
     * @throws IOException when the vault cannot be opened, or the index has another key for it
     */
    public VaultRecovery recover(UUID vault, ContentIndex index) throws IOException {
        var keys = keys(vault);
        var header = headerThatOpens(vault);
        if (!Arrays.equals(index.header(vault, () -> header), header)) {
            throw new IOException("The vault " + vault + " has another key in the catalog than in the stores.");
        }
        return VaultRecovery.of(keys, index, stores, crew);
    }

    private byte[] headerThatOpens(UUID vault) throws IOException {
        try {
            var header = header(vault, StorageTier.WARM);
            Vaults.keys(master, vault, header);
            return header;
        } catch (IOException e) {
            return header(vault, StorageTier.COLD); // one of the two opens the vault
        }
    }

    /**
     * Reads every byte of every pack, and every manifest, and looks whether all that they name is there.
     *
     * @param progress hears the bytes of packs that have been read
     * @throws IOException when the master key opens no vault, though there are some, or the stores cannot be listed
     */
    public Verified verify(Problems problems, Progress progress) throws IOException {
        var found = new ReportedFindings(problems, progress);
        for (var keys : unlock(problems)) {
            found.vaults++;
            var index = ObjectIndex.read(keys, EnumSet.allOf(StorageTier.class), stores, crew);
            new Verification(index, stores, crew, found).run(keys);
        }
        return new Verified(
                found.vaults, found.contents, found.packs, found.bytes, found.archived, found.archivedBytes);
    }

    /** The keys of all vaults. Headers that open nothing are problems, unless none opens anything: then it is the key. */
    private List<VaultKeys> unlock(Problems problems) throws IOException {
        var all = new ArrayList<VaultKeys>();
        var locked = new TreeMap<UUID, Map<StorageTier, IOException>>();
        for (var vault : vaults()) {
            var failures = new EnumMap<StorageTier, IOException>(StorageTier.class);
            keys(vault, failures).ifPresent(all::add);
            if (!failures.isEmpty()) {
                locked.put(vault, failures);
            }
        }
        if (all.isEmpty() && !locked.isEmpty()) {
            throw locked.firstEntry().getValue().values().iterator().next();
        }
        locked.forEach((vault, failures) -> failures.forEach(
                (tier, why) -> problems.found(tier, PackNames.header(vault).value(), what(why))));
        return all;
    }

    /** All vaults that the master key opens, whether there are contents in them or not. */
    public List<UUID> openVaults() throws IOException {
        var open = new ArrayList<UUID>();
        for (var vault : vaults()) {
            if (keys(vault, new EnumMap<>(StorageTier.class)).isPresent()) {
                open.add(vault);
            }
        }
        return open;
    }

    private Set<UUID> vaults() throws IOException {
        var vaults = new TreeSet<UUID>();
        for (var tier : StorageTier.values()) {
            stores.of(tier)
                    .list(PackNames.VAULTS)
                    .forEach(blob -> PackNames.vaultOf(blob.name()).ifPresent(vaults::add));
        }
        return vaults;
    }

    private VaultKeys keys(UUID vault) throws IOException {
        var failures = new EnumMap<StorageTier, IOException>(StorageTier.class);
        var keys = keys(vault, failures);
        if (keys.isPresent()) {
            return keys.get();
        }
        throw failures.isEmpty()
                ? new IOException("The vault " + vault + " is in neither store.")
                : failures.values().iterator().next();
    }

    /** Each tier has a header of the vault, and one of them is enough. */
    private Optional<VaultKeys> keys(UUID vault, Map<StorageTier, IOException> failures) throws IOException {
        var keys = Optional.<VaultKeys>empty();
        for (var tier : StorageTier.values()) {
            try {
                keys = Optional.of(Vaults.keys(master, vault, header(vault, tier)));
            } catch (IOException e) {
                if (!stores.of(tier).list(PackNames.vault(vault)).isEmpty()) {
                    failures.put(tier, e);
                }
            }
        }
        return keys;
    }

    private byte[] header(UUID vault, StorageTier tier) throws IOException {
        var name = PackNames.header(vault);
        return stores.of(tier).read(name, 0, (int) Math.min(stores.of(tier).size(name), LONGEST_HEADER));
    }

    private static String what(IOException e) {
        return switch (e) {
            case DamagedFrameException _, DamagedManifestException _ -> "it " + e.getMessage();
            case NoSuchBlobException _, EOFException _ -> String.valueOf(e.getMessage());
            default -> e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString();
        };
    }

    private static String lostPage(EntryPath first, Optional<EntryPath> next, IOException why) {
        return "of the manifest is lost what begins with %s%s: %s"
                .formatted(first, next.map(path -> " and ends before " + path).orElse(""), what(why));
    }

    private static String lostFile(EntryPath path, IOException why) {
        return path + " cannot be restored: " + what(why);
    }

    private static BlobName descriptor(Content content) {
        return PackNames.descriptor(content.id().vault(), content.id().attempt());
    }

    /** What a restore loses; what is archived is not lost, and the end of it. */
    private record Reported(Content content, Problems problems) implements Losses {

        @Override
        public void page(EntryPath first, Optional<EntryPath> next, IOException why) throws IOException {
            requireLoss(why);
            problems.found(content.tier(), descriptor(content).value(), lostPage(first, next, why));
        }

        @Override
        public void file(EntryPath path, IOException why) throws IOException {
            requireLoss(why);
            problems.found(content.tier(), descriptor(content).value(), lostFile(path, why));
        }

        private static void requireLoss(IOException why) throws IOException {
            if (why instanceof ArchivedBlobException) {
                throw why;
            }
        }
    }

    /** What a verification finds. */
    private static final class ReportedFindings implements Verification.Findings {

        private final Problems problems;
        private final Progress progress;
        private int vaults;
        private int contents;
        private int packs;
        private long bytes;
        private int archived;
        private long archivedBytes;

        ReportedFindings(Problems problems, Progress progress) {
            this.problems = problems;
            this.progress = progress;
        }

        @Override
        public void pack(Pack pack, PackCheck check) {
            if (check.isRead()) {
                packs++;
                bytes += pack.size();
            } else {
                archived++;
                archivedBytes += pack.size();
            }
            check.damage()
                    .ifPresent(why -> problems.found(
                            pack.tier(), PackNames.of(pack).value(), "the pack is damaged: " + what(why)));
            progress.at(bytes);
        }

        @Override
        public void content(Content content) {
            contents++;
            progress.at(bytes);
        }

        @Override
        public void lost(Content content, IOException why) {
            found(content, "nothing of it can be restored: " + what(why));
        }

        @Override
        public void page(Content content, EntryPath first, Optional<EntryPath> next, IOException why) {
            found(content, lostPage(first, next, why));
        }

        @Override
        public void file(Content content, EntryPath path, IOException why) {
            found(content, lostFile(path, why));
        }

        private void found(Content content, String what) {
            problems.found(content.tier(), descriptor(content).value(), what);
        }
    }

    @Override
    public void close() {
        crew.close();
    }
}
