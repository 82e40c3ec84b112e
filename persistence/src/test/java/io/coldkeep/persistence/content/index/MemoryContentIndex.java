package io.coldkeep.persistence.content.index;

import static java.util.stream.Collectors.toMap;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Packs;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.index.Pack.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The index as plain maps behind one lock, for tests of the engine. */
public final class MemoryContentIndex implements ContentIndex, UpkeepLog {

    private final Map<UUID, Vault> vaults = new HashMap<>();
    private final Map<UUID, Session> sessions = new HashMap<>();
    private final Map<Integer, Entry> packs = new TreeMap<>();
    private final Map<Key, Content> contents = new LinkedHashMap<>(); // in the order of their commits
    private int lastPack;

    public MemoryContentIndex() {}

    /** Knows what the other one does, and goes on by itself. */
    public MemoryContentIndex(MemoryContentIndex other) {
        synchronized (other) {
            other.vaults.forEach((id, vault) -> vaults.put(id, new Vault(vault)));
            other.packs.forEach((number, entry) -> packs.put(number, new Entry(entry)));
            sessions.putAll(other.sessions);
            contents.putAll(other.contents);
            lastPack = other.lastPack;
        }
    }

    private record Key(ContentId id, StorageTier tier) {}

    private static final class Vault {
        private final byte[] header;
        private long epoch;
        private boolean garbage;
        private long thinned;
        private long repacked;
        private Optional<Instant> inspectedAt = Optional.empty();

        private Vault(byte[] header) {
            this.header = header;
        }

        private Vault(Vault other) {
            header = other.header;
            epoch = other.epoch;
            garbage = other.garbage;
            thinned = other.thinned;
            repacked = other.repacked;
            inspectedAt = other.inspectedAt;
        }
    }

    private static final class Entry {
        private Pack pack;
        private long doomEpoch;
        private Optional<Instant> checkedAt = Optional.empty();
        private Map<ChunkId, IndexedChunk> chunks = Map.of();

        private Entry(Pack pack) {
            this.pack = pack;
        }

        private Entry(Entry other) {
            pack = other.pack;
            doomEpoch = other.doomEpoch;
            checkedAt = other.checkedAt;
            chunks = Map.copyOf(other.chunks);
        }

        private int number() {
            return pack.number();
        }

        private boolean is(State state) {
            return pack.state() == state;
        }

        private boolean isIn(UUID vault, StorageTier tier) {
            return pack.vault().equals(vault) && pack.tier() == tier;
        }

        private boolean isOf(Session session) {
            return is(State.WRITING) && pack.session().equals(session.id());
        }

        private boolean isFinishedBy(Session session) {
            return isOf(session) && pack.size() > 0;
        }

        private boolean hasNameOf(Pack other) {
            return pack.session().equals(other.session()) && pack.serial() == other.serial();
        }

        private boolean isUnadopted(Pack other) {
            return hasNameOf(other) && (is(State.WRITING) || (is(State.LOST) && chunks.isEmpty()));
        }

        private boolean waitsFor(Session session) {
            return is(State.DOOMED) && pack.vault().equals(session.content().vault()) && doomEpoch > session.epoch();
        }

        private void become(State state) {
            become(state, pack.size());
        }

        private void become(State state, long size) {
            pack = new Pack(
                    pack.number(), pack.vault(), pack.tier(), pack.kind(), pack.session(), pack.serial(), state, size);
        }
    }

    @Override
    public synchronized byte[] header(UUID vault, Supplier<byte[]> fresh) {
        return vaults.computeIfAbsent(vault, _ -> new Vault(fresh.get())).header;
    }

    @Override
    public synchronized Optional<byte[]> header(UUID vault) {
        return Optional.ofNullable(vaults.get(vault)).map(v -> v.header);
    }

    @Override
    public synchronized boolean isAlone(Session session) {
        return sessionsIn(session.content().vault()).allMatch(open -> open.id().equals(session.id()));
    }

    @Override
    public synchronized void found(int pack) {
        packs.computeIfPresent(pack, (_, entry) -> {
            if (entry.is(State.LOST)) {
                entry.become(State.LIVE);
                entry.checkedAt = Optional.empty();
            }
            return entry;
        });
    }

