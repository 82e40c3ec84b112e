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
import io.coldkeep.persistence.content.manifest.PageFormat;
import io.coldkeep.persistence.content.manifest.Root;
import io.coldkeep.persistence.content.pack.FrameCodec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads everything of a vault: each pack to its last byte, unless it is archived, then each manifest, whose chunks must be where the
 * index says. Of packs that are damaged those chunks are tried one by one that somebody needs.
 */
final class Verification {

    private static final int PACKS_AT_ONCE = 16;
    private static final int PAGES_LOCATED_AT_ONCE = 256;
    private static final int PAGES_AT_ONCE = 8;
    private static final Body NOTHING = new Body.Inline(new byte[0]);

    private final ChunkIndex index;
    private final Stores stores;
    private final Crew crew;
    private final Findings findings;
    private final FrameSet sound = new FrameSet();

    /** A pack, whatever has become of it meanwhile. */
    private record Written(UUID session, int number) {

        static Written of(Pack pack) {
            return new Written(pack.session(), pack.number());
        }
    }

    /** Hears what is found, from one thread. */
    interface Findings {

        /** The pack was looked at. */
        void pack(Pack pack, PackCheck check);

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
            var readings = new LinkedHashMap<Pack, CompletableFuture<PackCheck>>();
            for (var pack : index.packs(keys.vault(), tier)) {
                if (pack.state() == Pack.State.LIVE) {
                    readings.put(pack, crew.submit(() -> codecs.with(codec -> check(pack, codec))));
                }
                if (readings.size() == PACKS_AT_ONCE) {
                    await(readings, damaged);
                }
            }
            await(readings, damaged);
            return damaged;
        }
    }

    /** What cannot be asked for is a finding like others here. */
    private PackCheck check(Pack pack, FrameCodec codec) {
        try {
            return PackCheck.of(pack, stores, codec);
        } catch (IOException e) {
            return new PackCheck(Optional.of(e), false);
        }
    }

    private void await(Map<Pack, CompletableFuture<PackCheck>> readings, Set<Written> damaged) throws IOException {
        for (var reading : readings.entrySet()) {
            var check = Crew.await(reading.getValue());
            findings.pack(reading.getKey(), check);
            check.damage().ifPresent(_ -> damaged.add(Written.of(reading.getKey())));
        }
        readings.clear();
    }

    private void verify(Content content, VaultKeys keys, Set<Written> damaged) {
        try (var open = OpenContent.of(content, keys, index, stores, crew);
                var looks = new Looks(content, open, damaged)) {
            looks.run();
        } catch (IOException e) {
            findings.lost(content, e);
        }
    }

    /** Looks at the pages of one content, some at a time, but for those that were found sound in another. */
    private final class Looks implements AutoCloseable {

        private final Content content;
        private final ChunkReader chunks;
        private final List<Root.PageReference> pages;
        private final Set<Written> damaged;
        private final Deque<Look> underWay = new ArrayDeque<>();

        Looks(Content content, OpenContent open, Set<Written> damaged) {
            this.content = content;
            this.chunks = open.chunks();
            this.pages = open.pages();
            this.damaged = damaged;
        }

        void run() throws IOException {
            for (var from = 0; from < pages.size(); from += PAGES_LOCATED_AT_ONCE) {
                var to = Math.min(pages.size(), from + PAGES_LOCATED_AT_ONCE);
                var places = chunks.find(pages.subList(from, to).stream()
                        .map(Root.PageReference::page)
                        .toList());
                for (var at = from; at < to; at++) {
                    look(at, Optional.ofNullable(places.get(pages.get(at).page())));
                }
            }
            while (!underWay.isEmpty()) {
                end(underWay.removeFirst());
            }
        }

        private void look(int at, Optional<ChunkPlace> place) throws IOException {
            if (place.filter(sound::has).isPresent()) {
                return;
            }
            var page = new ChunkReader.Located(pages.get(at).page(), place);
            underWay.addLast(new Look(place, crew.submit(() -> find(at, page))));
            if (underWay.size() == PAGES_AT_ONCE) {
                end(underWay.removeFirst());
            }
        }

        /** What is wrong with a page, or with what it lists. */
        private List<Consumer<Findings>> find(int at, ChunkReader.Located page) {
            try {
                return verify(PageFormat.read(ManifestReader.bytes(chunks.chunk(page))));
            } catch (IOException e) {
                var first = pages.get(at).first();
                var next = at + 1 < pages.size() ? Optional.of(pages.get(at + 1).first()) : Optional.<EntryPath>empty();
                return List.of(hearer -> hearer.page(content, first, next, e));
            }
        }

        private List<Consumer<Findings>> verify(List<Entry> entries) {
            var found = new ArrayList<Consumer<Findings>>();
            var ids = new LinkedHashSet<ChunkId>();
            entries.forEach(entry -> ids.addAll(listed(entry)));
            var places = chunks.find(ids);
            for (var entry : entries) {
                try {
                    for (var id : listed(entry)) {
                        verify(id, places);
                    }
                    if (entry.body().orElse(NOTHING) instanceof Body.Lists lists) {
                        verifyLists(lists, places);
                    }
                } catch (IOException e) {
                    found.add(hearer -> hearer.file(content, entry.source().path(), e));
                }
            }
            return found;
        }

        private void verifyLists(Body.Lists lists, Map<ChunkId, ChunkPlace> places) throws IOException {
            for (var list : lists.ids()) {
                var piece = chunks.chunk(new ChunkReader.Located(list, Optional.ofNullable(places.get(list))));
                var ids = ListFormat.ids(ManifestReader.bytes(piece));
                var placesOfList = chunks.find(ids);
                for (var id : ids) {
                    verify(id, placesOfList);
                }
            }
        }

        private void verify(ChunkId id, Map<ChunkId, ChunkPlace> places) throws IOException {
            var place = Optional.ofNullable(places.get(id));
            if (place.isEmpty() ? !index.isPartial(content.tier()) : isDamaged(place.get())) {
                chunks.chunk(new ChunkReader.Located(id, place));
            }
        }

        private boolean isDamaged(ChunkPlace place) throws IOException {
            return !damaged.isEmpty() && damaged.contains(Written.of(chunks.pack(place.pack())));
        }

        private void end(Look look) throws IOException {
            var found = Crew.await(look.found());
            found.forEach(finding -> finding.accept(findings));
            if (found.isEmpty()) {
                look.page().ifPresent(sound::add);
            }
        }

        /** Waits until nobody looks at anything any more. */
        @Override
        public void close() {
            underWay.forEach(
                    look -> look.found().handle((found, failure) -> true).join());
        }
    }

    /**
     * A page that is being looked at.
     *
     * @param found what is wrong with it
     */
    private record Look(Optional<ChunkPlace> page, CompletableFuture<List<Consumer<Findings>>> found) {}

    private static List<ChunkId> listed(Entry entry) {
        return switch (entry.body().orElse(NOTHING)) {
            case Body.Inline _ -> List.of();
            case Body.Chunks chunks -> chunks.ids();
            case Body.Lists lists -> lists.ids();
        };
    }
}
