package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.StoredVaults.Stored;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.crypto.VaultKeys;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.IndexedChunk;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.Pack.State;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.manifest.Root;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what one tier of a vault has in its store over into an index. Packs get their numbers first, as lost ones, so that what is
 * noted of them stays true after an interruption; then comes what is in those with pieces of files, then what is in those with
 * pieces of manifests, as far as a content leads to them: of others nobody can say what they need.
 */
final class TierRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(TierRecovery.class);
    private static final int PIECES_AT_ONCE = 1024;
    private static final Set<State> USABLE = Set.of(State.LIVE, State.LOST, State.DOOMED);

    private final StorageTier tier;
    private final VaultKeys keys;
    private final ObjectIndex objects;
    private final ContentIndex index;
    private final Stores stores;
    private final Crew crew;
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final Set<BlobName> objectNames = new HashSet<>();
    private final List<Pack> unread = new ArrayList<>();
    private List<Pack> packs = List.of();
    private PackSet usable = PackSet.NONE;
    private PackSet lost = PackSet.NONE;

    TierRecovery(StorageTier tier, VaultKeys keys, ObjectIndex objects, ContentIndex index, Stores stores, Crew crew) {
        this.tier = tier;
        this.keys = keys;
        this.objects = objects;
        this.index = index;
        this.stores = stores;
        this.crew = crew;
    }

    /**
     * Takes over the packs that the index does not know, or does not know the chunks of. What the index knows to need lost packs may
     * have been repacked into such.
     */
    void adoptPacks() throws IOException {
        readPacks();
        numberPacks();
        readPacks();
        if (!unread.isEmpty() || !lost.isEmpty()) {
            readUnread();
            readPacks();
        }
    }

    private void readPacks() {
        packs = index.packs(keys.vault(), tier);
        usable = numbers(pack -> USABLE.contains(pack.state()));
        lost = numbers(this::isLost);
    }

    private void numberPacks() throws IOException {
        var known = packs.stream().collect(Collectors.toMap(PackNames::of, pack -> pack));
        for (var local : objects.numbers(tier)) {
            var object = objects.pack(local).orElseThrow();
            objectNames.add(PackNames.of(object));
            var pack = known.get(PackNames.of(object));
            if (pack == null || isUnread(pack)) {
                var numbered = object.numbered(pack == null ? index.newNumber() : pack.number());
                adopt(numbered.in(State.LOST), List.of());
                unread.add(numbered);
                numbers.put(local, numbered.number());
            } else if (USABLE.contains(pack.state())) {
                numbers.put(local, pack.number());
                if (lacksPieces(pack, local)) {
                    unread.add(pack);
                }
            }
        }
    }

    /** What is lost together with all that was in it has been read before, and is for others to look at. */
    private boolean isUnread(Pack pack) {
        return pack.state() == State.WRITING
                || (pack.state() == State.LOST && index.chunks(pack.number()).isEmpty());
    }

    /** Pieces that could not be read when the pack was taken over, or that no content led to. */
    private boolean lacksPieces(Pack pack, int local) {
        return pack.kind() == Pack.Kind.META
                && pack.state() == State.LIVE
                && index.chunks(pack.number()).size() < objects.count(local);
    }

    private void readUnread() throws IOException {
        try (var codecs = new Codecs(keys)) {
            adoptUnread(Pack.Kind.DATA, codecs, chunks -> chunks);
            readPacks();
            var needs = new ManifestNeeds(tier, objects, numbers, new Known());
            for (var descriptor : objects.descriptors(tier)) {
                note(descriptor, needs);
            }
            adoptUnread(Pack.Kind.META, codecs, needs::of);
            mend(needs);
        }
    }

    /** Has pieces that need what is lost, and of which all is elsewhere, need that instead. */
    private void mend(ManifestNeeds needs) {
        readPacks();
        for (var pack : packs) {
            if (pack.kind() == Pack.Kind.META && usable.contains(pack.number()) && !isLost(pack)) {
                var broken = index.chunks(pack.number()).stream()
                        .filter(piece -> piece.place().needs().intersects(lost))
                        .toList();
                var mended = needs.of(broken).stream()
                        .map(IndexedChunk::place)
                        .filter(place -> !place.needs().intersects(lost))
                        .toList();
                if (!mended.isEmpty()) {
                    index.setNeeds(mended);
                }
            }
        }
    }

    private void adoptUnread(Pack.Kind kind, Codecs codecs, UnaryOperator<List<IndexedChunk>> change)
            throws IOException {
        for (var pack : unread) {
            if (pack.kind() == kind) {
                var chunks = codecs.with(codec -> ObjectIndex.chunks(stores, pack, pack.number(), codec));
                if (!chunks.isEmpty()) { // else it stays lost, and is read again by whoever comes next
                    adopt(pack, change.apply(chunks));
                }
            }
        }
    }

    private void adopt(Pack pack, List<IndexedChunk> chunks) throws IOException {
        if (!index.adopt(pack, chunks)) {
            throw new IOException(
                    "The catalog knows " + PackNames.of(pack) + " meanwhile: somebody else writes to the vault.");
        }
    }

    private void note(BlobName descriptor, ManifestNeeds needs) throws IOException {
        var content = ObjectIndex.readableContent(stores, tier, descriptor);
        try (var open = OpenContent.of(content, keys, objects, stores, crew)) {
            needs.note(open);
        } catch (IOException e) {
            throwUnlessDamaged(content, e);
            LOG.debug("nothing of {} can be read", content.id(), e); // whoever adopts it sees that it is not whole
        }
    }

    private static void throwUnlessDamaged(Content content, IOException e) throws IOException {
        if (!Damaged.isShownBy(e)) {
            var name = PackNames.descriptor(content.id().vault(), content.id().attempt());
            throw new IOException("Not all that " + name + " needs can be read: " + e.getMessage(), e);
        }
    }

    /** What the index knows in packs that are there. */
    private final class Known implements ManifestNeeds.Known {

        @Override
        public Map<ChunkId, ChunkPlace> find(Collection<ChunkId> pieces) {
            return TierRecovery.this.find(pieces);
        }

        private final PackSet found = numbers(pack ->
                pack.kind() == Pack.Kind.META && unread.stream().anyMatch(one -> one.number() == pack.number()));

        @Override
        public boolean isLost(int pack) {
            return lost.contains(pack) && !found.contains(pack);
        }

        @Override
        public int mark() {
            return TierRecovery.this.mark();
        }
    }

    /** Where the index has these chunks, whichever content they are of, in packs that are there and need none that are not. */
    private Map<ChunkId, ChunkPlace> find(Collection<ChunkId> chunks) {
        var anybody = new ContentId(keys.vault(), keys.vault());
        var there = numbers(pack -> usable.contains(pack.number()) && !isLost(pack));
        return index.locate(new Content(anybody, tier, "", new byte[0], there), chunks);
    }

    /** It is known to be, or would be if somebody looked for it. */
    private boolean isLost(Pack pack) {
        return pack.state() == State.LOST || !objectNames.contains(PackNames.of(pack));
    }

    private PackSet numbers(Predicate<Pack> which) {
        return PackSet.of(packs.stream().filter(which).mapToInt(Pack::number).toArray());
    }

    /** A lost pack without chunks that is in no store: what needs it is not whole, and nothing new builds on it. */
    private int mark() {
        return packs.stream()
                .filter(pack -> pack.state() == State.LOST && !objectNames.contains(PackNames.of(pack)))
                .filter(pack -> index.chunks(pack.number()).isEmpty())
                .mapToInt(Pack::number)
                .findFirst()
                .orElseGet(this::newMark);
    }

    private int newMark() {
        var number = index.newNumber();
        var nobody = UUID.randomUUID();
        index.adopt(new Pack(number, keys.vault(), tier, Pack.Kind.META, nobody, State.LOST, 1), List.of());
        readPacks();
        return number;
    }

    boolean isWhole(Stored stored) throws IOException {
        return needs(content(stored)).isPresent();
    }

    /**
     * Answers whether it is whole. One that is there already changes when it needs what is lost: then it needs what it is whole with, or
     * everything besides, since what it needs may have been repacked.
     */
    boolean adopt(Stored stored) throws IOException {
        var content = content(stored);
        var needs = needs(content);
        var there = index.find(content.id(), tier).map(Content::packs);
        if (there.filter(packs -> !packs.intersects(lost)).isEmpty()) {
            var packs = needs.orElseGet(() ->
                    there.map(known -> PackSet.union(List.of(known, usable))).orElseGet(this::everything));
            if (!there.equals(Optional.of(packs))) {
                adopt(new Content(content.id(), tier, stored.source(), content.descriptor(), packs), stored);
            }
        }
        return needs.isPresent();
    }

    private void adopt(Content content, Stored stored) throws IOException {
        if (!index.adopt(content)) {
            throw new IOException("The catalog lacks packs of " + stored.object()
                    + " meanwhile: somebody else deletes from the vault.");
        }
    }

    private Content content(Stored stored) throws IOException {
        return ObjectIndex.readableContent(stores, tier, new BlobName(stored.object()));
    }

    /** All that there is, since nobody knows what a content needs that is not whole, and the mark of that. */
    private PackSet everything() {
        var mark = mark();
        return new PackSet.Builder().add(usable).add(mark).build();
    }

    /** The packs that a content needs; empty when it is not whole. */
    private Optional<PackSet> needs(Content content) throws IOException {
        try (var open = OpenContent.of(content, keys, objects, stores, crew)) {
            return needs(pieces(open));
        } catch (IOException e) {
            throwUnlessDamaged(content, e);
            LOG.debug("nothing of {} can be read", content.id(), e);
            return Optional.empty();
        }
    }

    private static List<ChunkId> pieces(OpenContent content) {
        return Stream.concat(
                        content.descriptor().root().stream(),
                        content.pages().stream().map(Root.PageReference::page))
                .distinct()
                .toList();
    }

    private Optional<PackSet> needs(List<ChunkId> pieces) {
        var needs = new PackSet.Builder();
        for (var from = 0; from < pieces.size(); from += PIECES_AT_ONCE) {
            var some = pieces.subList(from, Math.min(pieces.size(), from + PIECES_AT_ONCE));
            var places = find(some);
            if (places.size() < some.size()) {
                return Optional.empty();
            }
            places.values().forEach(place -> needs.add(place.pack()).add(place.needs()));
        }
        return Optional.of(needs.build());
    }
}