    @Override
    public synchronized Session begin(ContentId content, StorageTier tier) {
        var vault = vault(content.vault());
        endOthers(new Key(content, tier));
        var session = new Session(UUID.randomUUID(), content, tier, vault.epoch);
        sessions.put(session.id(), session);
        return session;
    }

    @Override
    public synchronized int newPack(Session session, Pack.Kind kind) throws SessionEndedException {
        mustBeOpen(session);
        var vault = session.content().vault();
        var number = newNumber();
        packs.put(number, new Entry(new Pack(number, vault, session.tier(), kind, session.id(), State.WRITING, 0)));
        return number;
    }

    @Override
    public synchronized List<Packs> countPacks() {
        return packs.values().stream()
                .map(entry -> entry.pack)
                .map(pack ->
                        new Packs(pack.tier(), Packs.State.valueOf(pack.state().name()), 1, pack.size()))
                .collect(Collectors.toMap(
                        one -> List.of(one.tier(), one.state()),
                        one -> one,
                        (one, other) -> new Packs(
                                one.tier(), one.state(), one.count() + other.count(), one.bytes() + other.bytes())))
                .values()
                .stream()
                .toList();
    }

    @Override
    public synchronized int newNumber() {
        return ++lastPack;
    }

    @Override
    public synchronized boolean adopt(Pack pack, List<IndexedChunk> chunks) {
        packs.computeIfPresent(pack.number(), (_, entry) -> entry.isUnadopted(pack) ? null : entry);
        var known = all().filter(entry -> entry.hasNameOf(pack)).findFirst();
        if (known.isPresent()
                && !(known.get().number() == pack.number() && known.get().is(pack.state()))) {
            return false;
        }
        var entry = packs.computeIfAbsent(pack.number(), _ -> new Entry(pack));
        var all = new HashMap<>(entry.chunks);
        chunks.forEach(chunk -> all.putIfAbsent(chunk.id(), chunk));
        entry.chunks = all;
        vault(pack.vault()).garbage = true;
        return true;
    }

    @Override
    public synchronized boolean adopt(Content content) {
        var needed = content.packs().stream().mapToObj(packs::get).toList();
        if (!needed.stream()
                .allMatch(entry -> entry != null
                        && entry.isIn(content.id().vault(), content.tier())
                        && (entry.is(State.LIVE) || entry.is(State.LOST) || entry.is(State.DOOMED)))) {
            return false;
        }
        var key = new Key(content.id(), content.tier());
        endOthers(key);
        contents.put(key, content);
        needed.stream().filter(entry -> entry.is(State.DOOMED)).forEach(entry -> entry.become(State.LIVE));
        vault(content.id().vault()).garbage = true;
        return true;
    }

    @Override
    public synchronized void finishPack(Session session, int pack, long size, List<IndexedChunk> chunks)
            throws SessionEndedException {
        mustBeOpen(session);
        var entry = packs.get(pack);
        if (entry == null || !entry.isOf(session) || entry.isFinishedBy(session)) {
            throw new IllegalArgumentException("pack " + pack + " is not being written by the session");
        }
        entry.become(State.WRITING, size);
        entry.chunks = chunks.stream().collect(toMap(IndexedChunk::id, chunk -> chunk, (first, _) -> first));
    }

    @Override
    public synchronized Map<ChunkId, ChunkPlace> find(Session session, Collection<ChunkId> chunks) {
        Predicate<@Nullable Entry> usable = entry -> entry != null
                && entry.isIn(session.content().vault(), session.tier())
                && (entry.is(State.LIVE) || entry.isOf(session));
        return places(
                chunks,
                all().filter(usable).toList(),
                place -> place.needs().stream().allMatch(needed -> usable.test(packs.get(needed))));
    }

    @Override
    public synchronized Map<ChunkId, ChunkPlace> locate(Content content, Collection<ChunkId> chunks) {
        var readable = all().filter(entry -> entry.isIn(content.id().vault(), content.tier()))
                .filter(entry -> content.packs().contains(entry.number()))
                .filter(entry -> entry.is(State.LIVE) || entry.is(State.DOOMED) || entry.is(State.LOST))
                .sorted(Comparator.comparingInt(
                        entry -> List.of(State.LIVE, State.DOOMED, State.LOST).indexOf(entry.pack.state())))
                .toList();
        return places(chunks, readable, place -> content.packs().containsAll(place.needs()));
    }

