package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Two stores and an index that outlast the processes which use them, and what has to be in there. */
final class FaultyWorld {

    /** When all backups begin: long after the files were changed that bear a stamp. */
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** So small that each frame is in a pack of its own. */
    private static final int PACK = 1;

    private MemoryContentIndex index = new MemoryContentIndex();
    private final FaultStore warm = new FaultStore(Faults.none());
    private final FaultStore cold = new FaultStore(Faults.none());
    private final Map<ContentId, Map<EntryPath, String>> expected = new HashMap<>();
    private final Set<ContentId> certain = new HashSet<>();
    private final Set<String> damaged = new HashSet<>();
    private long days;

    MemoryContentIndex index() {
        return index;
    }

    FaultStore store(StorageTier tier) {
        return tier == StorageTier.WARM ? warm : cold;
    }

    /** There is nothing but the stores any more. */
    void loseIndex() {
        index = new MemoryContentIndex();
    }

    /** What the index knows now, for later. */
    MemoryContentIndex dumpIndex() {
        return new MemoryContentIndex(index);
    }

    /** The index knows what it knew then, and nothing of what happened since. */
    void putBack(MemoryContentIndex dump) {
        index = dump;
    }

    /** Makes the index again from the stores. Answers the contents of which something is lost. */
    Set<ContentId> recover(Faults faults, StoredVaults.Problems problems) throws IOException {
        var damaged = new HashSet<ContentId>();
        var master = new MasterKey(new byte[MasterKey.LENGTH]);
        try (var vaults = new StoredVaults(warm.seenWith(faults), cold.seenWith(faults), master, 1)) {
            var contents = vaults.contents(problems);
            for (var vault : vaults.openVaults()) {
                var recovery = vaults.recover(vault, faults.of(index));
                for (var stored : contents) {
                    if (stored.id().vault().equals(vault) && !recovery.adopt(stored)) {
                        damaged.add(stored.id());
                    }
                }
            }
        }
        return damaged;
    }

    /** A process of this world. */
    Instance start(Faults faults) {
        return new Instance(faults.of(index), warm.seenWith(faults), cold.seenWith(faults), PACK);
    }

    /** A process whose packs hold many frames. */
    Instance startWithLargePacks(Faults faults) {
        return new Instance(faults.of(index), warm.seenWith(faults), cold.seenWith(faults), 1 << 30);
    }

    /** A process that others are quicker than, whenever it begins a pack in warm storage. */
    Instance startInterruptedBeforeEachPack(Work others) {
        var slow = new Faults(Faults.Kind.FAILS, -1) {
            @Override
            synchronized <T> T blobStep(String step, BlobWork<T> work) throws IOException {
                if (step.startsWith("create") && step.endsWith(".pack")) {
                    others.run();
                }
                return super.blobStep(step, work);
            }
        };
        return new Instance(index, warm.seenWith(slow), cold, PACK);
    }

    /** Something that is done to the store. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Uses the content store, and notes what it may rely on. */
    final class Instance implements AutoCloseable {

        private final ChunkedContentStore store;

        private Instance(ContentIndex index, BlobStore warm, BlobStore cold, int pack) {
            var master = new MasterKey(new byte[MasterKey.LENGTH]);
            store = new ChunkedContentStore(index, warm, cold, master, () -> NOW, 1, pack, pack);
        }

        ChunkedContentStore store() {
            return store;
        }

        void backUp(ContentId id, BackupSource source, Map<EntryPath, String> lines) throws IOException {
            expected.put(id, lines);
            store.store(id, source, Progress.IGNORED, () -> Description.NONE);
            certain.add(id);
        }

        void copy(ContentId from, ContentId to) throws IOException {
            expected.put(to, expected.get(from));
            store.copy(from, to, Progress.IGNORED, () -> Description.NONE);
            certain.add(to);
        }

        void moveToCold(ContentId id) throws IOException {
            store.copyToCold(id, Progress.IGNORED);
            store.delete(id, StorageTier.WARM);
        }

        void delete(ContentId id) throws IOException {
            certain.remove(id);
            store.delete(id, StorageTier.WARM);
            store.delete(id, StorageTier.COLD);
        }

        Map<EntryPath, String> restore(ContentId id) throws IOException {
            var target = new RecordingTarget();
            TestStore.restoreWhole(store, id, RestoreSelection.EVERYTHING, target);
            return target.lines();
        }

        /** What is due a month later: everything. */
        void upkeep() {
            days += 31;
            store.upkeep(index, 1 << 30).run(NOW.plus(Duration.ofDays(days)), () -> false, _ -> {});
        }

        @Override
        public void close() {
            store.close();
        }
    }

    /** Flips a bit of a pack in warm storage, or removes it, if there is one. */
    void damage(Random random) {
        var packs = warm.objects().keySet().stream()
                .filter(name -> name.endsWith(".pack"))
                .toList();
        if (packs.isEmpty()) {
            return;
        }
        var name = packs.get(random.nextInt(packs.size()));
        damaged.add(name);
        if (random.nextInt(3) == 0) {
            warm.objects().remove(name);
        } else {
            var bytes = warm.objects().get(name).clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            warm.objects().put(name, bytes);
        }
    }

    /** Whether something that was damaged is needed still. */
    boolean isDamaged() {
        return index.packs().stream().anyMatch(this::isDamaged);
    }

