package io.coldkeep.persistence.sql.content;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Packs;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.IndexedChunk;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.Pack.State;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.index.Session;
import io.coldkeep.persistence.content.index.SessionEndedException;
import io.coldkeep.persistence.sql.statement.Statements;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The index in tables. Who takes a turn in a vault locks the row of the vault; who writes packs locks the row of the session, so
 * that it ends before or after. A pack that is deleting keeps its chunks out of sight until it is forgotten: there may be
 * millions, and others wait for their turn meanwhile.
 */
@Singleton
final class SqlContentIndex implements ContentIndex {

    private static final int FORGOTTEN_AT_ONCE = 50;

    /** States of packs that are read, the best last. */
    private static final List<State> WORST_TO_BEST = List.of(State.LOST, State.DOOMED, State.LIVE);

    private static final String HEADER = "SELECT header FROM content_vault WHERE vault_id = ?";

    private static final String ADD_VAULT = """
            INSERT INTO content_vault (vault_id, header, epoch, garbage)
            VALUES (?, ?, 0, FALSE)
            ON CONFLICT DO NOTHING""";

    private static final String LOCK_VAULT = "SELECT epoch FROM content_vault WHERE vault_id = ? FOR UPDATE";

    private static final String NOTE_GARBAGE = "UPDATE content_vault SET garbage = TRUE WHERE vault_id = ?";

    private static final String NOTE_THINNED = "UPDATE content_vault SET thinned = thinned + 1 WHERE vault_id = ?";

    private static final String THINNED = "SELECT thinned FROM content_vault WHERE vault_id = ? AND thinned > repacked";

    private static final String NOTE_REPACKED = "UPDATE content_vault SET repacked = ? WHERE vault_id = ?";

    private static final String NOTE_GARBAGE_OF_SESSION = NOTE_GARBAGE + """

               AND (EXISTS (SELECT 1 FROM content_pack WHERE session_id = ? AND state = 'WRITING')
                OR EXISTS (SELECT 1 FROM content_pack WHERE vault_id = ? AND state = 'DOOMED' AND doom_epoch > ?))""";

    private static final String NOTE_COLLECTED =
            "UPDATE content_vault SET garbage = FALSE WHERE vault_id = ? AND garbage";

    private static final String ANY_VAULT = "SELECT vault_id FROM content_vault LIMIT 1";

    private static final String VAULTS_WITH_GARBAGE = """
            SELECT vault_id
              FROM content_vault vault
             WHERE garbage
                OR EXISTS (SELECT 1 FROM content_pack WHERE vault_id = vault.vault_id AND state = 'DELETING')""";

    private static final String SET_EPOCH = "UPDATE content_vault SET epoch = ? WHERE vault_id = ?";

    private static final String ADD_SESSION =
            "INSERT INTO content_session (id, vault_id, attempt, tier, epoch) VALUES (?, ?, ?, ?, ?)";

    private static final String LOCK_SESSION = "SELECT id FROM content_session WHERE id = ? FOR UPDATE";

    private static final String SESSIONS =
            "SELECT id, vault_id, attempt, tier, epoch FROM content_session WHERE vault_id = ?";

    private static final String REMOVE_SESSION = "DELETE FROM content_session WHERE id = ?";

    private static final String COUNT_PACKS =
            "SELECT tier, state, count(*), sum(size) FROM content_pack GROUP BY tier, state";

    private static final String NEXT_NUMBER = "SELECT nextval('content_pack_number')";

    private static final String ADD_PACK = """
            INSERT INTO content_pack (number, serial, vault_id, tier, kind, session_id, state, size)
            VALUES (?, ?, ?, ?, ?, ?, 'WRITING', 0)""";