    private static Map<ChunkId, ChunkPlace> places(
            Collection<ChunkId> chunks, List<Entry> entries, Predicate<ChunkPlace> good) {
        var places = new HashMap<ChunkId, ChunkPlace>();
        for (var chunk : chunks) {
            entries.stream()
                    .flatMap(entry -> Optional.ofNullable(entry.chunks.get(chunk)).stream())
                    .map(IndexedChunk::place)
                    .filter(good)
                    .findFirst()
                    .ifPresent(place -> places.put(chunk, place));
        }
        return places;
    }

    @Override
    public synchronized Optional<Content> latest(Session session, String source) {
        return contents(session.content().vault(), StorageTier.WARM).stream()
                .filter(content -> content.source().equals(source))
                .filter(content -> content.packs().stream()
                        .mapToObj(packs::get)
                        .noneMatch(entry -> entry != null && entry.is(State.LOST)))
                .reduce((_, later) -> later);
    }

    @Override
    public synchronized void commit(Session session, Content content) throws SessionEndedException {
        mustBeOpen(session);
        var needed = content.packs().stream().mapToObj(packs::get).toList();
        if (!needed.stream().allMatch(entry -> canNeed(session, entry))) {
            throw new SessionEndedException(session);
        }
        var vault = vault(session.content().vault());
        var key = new Key(session.content(), session.tier());
        vault.garbage |= contents.remove(key) != null;
        contents.put(key, content);
        vault.garbage |= finished(session).anyMatch(entry -> !content.packs().contains(entry.number()));
        var wrote = finished(session).findAny().isPresent();
        Stream.concat(needed.stream(), finished(session)).toList().forEach(entry -> entry.become(State.LIVE));
        if (wrote
                && all().anyMatch(entry ->
                        entry.isIn(session.content().vault(), StorageTier.WARM) && entry.is(State.LOST))) {
            thin(session.tier(), vault);
        }
        close(session);
    }

    private static void thin(StorageTier tier, Vault vault) {
        if (tier == StorageTier.WARM) {
            vault.thinned++;
        }
    }

    @Override
    public synchronized boolean replace(
            Session session, Map<Integer, PackSet> moved, Collection<Content> considered, Collection<ChunkPlace> pieces)
            throws SessionEndedException {
        mustBeOpen(session);
        var needed = PackSet.others(moved).stream().mapToObj(packs::get).toList();
        if (!needed.stream().allMatch(entry -> canNeed(session, entry))) {
            throw new SessionEndedException(session);
        }
        var id = session.content().vault();
        var alone = isAlone(session);
        if (alone) {
            Stream.concat(needed.stream(), finished(session)).toList().forEach(entry -> entry.become(State.LIVE));
            contents.replaceAll((_, content) -> replacing(content, id, moved, considered));
            pieces.forEach(place -> setNeeds(place, place.needs().replacing(moved)));
            vault(id).garbage = true;
        }
        close(session);
        return alone;
    }

    private static Content replacing(
            Content content, UUID vault, Map<Integer, PackSet> moved, Collection<Content> considered) {
        if (content.tier() == StorageTier.COLD || !content.id().vault().equals(vault)) {
            return content;
        }
        var after = content.packs().replacing(moved);
        var known = considered.stream()
                .anyMatch(before ->
                        before.id().equals(content.id()) && before.packs().equals(content.packs()));
        return new Content(
                content.id(),
                content.tier(),
                content.source(),
                content.descriptor(),
                known || after.equals(content.packs()) ? after : PackSet.union(List.of(content.packs(), after)));
    }

    @Override
    public synchronized void setNeeds(Collection<ChunkPlace> pieces) {
        pieces.forEach(place -> setNeeds(place, place.needs()));
    }