    /** Whether the content needs something that was damaged. */
    boolean isDamaged(ContentId id) {
        return index.find(id, StorageTier.WARM)
                .filter(content ->
                        content.packs().stream().mapToObj(index::pack).anyMatch(pack -> isDamaged(pack.orElseThrow())))
                .isPresent();
    }

    private boolean isDamaged(Pack pack) {
        return damaged.contains(PackNames.of(pack).value());
    }

    /** All contents, each in its tier, and the objects that they need. */
    Map<String, Set<String>> contents() {
        var needs = new TreeMap<String, Set<String>>();
        for (var vault : vaults()) {
            for (var tier : StorageTier.values()) {
                for (var content : index.contents(vault, tier)) {
                    needs.put(
                            tier + " " + content.id() + " " + content.source(),
                            content.packs().stream()
                                    .mapToObj(number -> PackNames.of(
                                                    index.pack(number).orElseThrow())
                                            .value())
                                    .collect(Collectors.toCollection(TreeSet::new)));
                }
            }
        }
        return needs;
    }

    boolean isThere(ContentId id) {
        return index.find(id, StorageTier.WARM).isPresent()
                || index.find(id, StorageTier.COLD).isPresent();
    }

    /** Whatever is in the catalog comes back as it was, and nothing is missing that has to be there. */
    void assertNothingIsLost() throws IOException {
        try (var process = start(Faults.none())) {
            for (var id : expected.keySet()) {
                if (isDamaged(id)) {
                    assertIsRestoredOrRefused(process, id);
                } else if (isThere(id)) {
                    assertRestores(process.restore(id), id);
                } else {
                    assertThat(certain).doesNotContain(id);
                }
            }
        }
    }

    /** Wrong bytes are never given back. */
    private void assertIsRestoredOrRefused(Instance process, ContentId id) throws IOException {
        Map<EntryPath, String> restored;
        try {
            restored = process.restore(id);
        } catch (CorruptContentException e) {
            return;
        }
        assertRestores(restored, id);
    }

    /** Told in few words: contents are long and unreadable. */
    private void assertRestores(Map<EntryPath, String> restored, ContentId id) {
        var wanted = Objects.requireNonNull(expected.get(id));
        assertThat(restored.keySet()).as("entries of %s", id).isEqualTo(wanted.keySet());
        assertThat(wanted.keySet().stream().filter(path -> !Objects.equals(wanted.get(path), restored.get(path))))
                .as("entries of %s that are others", id)
                .isEmpty();
    }

    /**
     * After upkeep and a collection the stores hold what the contents need and nothing else, and there is nothing left to collect
     * or to repack.
     */
    void assertNothingIsLeftOver() throws IOException {
        try (var process = start(Faults.none())) {
            process.upkeep();
            process.upkeep(); // about the damage that the first one found
            process.store().collect();
            for (var tier : StorageTier.values()) {
                assertExact(tier);
            }
            var warmBefore = warm.snapshot();
            var coldBefore = cold.snapshot();

            assertThat(process.store().hasGarbage()).as("there is garbage").isFalse();
            assertThat(vaults()).allMatch(vault -> index.thinned(vault).isEmpty());
            process.upkeep();
            process.store().collect();

            assertThat(warm.snapshot()).containsExactlyEntriesOf(warmBefore);
            assertThat(cold.snapshot()).containsExactlyEntriesOf(coldBefore);
        }
    }

    private void assertExact(StorageTier tier) throws IOException {
        var objects = new TreeSet<String>();
        for (var vault : vaults()) {
            var packs = index.packs(vault, tier);
            var contents = index.contents(vault, tier);
            assertThat(packs).allMatch(pack -> pack.state() == Pack.State.LIVE || isDamaged(pack));
            assertThat(packs.stream().map(Pack::number))
                    .containsExactlyElementsOf(
                            PackSet.union(contents.stream().map(Content::packs).toList()).stream()
                                    .boxed()
                                    .toList());
            objects.addAll(names(vault, packs, contents));
            objects.removeIf(
                    name -> damaged.contains(name) && !store(tier).objects().containsKey(name));
            if (!contents.isEmpty()) {
                objects.add(PackNames.header(vault).value());
            }
        }
        assertThat(store(tier).objects().keySet().stream().filter(name -> !isHeaderOfNothing(tier, name)))
                .containsExactlyElementsOf(objects);
        assertThat(store(tier).begun())
                .as("begun, of what is not there")
                .allMatch(name -> objects.contains(name.value()) || isHeaderOfNothing(tier, name.value()));
    }

    private boolean isHeaderOfNothing(StorageTier tier, String name) {
        return vaults().stream()
                .filter(vault -> index.contents(vault, tier).isEmpty())
                .anyMatch(vault -> PackNames.header(vault).value().equals(name));
    }

    private static Collection<String> names(UUID vault, List<Pack> packs, List<Content> contents) {
        var names = new ArrayList<BlobName>();
        packs.forEach(pack -> names.add(PackNames.of(pack)));
        contents.forEach(
                content -> names.add(PackNames.descriptor(vault, content.id().attempt())));
        return names.stream().map(BlobName::value).toList();
    }

    private Set<UUID> vaults() {
        var vaults = new HashSet<UUID>();
        expected.keySet().forEach(id -> vaults.add(id.vault()));
        return vaults;
    }
}