    private static final String ADOPT_PACK = """
            INSERT INTO content_pack (number, serial, vault_id, tier, kind, session_id, state, size)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private static final String REMOVE_UNADOPTED_PACK = """
            DELETE FROM content_pack
             WHERE number = ? AND session_id = ? AND serial = ?
               AND (state = 'WRITING'
                OR state = 'LOST' AND NOT EXISTS (SELECT 1 FROM content_chunk WHERE pack = number))""";

    private static final String ADOPTED_PACK =
            "SELECT number FROM content_pack WHERE number = ? AND session_id = ? AND serial = ? AND state = ?";

    private static final String FINISH_PACK = """
            UPDATE content_pack
               SET size = ?
             WHERE number = ? AND session_id = ? AND state = 'WRITING' AND size = 0""";

    private static final String FINISHED_PACKS =
            "SELECT number FROM content_pack WHERE session_id = ? AND state = 'WRITING' AND size > 0";

    private static final String UNDOOMED_PACKS =
            "SELECT number FROM content_pack WHERE vault_id = ? AND state IN ('LIVE', 'LOST')";

    private static final String LOST_PACKS =
            "SELECT number FROM content_pack WHERE vault_id = ? AND tier = 'WARM' AND state = 'LOST'";

    private static final String SET_LOST =
            "UPDATE content_pack SET state = 'LOST', checked_at = NULL WHERE number = ANY (?) AND vault_id = ? AND state = 'LIVE'";

    private static final String SET_FOUND =
            "UPDATE content_pack SET state = 'LIVE', checked_at = NULL WHERE number = ? AND state = 'LOST'";

    private static final String SUSPECT =
            "UPDATE content_pack SET checked_at = ? WHERE number = ANY (?) AND state = 'LIVE'";

    private static final String PACKS_TO_NEED = """
            SELECT number
              FROM content_pack
             WHERE number = ANY (?) AND vault_id = ? AND tier = ?
               AND (state IN ('LIVE', 'DOOMED') OR state = 'WRITING' AND session_id = ? AND size > 0)""";

    private static final String PACKS_TO_ADOPT = """
            SELECT number
              FROM content_pack
             WHERE number = ANY (?) AND vault_id = ? AND tier = ? AND state IN ('LIVE', 'LOST', 'DOOMED')""";

    private static final String MAKE_DOOMED_LIVE = """
            UPDATE content_pack
               SET state = 'LIVE', doom_epoch = NULL
             WHERE number = ANY (?) AND state = 'DOOMED'""";

    private static final String MAKE_LIVE = """
            UPDATE content_pack
               SET state = 'LIVE', doom_epoch = NULL
             WHERE number = ANY (?) AND state <> 'LIVE'""";

    private static final String VAULTS_OF_PACKS =
            "SELECT DISTINCT vault_id FROM content_pack WHERE number = ANY (?) ORDER BY vault_id";

    private static final String SET_NEEDS =
            "UPDATE content_chunk SET needs = ? WHERE pack = ? AND frame = ? AND position = ?";

    private static final String DOOM =
            "UPDATE content_pack SET state = 'DOOMED', doom_epoch = ? WHERE number = ANY (?)";

    private static final String SET_DELETING = """
            UPDATE content_pack
               SET state = 'DELETING'
             WHERE vault_id = ?
               AND (state = 'DOOMED' AND doom_epoch <= ?
                OR state = 'WRITING' AND NOT EXISTS (SELECT 1 FROM content_session WHERE id = session_id))""";

    private static final String DELETING_PACKS =
            "SELECT number FROM content_pack WHERE number = ANY (?) AND state = 'DELETING'";

    private static final String REMOVE_PACKS = "DELETE FROM content_pack WHERE number = ANY (?)";

    static final String PACK =
            "SELECT number, vault_id, tier, kind, session_id, serial, state, size FROM content_pack WHERE ";

    private static final String SOME_PACKS = PACK + "number = ANY (?) AND vault_id = ? AND tier = ?";

    private static final String ADD_CHUNK = """
            INSERT INTO content_chunk (prefix, id, pack, frame, frame_length, position, needs)
            VALUES (?, ?, ?, ?, ?, ?, ?)""";

    private static final String CHUNK =
            "SELECT id, pack, frame, frame_length, position, needs FROM content_chunk WHERE ";

    /** Without their packs: joined, PostgreSQL begins with all chunks of all packs while it has no statistics. */
    private static final String FIND_CHUNKS = CHUNK + "prefix = ANY (?)";

    private static final String CHUNKS_OF_PACK = CHUNK + """
            pack = (SELECT number FROM content_pack WHERE number = ? AND state <> 'DELETING')
             ORDER BY frame, position""";

    private static final String REMOVE_CHUNKS = "DELETE FROM content_chunk WHERE pack = ANY (?)";

    private static final String ADD_CONTENT = """
            INSERT INTO content (vault_id, attempt, tier, source, descriptor, packs)
            VALUES (?, ?, ?, ?, ?, ?)""";

    private static final String SET_PACKS =
            "UPDATE content SET packs = ? WHERE vault_id = ? AND attempt = ? AND tier = ?";

    private static final String REMOVE_CONTENT = "DELETE FROM content WHERE vault_id = ? AND attempt = ? AND tier = ?";

    private static final String CONTENT =
            "SELECT vault_id, attempt, tier, source, descriptor, packs FROM content WHERE vault_id = ? ";

    private static final String FIND_CONTENT = CONTENT + "AND attempt = ? AND tier = ?";

    private static final String ATTEMPTS = "SELECT attempt FROM content WHERE vault_id = ? AND tier = ?";

    private static final String CONTENTS = CONTENT + "AND tier = ? ORDER BY sequence";

    /** The latest first. H2 sees that the index has the order only when all of its columns are named. */
    private static final String CONTENTS_OF_SOURCE = CONTENT + """
               AND tier = 'WARM' AND source = ?
             ORDER BY vault_id, tier, source, sequence DESC""";

    private static final String LATEST_CONTENT = CONTENTS_OF_SOURCE + " LIMIT 1";

    private static final String PACKS_OF_CONTENTS = "SELECT packs FROM content WHERE vault_id = ?";

    private final Statements statements;
    private final Transactions transactions;

    SqlContentIndex(Statements statements, Transactions transactions) {
        this.statements = statements;
        this.transactions = transactions;
    }

    @Override
    public byte[] header(UUID vault, Supplier<byte[]> fresh) {
        return header(vault).orElseGet(() -> {
            var header = fresh.get();
            transactions.inOne(() -> statements.update(ADD_VAULT, vault, header)); // no row: another was faster
            return header(vault).orElseThrow();
        });
    }

    @Override
    public Optional<byte[]> header(UUID vault) {
        return statements.read(row -> row.getBytes(1), HEADER, vault).stream().findFirst();
    }

    @Override
    public Optional<UUID> anyVault() {
        return statements.read(row -> row.getObject(1, UUID.class), ANY_VAULT).stream()
                .findFirst();
    }

    @Override
    public boolean isAlone(Session session) {
        return sessions(session.content().vault()).stream()
                .allMatch(open -> open.id().equals(session.id()));
    }

    @Override
    public Session begin(ContentId content, StorageTier tier) {
        var vault = content.vault();
        return transactions.inOne(() -> {
            var epoch = takeTurn(vault).orElseThrow(() -> new IllegalStateException(vault + " has no header"));
            closeThoseThatWrite(vault, Set.of(content), tier);
            var session = new Session(UUID.randomUUID(), content, tier, epoch);
            statements.update(ADD_SESSION, session.id(), vault, content.attempt(), tier.name(), epoch);
            return session;
        });
    }

    @Override
    public int newPack(Session session, Pack.Kind kind) throws SessionEndedException {
        return transactions
                .inOne(() -> isOpen(session) ? Optional.of(addPack(session, kind)) : Optional.<Integer>empty())
                .orElseThrow(() -> new SessionEndedException(session));
    }

    private int addPack(Session session, Pack.Kind kind) {
        var number = newNumber();
        statements.update(
                ADD_PACK,
                number,
                number,
                session.content().vault(),
                session.tier().name(),
                kind.name(),
                session.id());
        return number;
    }

    @Override
    public void finishPack(Session session, int pack, long size, List<IndexedChunk> chunks)
            throws SessionEndedException {
        var rows = rows(chunks);
        must(session, () -> isOpen(session) && finish(session, pack, size, rows));
    }

    private static List<@Nullable Object[]> rows(List<IndexedChunk> chunks) {
        var rows = new TreeMap<ChunkId, @Nullable Object[]>(); // in the order of the index, which is quicker
        chunks.forEach(chunk -> rows.putIfAbsent(chunk.id(), row(chunk)));
        return new ArrayList<>(rows.values());
    }

    private boolean finish(Session session, int pack, long size, List<@Nullable Object[]> chunks) {
        if (statements.update(FINISH_PACK, size, pack, session.id()) == 0) {
            throw new IllegalArgumentException("pack " + pack + " is not being written by the session");
        }
        statements.updateEach(ADD_CHUNK, chunks);
        return true;
    }

    private static @Nullable Object[] row(IndexedChunk chunk) {
        var place = chunk.place();
        var needs = place.needs().isEmpty() ? null : place.needs().bytes();
        return new @Nullable Object[] {
            prefix(chunk.id()),
            chunk.id().bytes(),
            place.pack(),
            place.frame(),
            place.frameLength(),
            place.position(),
            needs
        };
    }

    @Override
    public List<Packs> countPacks() {
        return statements.read(
                row -> new Packs(
                        StorageTier.valueOf(row.getString(1)),
                        Packs.State.valueOf(row.getString(2)),
                        row.getLong(3),
                        row.getLong(4)),
                COUNT_PACKS);
    }

    @Override
    public int newNumber() {
        return statements.read(SqlContentIndex::number, NEXT_NUMBER).getFirst();
    }

    @Override
    public boolean adopt(Pack pack, List<IndexedChunk> chunks) {
        return transactions.inOne(() -> {
            takeTurn(pack.vault());
            if (statements.update(REMOVE_UNADOPTED_PACK, pack.number(), pack.session(), pack.serial()) == 1) {
                statements.update(REMOVE_CHUNKS, (Object) new Integer[] {pack.number()});
            }
            statements.update(
                    ADOPT_PACK,
                    pack.number(),
                    pack.serial(),
                    pack.vault(),
                    pack.tier().name(),
                    pack.kind().name(),
                    pack.session(),
                    pack.state().name(),
                    pack.size());
            var isAdopted = !numbers(
                            ADOPTED_PACK,
                            pack.number(),
                            pack.session(),
                            pack.serial(),
                            pack.state().name())
                    .isEmpty();
            return isAdopted && addChunks(pack.vault(), chunks);
        });
    }

    private boolean addChunks(UUID vault, List<IndexedChunk> chunks) {
        statements.updateEach(ADD_CHUNK + " ON CONFLICT DO NOTHING", rows(chunks));
        statements.update(NOTE_GARBAGE, vault); // nobody may need it
        return true;
    }

    @Override
    public boolean adopt(Content content) {
        var id = content.id();
        return transactions.inOne(() -> {
            takeTurn(id.vault());
            var there = numbers(
                    PACKS_TO_ADOPT,
                    array(content.packs()),
                    id.vault(),
                    content.tier().name());
            if (!there.equals(content.packs())) {
                return false;
            }
            closeThoseThatWrite(id.vault(), Set.of(id), content.tier());
            if (statements.update(
                            SET_PACKS,
                            content.packs().bytes(),
                            id.vault(),
                            id.attempt(),
                            content.tier().name())
                    == 0) {
                addContent(content);
            }
            statements.update(MAKE_DOOMED_LIVE, (Object) array(content.packs()));
            statements.update(NOTE_GARBAGE, id.vault());
            return true;
        });
    }

    @Override
    public Map<ChunkId, ChunkPlace> find(Session session, Collection<ChunkId> chunks) {
        var found = statements.read(SqlContentIndex::chunk, FIND_CHUNKS, (Object) prefixes(chunks));
        var needed = new PackSet.Builder();
        found.forEach(
                chunk -> needed.add(chunk.place().pack()).add(chunk.place().needs()));
        var usable = numbers(
                packs(needed.build(), session.content().vault(), session.tier()),
                pack -> pack.state() == State.LIVE
                        || (pack.state() == State.WRITING && pack.session().equals(session.id())));
        return places(
                chunks,
                found,
                place -> usable.contains(place.pack()) && place.needs().stream().allMatch(usable::contains));
    }

    @Override
    public Map<ChunkId, ChunkPlace> locate(Content content, Collection<ChunkId> chunks) {
        var needed = content.packs();
        var found = statements.read(SqlContentIndex::chunk, FIND_CHUNKS, (Object) prefixes(chunks));
        var in = new PackSet.Builder();
        found.stream()
                .map(chunk -> chunk.place().pack())
                .filter(needed::contains)
                .forEach(in::add);
        var packs = packs(in.build(), content.id().vault(), content.tier());
        var places = new HashMap<ChunkId, ChunkPlace>();
        for (var state : WORST_TO_BEST) {
            var numbers = numbers(packs, pack -> pack.state() == state);
            places.putAll(places(chunks, found, place -> isIn(numbers, place, needed)));
        }
        return places;
    }

    private static boolean isIn(PackSet packs, ChunkPlace place, PackSet needed) {
        return packs.contains(place.pack()) && needed.containsAll(place.needs());
    }

    private List<Pack> packs(PackSet numbers, UUID vault, StorageTier tier) {
        return statements.read(SqlContentIndex::pack, SOME_PACKS, array(numbers), vault, tier.name());
    }

    private static PackSet numbers(List<Pack> packs, Predicate<Pack> which) {
        return PackSet.of(packs.stream().filter(which).mapToInt(Pack::number).toArray());
    }

    /** Of those that were asked for, since others may have the same prefix; each in the first of the packs that have it. */
    private static Map<ChunkId, ChunkPlace> places(
            Collection<ChunkId> wanted, List<IndexedChunk> found, Predicate<ChunkPlace> where) {
        var ids = Set.copyOf(wanted);
        var places = new HashMap<ChunkId, ChunkPlace>();
        found.stream()
                .filter(chunk -> ids.contains(chunk.id()) && where.test(chunk.place()))
                .forEach(chunk -> places.merge(
                        chunk.id(), chunk.place(), (one, other) -> one.pack() <= other.pack() ? one : other));
        return places;
    }

    @Override
    public Optional<Content> latest(Session session, String source) {
        var vault = session.content().vault();
        var lost = numbers(LOST_PACKS, vault);
        return contents(lost.isEmpty() ? LATEST_CONTENT : CONTENTS_OF_SOURCE, vault, source).stream()
                .filter(content -> !content.packs().intersects(lost))
                .findFirst();
    }

    @Override
    public void commit(Session session, Content content) throws SessionEndedException {
        must(session, () -> isOpenInTurn(session) && canNeed(session, content.packs()) && keep(session, content));
    }

    private boolean canNeed(Session session, PackSet needed) {
        var vault = session.content().vault();
        return numbers(PACKS_TO_NEED, array(needed), vault, session.tier().name(), session.id())
                .equals(needed);
    }

    private boolean keep(Session session, Content content) {
        var vault = session.content().vault();
        var finished = numbers(FINISHED_PACKS, session.id());
        var replaces = statements.update(
                        REMOVE_CONTENT,
                        vault,
                        session.content().attempt(),
                        session.tier().name())
                == 1;
        addContent(content);
        makeLive(PackSet.union(List.of(finished, content.packs())));
        if (replaces || !finished.stream().allMatch(content.packs()::contains)) {
            statements.update(NOTE_GARBAGE, vault);
        }
        if (session.tier() == StorageTier.WARM
                && !finished.isEmpty()
                && !numbers(LOST_PACKS, vault).isEmpty()) {
            statements.update(NOTE_THINNED, vault);
        }
        close(session);
        return true;
    }

    private void addContent(Content content) {
        statements.update(
                ADD_CONTENT,
                content.id().vault(),
                content.id().attempt(),
                content.tier().name(),
                content.source(),
                content.descriptor(),
                content.packs().bytes());
    }

    @Override
    public boolean replace(
            Session session, Map<Integer, PackSet> moved, Collection<Content> considered, Collection<ChunkPlace> pieces)
            throws SessionEndedException {
        var vault = session.content().vault();
        var needed = PackSet.others(moved);
        return transactions
                .inOne(() -> {
                    if (!isOpenInTurn(session) || !canNeed(session, needed)) {
                        return Optional.<Boolean>empty();
                    }
                    var alone = isAlone(session);
                    if (alone) {
                        makeLive(PackSet.union(List.of(numbers(FINISHED_PACKS, session.id()), needed)));
                        replaceInContents(vault, moved, considered);
                        setNeedsOf(pieces.stream()
                                .map(place -> place.needing(place.needs().replacing(moved))));
                        statements.update(NOTE_GARBAGE, vault);
                    }
                    close(session);
                    return Optional.of(alone);
                })
                .orElseThrow(() -> new SessionEndedException(session));
    }

    private void replaceInContents(UUID vault, Map<Integer, PackSet> moved, Collection<Content> considered) {
        var before = considered.stream().collect(toMap(Content::id, Content::packs));
        var concerned = new PackSet.Builder();
        moved.keySet().forEach(concerned::add);
        var packs = concerned.build();
        statements.updateEach(
                SET_PACKS,
                contents(CONTENTS, vault, StorageTier.WARM.name()).stream()
                        .filter(content -> content.packs().intersects(packs))
                        .map(content -> {
                            var after = content.packs().replacing(moved);
                            var all = Optional.of(content.packs()).equals(Optional.ofNullable(before.get(content.id())))
                                    ? after
                                    : PackSet.union(List.of(content.packs(), after));
                            return new Object[] {
                                all.bytes(),
                                vault,
                                content.id().attempt(),
                                content.tier().name()
                            };
                        })
                        .toList());
    }

    private void setNeedsOf(Stream<ChunkPlace> pieces) {
        statements.updateEach(
                SET_NEEDS,
                pieces.map(place -> new Object[] {place.needs().bytes(), place.pack(), place.frame(), place.position()})
                        .toList());
    }

    @Override
    public void setNeeds(Collection<ChunkPlace> pieces) {
        transactions.inOne(() -> setNeedsOf(pieces.stream()));
    }

    @Override
    public OptionalLong thinned(UUID vault) {
        return statements.read(row -> row.getLong(1), THINNED, vault).stream()
                .mapToLong(mark -> mark)
                .findFirst();
    }

    @Override
    public void repacked(UUID vault, long mark) {
        transactions.inOne(() -> statements.update(NOTE_REPACKED, mark, vault));
    }

    /** The vaults have their turn first, as whoever commits has. */
    @Override
    public void lost(Collection<Integer> packs) {
        var numbers = packs.toArray(Integer[]::new);
        transactions.inOne(() -> {
            for (var vault : statements.read(row -> row.getObject(1, UUID.class), VAULTS_OF_PACKS, (Object) numbers)) {
                takeTurn(vault);
                if (statements.update(SET_LOST, numbers, vault) > 0) {
                    statements.update(NOTE_THINNED, vault);
                }
            }
        });
    }

    @Override
    public void found(int pack) {
        transactions.inOne(() -> statements.update(SET_FOUND, pack));
    }

    @Override
    public void suspect(Collection<Integer> packs) {
        if (!packs.isEmpty()) {
            transactions.inOne(() -> statements.update(SUSPECT, Instant.EPOCH, packs.toArray(Integer[]::new)));
        }
    }

    @Override
    public void end(Session session) {
        transactions.inOne(() -> {
            takeTurn(session.content().vault());
            close(session);
        });
    }

    @Override
    public void end(ContentId content, StorageTier tier) {
        transactions.inOne(() -> {
            takeTurn(content.vault());
            closeThoseThatWrite(content.vault(), Set.of(content), tier);
        });
    }

    @Override
    public Optional<Content> find(ContentId id, StorageTier tier) {
        return contents(FIND_CONTENT, id.vault(), id.attempt(), tier.name()).stream()
                .findFirst();
    }

    /** Vaults take their turns in order: nobody waits for somebody who waits for him. */
    @Override
    public Set<ContentId> delete(Collection<ContentId> ids, StorageTier tier) {
        var byVault = ids.stream().collect(groupingBy(ContentId::vault, TreeMap::new, toList()));
        return transactions.inOne(() -> {
            var deleted = new HashSet<ContentId>();
            byVault.forEach((vault, inVault) -> {
                if (takeTurn(vault).isPresent()) {
                    closeThoseThatWrite(vault, Set.copyOf(inVault), tier);
                    deleted.addAll(deleteIn(vault, inVault, tier));
                }
            });
            return deleted;
        });
    }

    private Set<ContentId> deleteIn(UUID vault, List<ContentId> ids, StorageTier tier) {
        var counts = statements.updateEach(
                REMOVE_CONTENT,
                ids.stream()
                        .map(id -> new Object[] {vault, id.attempt(), tier.name()})
                        .toList());
        var deleted = IntStream.range(0, counts.length)
                .filter(i -> counts[i] == 1)
                .mapToObj(ids::get)
                .collect(toCollection(HashSet::new));
        if (!deleted.isEmpty()) {
            statements.update(NOTE_GARBAGE, vault);
            if (tier == StorageTier.WARM) {
                statements.update(NOTE_THINNED, vault);
            }
        }
        return deleted;
    }

    @Override
    public Optional<Pack> pack(int number) {
        return statements.read(SqlContentIndex::pack, PACK + "number = ?", number).stream()
                .findFirst();
    }

    @Override
    public List<Pack> packs(UUID vault, StorageTier tier) {
        return statements.read(
                SqlContentIndex::pack, PACK + "vault_id = ? AND tier = ? ORDER BY number", vault, tier.name());
    }

    @Override
    public List<Content> contents(UUID vault, StorageTier tier) {
        return contents(CONTENTS, vault, tier.name());
    }

    @Override
    public Set<UUID> attempts(UUID vault, StorageTier tier) {
        return Set.copyOf(statements.read(row -> row.getObject(1, UUID.class), ATTEMPTS, vault, tier.name()));
    }

    @Override
    public List<IndexedChunk> chunks(int pack) {
        return statements.read(SqlContentIndex::chunk, CHUNKS_OF_PACK, pack);
    }

    @Override
    public List<UUID> vaultsWithGarbage() {
        return statements.read(row -> row.getObject(1, UUID.class), VAULTS_WITH_GARBAGE);
    }

    @Override
    public List<Pack> collect(UUID vault) {
        return transactions.inOne(() -> {
            takeTurn(vault).ifPresent(epoch -> {
                statements.update(NOTE_COLLECTED, vault);
                doom(vault, epoch + 1);
                var oldest = sessions(vault).stream().mapToLong(Session::epoch).min();
                statements.update(SET_DELETING, vault, oldest.orElse(Long.MAX_VALUE));
            });
            return statements.read(
                    SqlContentIndex::pack, PACK + "vault_id = ? AND state = 'DELETING' ORDER BY number", vault);
        });
    }

    private void doom(UUID vault, long epoch) {
        var needed = PackSet.union(statements.read(row -> PackSet.of(row.getBytes(1)), PACKS_OF_CONTENTS, vault));
        var unneeded = numbers(UNDOOMED_PACKS, vault).stream()
                .filter(number -> !needed.contains(number))
                .boxed()
                .toArray(Integer[]::new);
        if (unneeded.length > 0) {
            statements.update(SET_EPOCH, epoch, vault);
            statements.update(DOOM, epoch, unneeded);
        }
    }

    @Override
    public void forget(Collection<Pack> packs) {
        var numbers = packs.stream().map(Pack::number).toList();
        for (var i = 0; i < numbers.size(); i += FORGOTTEN_AT_ONCE) {
            var some = numbers.subList(i, Math.min(i + FORGOTTEN_AT_ONCE, numbers.size()));
            transactions.inOne(() -> forget(some.toArray(Integer[]::new)));
        }
    }

    private void forget(Integer[] packs) {
        var gone = array(numbers(DELETING_PACKS, (Object) packs));
        statements.update(REMOVE_CHUNKS, (Object) gone);
        statements.update(REMOVE_PACKS, (Object) gone);
    }

    private void must(Session session, Supplier<Boolean> work) throws SessionEndedException {
        if (!transactions.inOne(work)) {
            throw new SessionEndedException(session);
        }
    }

    /** Others wait from here to the end of the transaction. Answers the epoch of the vault, if there is one. */
    private Optional<Long> takeTurn(UUID vault) {
        return statements.read(row -> row.getLong(1), LOCK_VAULT, vault).stream()
                .findFirst();
    }

    private boolean isOpenInTurn(Session session) {
        takeTurn(session.content().vault());
        return isOpen(session);
    }

    /** It is so to the end of the transaction. */
    private boolean isOpen(Session session) {
        return !statements
                .read(row -> row.getObject(1, UUID.class), LOCK_SESSION, session.id())
                .isEmpty();
    }

    private List<Session> sessions(UUID vault) {
        return statements.read(SqlContentIndex::session, SESSIONS, vault);
    }

    private void closeThoseThatWrite(UUID vault, Set<ContentId> contents, StorageTier tier) {
        sessions(vault).stream()
                .filter(session -> session.tier() == tier && contents.contains(session.content()))
                .forEach(this::close);
    }

    /** What it leaves in writing is garbage, and what had to wait for it is so again. */
    private void close(Session session) {
        if (statements.update(REMOVE_SESSION, session.id()) == 1) {
            var vault = session.content().vault();
            statements.update(NOTE_GARBAGE_OF_SESSION, vault, session.id(), vault, session.epoch());
        }
    }

    private void makeLive(PackSet packs) {
        statements.update(MAKE_LIVE, (Object) array(packs));
    }

    private PackSet numbers(String sql, Object... parameters) {
        var numbers = new PackSet.Builder();
        statements.read(SqlContentIndex::number, sql, parameters).forEach(numbers::add);
        return numbers.build();
    }

    private List<Content> contents(String sql, Object... parameters) {
        return statements.read(SqlContentIndex::content, sql, parameters);
    }

    private static Long[] prefixes(Collection<ChunkId> chunks) {
        return chunks.stream().map(SqlContentIndex::prefix).toArray(Long[]::new);
    }

    private static long prefix(ChunkId chunk) {
        return ByteBuffer.wrap(chunk.bytes()).getLong();
    }

    private static Integer[] array(PackSet packs) {
        return packs.stream().boxed().toArray(Integer[]::new);
    }

    private static int number(ResultSet row) throws SQLException {
        return row.getInt(1);
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getObject(1, UUID.class),
                new ContentId(row.getObject(2, UUID.class), row.getObject(3, UUID.class)),
                StorageTier.valueOf(row.getString(4)),
                row.getLong(5));
    }

    static Pack pack(ResultSet row) throws SQLException {
        return new Pack(
                row.getInt(1),
                row.getObject(2, UUID.class),
                StorageTier.valueOf(row.getString(3)),
                Pack.Kind.valueOf(row.getString(4)),
                row.getObject(5, UUID.class),
                row.getInt(6),
                Pack.State.valueOf(row.getString(7)),
                row.getLong(8));
    }

    private static IndexedChunk chunk(ResultSet row) throws SQLException {
        var needs = row.getBytes(6);
        var place = new ChunkPlace(
                row.getInt(2),
                row.getInt(3),
                row.getInt(4),
                row.getInt(5),
                needs == null ? PackSet.NONE : PackSet.of(needs));
        return new IndexedChunk(ChunkId.of(row.getBytes(1)), place);
    }

    private static Content content(ResultSet row) throws SQLException {
        return new Content(
                new ContentId(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                StorageTier.valueOf(row.getString(3)),
                row.getString(4),
                row.getBytes(5),
                PackSet.of(row.getBytes(6)));
    }
}