    private void setNeeds(ChunkPlace place, PackSet needs) {
        var now = place.needing(needs);
        var entry = Objects.requireNonNull(packs.get(place.pack()));
        entry.chunks = entry.chunks.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, chunk -> at(chunk.getValue(), place, now)));
    }

    private static IndexedChunk at(IndexedChunk chunk, ChunkPlace place, ChunkPlace now) {
        return chunk.place().frame() == place.frame() && chunk.place().position() == place.position()
                ? new IndexedChunk(chunk.id(), now)
                : chunk;
    }

    @Override
    public synchronized OptionalLong thinned(UUID vault) {
        var found = vaults.get(vault);
        return found == null || found.thinned == found.repacked ? OptionalLong.empty() : OptionalLong.of(found.thinned);
    }

    @Override
    public synchronized void repacked(UUID vault, long mark) {
        vault(vault).repacked = mark;
    }

    @Override
    public synchronized Optional<Instant> firstInspection() {
        return vaults.values().stream()
                .map(vault -> vault.inspectedAt.orElse(Instant.EPOCH))
                .min(Comparator.naturalOrder());
    }

    @Override
    public synchronized List<UUID> inspectedBy(Instant upTo) {
        return vaults.entrySet().stream()
                .filter(vault -> vault.getValue()
                        .inspectedAt
                        .filter(at -> at.isAfter(upTo))
                        .isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized void inspected(UUID vault, Instant at) {
        vault(vault).inspectedAt = Optional.of(at);
        all().filter(entry -> entry.pack.vault().equals(vault) && entry.is(State.LIVE) && entry.checkedAt.isEmpty())
                .forEach(entry -> entry.checkedAt = Optional.of(at));
    }

    @Override
    public synchronized Optional<Instant> firstCheck() {
        return longestUnchecked().flatMap(entry -> entry.checkedAt);
    }

    @Override
    public synchronized Optional<Pack> checkedBy(Instant upTo) {
        return longestUnchecked()
                .filter(entry -> entry.checkedAt.filter(at -> at.isAfter(upTo)).isEmpty())
                .map(entry -> entry.pack);
    }

    private Optional<Entry> longestUnchecked() {
        return all().filter(entry -> entry.is(State.LIVE) && entry.checkedAt.isPresent())
                .min(Comparator.comparing(entry -> entry.checkedAt.orElseThrow()));
    }

    @Override
    public synchronized List<Pack> lostUnnoticed(UUID vault) {
        return all().filter(
                        entry -> entry.pack.vault().equals(vault) && entry.is(State.LOST) && entry.checkedAt.isEmpty())
                .map(entry -> entry.pack)
                .toList();
    }

    @Override
    public synchronized void checked(Pack pack, Instant at) {
        packs.computeIfPresent(pack.number(), (_, entry) -> {
            entry.checkedAt = Optional.of(at);
            return entry;
        });
    }

    private static boolean canNeed(Session session, @Nullable Entry entry) {
        return entry != null
                && entry.isIn(session.content().vault(), session.tier())
                && (entry.is(State.LIVE) || entry.is(State.DOOMED) || entry.isFinishedBy(session));
    }

    @Override
    public synchronized void suspect(Collection<Integer> numbers) {
        all().filter(entry -> numbers.contains(entry.pack.number()) && entry.is(State.LIVE))
                .forEach(entry -> entry.checkedAt = Optional.of(Instant.EPOCH));
    }

    @Override
    public synchronized void lost(Collection<Integer> numbers) {
        all().filter(entry -> numbers.contains(entry.number()) && entry.is(State.LIVE))
                .forEach(entry -> {
                    entry.become(State.LOST);
                    entry.checkedAt = Optional.empty();
                    thin(StorageTier.WARM, vault(entry.pack.vault()));
                });
    }

    @Override
    public synchronized Optional<UUID> anyVault() {
        return vaults.keySet().stream().findFirst();
    }

    @Override
    public synchronized void end(Session session) {
        if (sessions.containsKey(session.id())) {
            close(session);
        }
    }

    @Override
    public synchronized void end(ContentId content, StorageTier tier) {
        endOthers(new Key(content, tier));
    }

    @Override
    public synchronized Optional<Content> find(ContentId id, StorageTier tier) {
        return Optional.ofNullable(contents.get(new Key(id, tier)));
    }

    @Override
    public synchronized Set<ContentId> delete(Collection<ContentId> ids, StorageTier tier) {
        var deleted = new HashSet<ContentId>();
        for (var id : ids) {
            endOthers(new Key(id, tier));
            if (contents.remove(new Key(id, tier)) != null) {
                vault(id.vault()).garbage = true;
                thin(tier, vault(id.vault()));
                deleted.add(id);
            }
        }
        return deleted;
    }

    @Override
    public synchronized Optional<Pack> pack(int number) {
        return Optional.ofNullable(packs.get(number)).map(entry -> entry.pack);
    }

    /** All packs that there are. */
    public synchronized List<Pack> packs() {
        return all().map(entry -> entry.pack).toList();
    }

    @Override
    public synchronized List<Pack> packs(UUID vault, StorageTier tier) {
        return all().filter(entry -> entry.isIn(vault, tier))
                .map(entry -> entry.pack)
                .toList();
    }

    @Override
    public synchronized List<Content> contents(UUID vault, StorageTier tier) {
        return contents.values().stream()
                .filter(content -> content.id().vault().equals(vault) && content.tier() == tier)
                .toList();
    }

    @Override
    public synchronized Set<UUID> attempts(UUID vault, StorageTier tier) {
        return contents(vault, tier).stream()
                .map(content -> content.id().attempt())
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized List<IndexedChunk> chunks(int pack) {
        var entry = packs.get(pack);
        return entry == null
                ? List.of()
                : entry.chunks.values().stream()
                        .sorted(Comparator.<IndexedChunk>comparingInt(
                                        chunk -> chunk.place().frame())
                                .thenComparingInt(chunk -> chunk.place().position()))
                        .toList();
    }

    @Override
    public synchronized List<UUID> vaultsWithGarbage() {
        return vaults.entrySet().stream()
                .filter(vault -> vault.getValue().garbage
                        || all().anyMatch(entry ->
                                entry.is(State.DELETING) && entry.pack.vault().equals(vault.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized List<Pack> collect(UUID id) {
        var vault = vaults.get(id);
        if (vault == null) {
            return List.of();
        }
        vault.garbage = false;
        doom(id, vault);
        var oldest = sessionsIn(id).mapToLong(Session::epoch).min().orElse(vault.epoch);
        var all = all().filter(entry -> entry.pack.vault().equals(id)).toList();
        for (var entry : all) {
            var given = entry.is(State.WRITING) && !sessions.containsKey(entry.pack.session());
            if (given || (entry.is(State.DOOMED) && entry.doomEpoch <= oldest)) {
                entry.become(State.DELETING);
                entry.chunks = Map.of();
            }
        }
        return all.stream()
                .filter(entry -> entry.is(State.DELETING))
                .map(entry -> entry.pack)
                .toList();
    }

    private void doom(UUID id, Vault vault) {
        var needed = PackSet.union(contents.values().stream()
                .filter(content -> content.id().vault().equals(id))
                .map(Content::packs)
                .toList());
        var unneeded = all().filter(entry -> entry.pack.vault().equals(id))
                .filter(entry -> (entry.is(State.LIVE) || entry.is(State.LOST)) && !needed.contains(entry.number()))
                .toList();
        if (!unneeded.isEmpty()) {
            vault.epoch++;
        }
        for (var entry : unneeded) {
            entry.become(State.DOOMED);
            entry.doomEpoch = vault.epoch;
        }
    }

    @Override
    public synchronized void forget(Collection<Pack> gone) {
        for (var pack : gone) {
            packs.computeIfPresent(pack.number(), (_, entry) -> entry.is(State.DELETING) ? null : entry);
        }
    }

    private void endOthers(Key key) {
        sessionsIn(key.id().vault())
                .filter(open -> new Key(open.content(), open.tier()).equals(key))
                .toList()
                .forEach(this::close);
    }

    /** What it leaves in writing is garbage, and what had to wait for it is so again. */
    private void close(Session session) {
        var id = session.content().vault();
        sessions.remove(session.id());
        vault(id).garbage |= all().anyMatch(entry -> entry.isOf(session) || entry.waitsFor(session));
    }

    private void mustBeOpen(Session session) throws SessionEndedException {
        if (!sessions.containsKey(session.id())) {
            throw new SessionEndedException(session);
        }
    }

    private Vault vault(UUID id) {
        var vault = vaults.get(id);
        if (vault == null) {
            throw new IllegalStateException("the vault " + id + " has no header");
        }
        return vault;
    }

    private Stream<Entry> all() {
        return new ArrayList<>(packs.values()).stream();
    }

    private Stream<Entry> finished(Session session) {
        return all().filter(entry -> entry.isFinishedBy(session));
    }

    private Stream<Session> sessionsIn(UUID vault) {
        return sessions.values().stream()
                .filter(session -> session.content().vault().equals(vault));
    }
}
