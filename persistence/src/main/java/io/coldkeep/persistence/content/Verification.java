package io.coldkeep.persistence.content;

import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.persistence.content.crypto.VaultKeys;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ChunkIndex;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.manifest.Body;
import io.coldkeep.persistence.content.manifest.Entry;
import io.coldkeep.persistence.content.manifest.ListFormat;
import io.coldkeep.persistence.content.pack.FrameCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Reads everything of a vault: each pack to its last byte, then each manifest, whose chunks must be where the index says. Of packs
 * that are damaged those chunks are tried one by one that somebody needs.
 */
final class Verification {

    private static final int ENTRIES_AT_ONCE = 4096;
    private static final int IDS_AT_ONCE = 4 * Body.MAX_LISTED;
    private static final int WEIGHT_AT_ONCE = 4 << 20;
    private static final int PACKS_AT_ONCE = 16;
    private static final Body NOTHING = new Body.Inline(new byte[0]);

    private final ChunkIndex index;
    private final Stores stores;
    private final Crew crew;
    private final Findings findings;

    /** A pack, whatever has become of it meanwhile. */
    private record Written(UUID session, int number) {

        static Written of(Pack pack) {
            return new Written(pack.session(), pack.number());
        }
    }

    /** Hears what is found, from one thread. */
    interface Findings {

        /** The pack was read; empty when it is what was written. */
        void pack(Pack pack, Optional<IOException> damage);

        /** The content is looked at next. */
        void content(Content content);

        /** Nothing of the content can be given back: its descriptor or the root of its manifest is lost. */
        void lost(Content content, IOException why);

        /** A page of the manifest is lost: what is from that entry on and before the next one. */
        void page(Content content, EntryPath first, Optional<EntryPath> next, IOException why);

        /** A file cannot be given back. */
        void file(Content content, EntryPath path, IOException why);
    }

    Verification(ChunkIndex index, Stores stores, Crew crew, Findings findings) {
        this.index = index;
        this.stores = stores;
        this.crew = crew;
        this.findings = findings;
    }

    void run(VaultKeys keys) throws IOException {
        for (var tier : StorageTier.values()) {
            var damaged = damagedPacks(keys, tier);
            for (var content : index.contents(keys.vault(), tier)) {
                findings.content(content);
                verify(content, keys, damaged);
            }
        }
    }

    /** Reads the manifests of contents in that tier that need one of these damaged packs, and tries what is in those. */
    void run(VaultKeys keys, StorageTier tier, Collection<Pack> packs) {
        var numbers = PackSet.of(packs.stream().mapToInt(Pack::number).toArray());
        var damaged = packs.stream().map(Written::of).collect(Collectors.toSet());
        for (var content : index.contents(keys.vault(), tier)) {
            if (content.packs().intersects(numbers)) {
                findings.content(content);
                verify(content, keys, damaged);
            }
        }
    }

    private Set<Written> damagedPacks(VaultKeys keys, StorageTier tier) throws IOException {
        try (var codecs = new Codecs(keys)) {
            var damaged = new HashSet<Written>();
            var readings = new LinkedHashMap<Pack, CompletableFuture<Optional<IOException>>>();
            for (var pack : index.packs(keys.vault(), tier)) {
                if (pack.state() == Pack.State.LIVE) {
                    readings.put(pack, crew.submit(() -> codecs.with(codec -> damage(pack, codec))));
                }
                if (readings.size() == PACKS_AT_ONCE) {
                    await(readings, damaged);
                }
            }
            await(readings, damaged);
            return damaged;
        }
    }

    private void await(Map<Pack, CompletableFuture<Optional<IOException>>> readings, Set<Written> damaged)
            throws IOException {
        for (var reading : readings.entrySet()) {
            var damage = Crew.await(reading.getValue());
            findings.pack(reading.getKey(), damage);
            damage.ifPresent(_ -> damaged.add(Written.of(reading.getKey())));
        }
        readings.clear();
    }

    private Optional<IOException> damage(Pack pack, FrameCodec codec) {
        try {
            stores.open(pack).verify(pack.vault(), codec);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private void verify(Content content, VaultKeys keys, Set<Written> damaged) {
        try (var open = OpenContent.of(content, keys, index, stores, crew)) {
            var entries = open.entries(new LossesOf(content));
            for (var group = group(entries); !group.isEmpty(); group = group(entries)) {
                verify(content, group, open.chunks(), damaged);
            }
        } catch (IOException e) {
            findings.lost(content, e);
        }
    }

    private final class LossesOf implements Losses {

        private final Content content;

        LossesOf(Content content) {
            this.content = content;
        }

        @Override
        public void page(EntryPath first, Optional<EntryPath> next, IOException why) {
            findings.page(content, first, next, why);
        }

        @Override
        public void file(EntryPath path, IOException why) {
            findings.file(content, path, why);
        }
    }

    private static List<Entry> group(ManifestReader.Entries entries) throws IOException {
        var group = new ArrayList<Entry>();
        var ids = 0;
        var weight = 0L;
        while (group.size() < ENTRIES_AT_ONCE && ids < IDS_AT_ONCE && weight < WEIGHT_AT_ONCE) {
            var entry = entries.next();
            if (entry.isEmpty()) {
                break;
            }
            group.add(entry.get());
            ids += listed(entry.get()).size();
            weight += entry.get().weight();
        }
        return group;
    }

    private void verify(Content content, List<Entry> entries, ChunkReader chunks, Set<Written> damaged) {
        var ids = new LinkedHashSet<ChunkId>();
        entries.forEach(entry -> ids.addAll(listed(entry)));
        var places = chunks.find(ids);
        for (var entry : entries) {
            try {
                for (var id : listed(entry)) {
                    verify(id, places, chunks, damaged);
                }
                if (entry.body().orElse(NOTHING) instanceof Body.Lists lists) {
                    verifyLists(lists, places, chunks, damaged);
                }
            } catch (IOException e) {
                findings.file(content, entry.source().path(), e);
            }
        }
    }

    private static List<ChunkId> listed(Entry entry) {
        return switch (entry.body().orElse(NOTHING)) {
            case Body.Inline _ -> List.of();
            case Body.Chunks chunks -> chunks.ids();
            case Body.Lists lists -> lists.ids();
        };
    }

    private static void verifyLists(
            Body.Lists lists, Map<ChunkId, ChunkPlace> places, ChunkReader chunks, Set<Written> damaged)
            throws IOException {
        for (var list : lists.ids()) {
            var piece = chunks.chunk(list, Optional.ofNullable(places.get(list)));
            var ids = ListFormat.ids(ManifestReader.bytes(piece));
            var placesOfList = chunks.find(ids);
            for (var id : ids) {
                verify(id, placesOfList, chunks, damaged);
            }
        }
    }

    private static void verify(ChunkId id, Map<ChunkId, ChunkPlace> places, ChunkReader chunks, Set<Written> damaged)
            throws IOException {
        var place = Optional.ofNullable(places.get(id));
        if (place.isEmpty()
                || (!damaged.isEmpty()
                        && damaged.contains(Written.of(chunks.pack(place.get().pack()))))) {
            chunks.chunk(id, place);
        }
    }
}
