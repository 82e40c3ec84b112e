package io.coldkeep.persistence.content.index;

import static io.coldkeep.domain.lifecycle.StorageTier.WARM;
import static io.coldkeep.persistence.content.index.Pack.Kind.DATA;
import static io.coldkeep.persistence.content.index.Pack.Kind.META;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.ContentId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

/** Two vaults in an index, and words to fill them with. */
abstract class ContentIndexFixture {

    static final String SOURCE = "fs-1";
    static final byte[] HEADER = {1, 2, 3};

    final UUID vault = UUID.randomUUID();
    final UUID otherVault = UUID.randomUUID();
    final ChunkId a = chunk(1);
    final ChunkId b = chunk(2);
    final ChunkId c = chunk(3);
    private final List<Session> begun = new CopyOnWriteArrayList<>();

    /** The index under test: the same one throughout a test. */
    protected abstract ContentIndex index();

    @BeforeEach
    void makeVaults() {
        index().header(vault, HEADER::clone);
        index().header(otherVault, HEADER::clone);
    }

    ContentId aContent() {
        return new ContentId(vault, UUID.randomUUID());
    }

    Session begin() {
        return beginIn(vault);
    }

    Session beginIn(UUID where) {
        var session = index().begin(new ContentId(where, UUID.randomUUID()), WARM);
        begun.add(session);
        return session;
    }

    int written(Session session, ChunkId... chunks) throws SessionEndedException {
        var number = index().newPack(session, DATA);
        var indexed = IntStream.range(0, chunks.length)
                .mapToObj(i -> at(number, i, chunks[i]))
                .toList();
        index().finishPack(session, number, 10, indexed);
        return number;
    }

    int piece(Session session, ChunkId id, PackSet needs) throws SessionEndedException {
        var number = index().newPack(session, META);
        index().finishPack(session, number, 10, List.of(new IndexedChunk(id, new ChunkPlace(number, 0, 10, 0, needs))));
        return number;
    }

    IndexedChunk at(int pack, int position, ChunkId id) {
        return new IndexedChunk(id, new ChunkPlace(pack, 0, 10, position, PackSet.NONE));
    }

    void commit(Session session, Integer... packs) throws SessionEndedException {
        var needed = PackSet.of(Arrays.stream(packs).mapToInt(pack -> pack).toArray());
        index().commit(session, new Content(session.content(), session.tier(), SOURCE, new byte[] {9}, needed));
    }

    /** A live pack. */
    int committed(ChunkId... chunks) throws SessionEndedException {
        var session = begin();
        var pack = written(session, chunks);
        commit(session, pack);
        return pack;
    }

    /** A doomed pack, and an open session that keeps it from being deleted. */
    int doomed(ChunkId... chunks) throws SessionEndedException {
        var session = begin();
        var pack = written(session, chunks);
        commit(session, pack);
        begin();
        index().delete(List.of(session.content()), WARM);
        index().collect(vault);
        return pack;
    }

    void endAll() {
        begun.forEach(index()::end);
    }

    Pack.State state(int pack) {
        return index().pack(pack).orElseThrow().state();
    }

    List<ContentId> ids() {
        return index().contents(vault, WARM).stream().map(Content::id).toList();
    }

    List<PackSet> packsOfContents() {
        return index().contents(vault, WARM).stream().map(Content::packs).toList();
    }

    static List<Integer> numbers(List<Pack> packs) {
        return packs.stream().map(Pack::number).toList();
    }

    static Set<Integer> packsOf(Map<ChunkId, ChunkPlace> found) {
        return found.values().stream().map(ChunkPlace::pack).collect(Collectors.toSet());
    }

    boolean isOpen(Session session) {
        try {
            index().newPack(session, DATA);
            return true;
        } catch (SessionEndedException e) {
            return false;
        }
    }

    void assertEnded(Session session, int pack) {
        var packs = index().packs(vault, session.tier());
        var contents = packsOfContents();

        refused(() -> index().newPack(session, DATA));
        refused(() -> index().finishPack(session, pack, 99, List.of(at(pack, 3, c))));
        refused(() -> commit(session, pack));

        assertThat(index().packs(vault, session.tier())).isEqualTo(packs);
        assertThat(index().chunks(pack)).extracting(IndexedChunk::id).doesNotContain(c);
        assertThat(packsOfContents()).isEqualTo(contents);
    }

    static void refused(ThrowingCallable call) {
        assertThatExceptionOfType(SessionEndedException.class).isThrownBy(call);
    }

    void assertNoGarbage() {
        assertThat(index().vaultsWithGarbage()).doesNotContain(vault);
    }

    static ChunkId chunk(int n) {
        var bytes = new byte[ChunkId.LENGTH];
        new Random(n).nextBytes(bytes);
        return ChunkId.of(bytes);
    }

    static <T> T quietly(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
