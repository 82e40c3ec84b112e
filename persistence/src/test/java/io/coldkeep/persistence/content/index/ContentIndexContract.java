package io.coldkeep.persistence.content.index;

import static io.coldkeep.domain.lifecycle.StorageTier.COLD;
import static io.coldkeep.domain.lifecycle.StorageTier.WARM;
import static io.coldkeep.persistence.content.index.Pack.Kind.DATA;
import static io.coldkeep.persistence.content.index.Pack.Kind.META;
import static io.coldkeep.persistence.content.index.Pack.State.DELETING;
import static io.coldkeep.persistence.content.index.Pack.State.DOOMED;
import static io.coldkeep.persistence.content.index.Pack.State.LIVE;
import static io.coldkeep.persistence.content.index.Pack.State.LOST;
import static io.coldkeep.persistence.content.index.Pack.State.WRITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.contract.Concurrently;
import io.coldkeep.domain.lifecycle.StorageTier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link ContentIndex} promises. */
public abstract class ContentIndexContract {

    private static final String SOURCE = "fs-1";
    private static final byte[] HEADER = {1, 2, 3};
    private static final int MANY = 2_000;

    private final UUID vault = UUID.randomUUID();
    private final UUID otherVault = UUID.randomUUID();
    private final ChunkId a = chunk(1);
    private final ChunkId b = chunk(2);
    private final ChunkId c = chunk(3);

    private final List<Session> begun = new CopyOnWriteArrayList<>();

    protected abstract ContentIndex index();

    @BeforeEach
    void makeVaults() {
        index().header(vault, HEADER::clone);
        index().header(otherVault, HEADER::clone);
    }

    // the header

    @Test
    void hasNoHeaderOfAVaultThatItDoesNotKnow() {
        assertThat(index().header(UUID.randomUUID())).isEmpty();
    }

    @Test
    void keepsTheFirstHeader() {
        var fresh = UUID.randomUUID();

        assertThat(index().header(fresh, () -> new byte[] {7})).containsExactly(7);
        assertThat(index().header(fresh, () -> new byte[] {8})).containsExactly(7);
        assertThat(index().header(fresh))
                .hasValueSatisfying(header -> assertThat(header).containsExactly(7));
    }

    @Test
    void asksForNoHeaderWhereThereIsOne() {
        assertThat(index().header(vault, () -> {
                    throw new AssertionError("asked");
                }))
                .isEqualTo(HEADER);
    }

    @Test
    void givesTheSameHeaderToAllWhoComeAtOnce() {
        for (var round = 0; round < 10; round++) {
            var fresh = UUID.randomUUID();

            var headers = Concurrently.run(4, i -> index().header(fresh, () -> new byte[] {(byte) i}));

            assertThat(headers)
                    .allSatisfy(header ->
                            assertThat(header).isEqualTo(index().header(fresh).orElseThrow()));
        }
    }

    // numbers

    /** Others may have packs of their own in there. */
    @Test
    void countsPacksByTierAndState() throws Exception {
        var warm = numbers(WARM, LIVE);
        var writing = numbers(WARM, WRITING);
        var lost = numbers(WARM, LOST);
        var cold = numbers(COLD, LIVE);
        committed(a);
        committed(b, c);
        index().lost(List.of(committed(chunk(4))));
        written(begin(), chunk(5));
        var session = index().begin(aContent(), COLD);
        commit(session, written(session, a));

        assertThat(numbers(WARM, LIVE)).isEqualTo(List.of(warm.get(0) + 2, warm.get(1) + 20));
        assertThat(numbers(WARM, WRITING)).isEqualTo(List.of(writing.get(0) + 1, writing.get(1) + 10));
        assertThat(numbers(WARM, LOST)).isEqualTo(List.of(lost.get(0) + 1, lost.get(1) + 10));
        assertThat(numbers(COLD, LIVE)).isEqualTo(List.of(cold.get(0) + 1, cold.get(1) + 10));
    }

    /** How many packs, and bytes in them. */
    private List<Long> numbers(StorageTier tier, Pack.State state) {
        return index().countPacks().stream()
                .filter(packs -> packs.tier() == tier && packs.state().equals(state.name()))
                .map(packs -> List.of(packs.count(), packs.bytes()))
                .findFirst()
                .orElse(List.of(0L, 0L));
    }

    // sessions

    @Test
    void opensNoSessionInAVaultWithoutHeader() {
        assertThatThrownBy(() -> index().begin(new ContentId(UUID.randomUUID(), UUID.randomUUID()), WARM))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void opensASessionForAContentAndTier() {
        var content = aContent();

        var session = index().begin(content, COLD);

        assertThat(session.content()).isEqualTo(content);
        assertThat(session.tier()).isEqualTo(COLD);
        assertThat(index().begin(aContent(), COLD).id()).isNotEqualTo(session.id());
    }

    @Test
    void endsTheSessionBeforeForTheSameContentAndTier() throws Exception {
        var content = aContent();
        var first = index().begin(content, WARM);
        var pack = written(first, a);

        var second = index().begin(content, WARM);

        assertEnded(first, pack);
        assertThat(index().vaultsWithGarbage()).contains(vault);
        commit(second, written(second, b));
    }

    @Test
    void leavesTheSessionOfAnotherTierOpen() throws Exception {
        var content = aContent();
        var warm = index().begin(content, WARM);
        var cold = index().begin(content, COLD);

        commit(warm, written(warm, a));
        commit(cold, written(cold, a));

        assertThat(index().find(content, WARM)).isPresent();
        assertThat(index().find(content, COLD)).isPresent();
    }

    @Test
    void leavesSessionsOfOtherContentsOpen() throws Exception {
        var one = begin();
        var other = begin();

        commit(other, written(other, a));
        commit(one, written(one, b));

        assertThat(index().contents(vault, WARM)).hasSize(2);
    }

    @Test
    void leavesOneSessionOfManyThatBeginTheSameAtOnce() {
        for (var round = 0; round < 10; round++) {
            var content = aContent();

            var sessions = Concurrently.run(4, _ -> index().begin(content, WARM));

            assertThat(sessions.stream().filter(this::isOpen)).hasSize(1);
        }
    }

    @Test
    void refusesAllToASessionThatWasEnded() throws Exception {
        var session = begin();
        var pack = written(session, a);

        index().end(session);

        assertEnded(session, pack);
    }

    @Test
    void endsAClosedSessionWithoutEffect() throws Exception {
        var session = begin();
        index().end(session);
        index().end(session);
        var committed = begin();
        var pack = written(committed, a);
        commit(committed, pack);

        index().end(committed);

        assertThat(index().find(committed.content(), WARM)).isPresent();
        assertThat(state(pack)).isEqualTo(LIVE);
        assertNoGarbage();
    }

    @Test
    void hasNoGarbageOfASessionThatWroteNothing() {
        index().end(begin());

        assertNoGarbage();
    }

    // what is taken over from the store

    private Pack aPackOfTheStore(Pack.State state) {
        return new Pack(index().newNumber(), vault, WARM, META, UUID.randomUUID(), 7, state, 10);
    }

    @Test
    void takesPacksOverWithWhatIsInThem() {
        begin();
        var needed = aPackOfTheStore(LIVE);
        var pack = aPackOfTheStore(LIVE);
        var piece = new IndexedChunk(b, new ChunkPlace(pack.number(), 24, 90, 1, PackSet.of(needed.number())));

        assertThat(index().adopt(needed, List.of(at(needed.number(), 0, a)))).isTrue();
        assertThat(index().adopt(pack, List.of(piece))).isTrue();

        assertThat(index().pack(pack.number())).contains(pack);
        assertThat(index().chunks(pack.number())).containsExactly(piece);
        assertThat(index().vaultsWithGarbage()).contains(vault);
    }

    @Test
    void takesNoPackOverUnderTwoNumbers() {
        begin();
        var pack = aPackOfTheStore(LIVE);
        index().adopt(pack, List.of());

        assertThat(index().adopt(pack.numbered(index().newNumber()), List.of())).isFalse();

        assertThat(index().packs(vault, WARM)).containsExactly(pack);
    }

    @Test
    void readsPacksThatOnlyHaveANumberOnceMore() {
        begin();
        var pack = aPackOfTheStore(LOST);
        index().adopt(pack, List.of());

        assertThat(index().adopt(pack.in(LIVE), List.of(at(pack.number(), 0, a))))
                .isTrue();
        assertThat(index().adopt(pack.in(LIVE), List.of(at(pack.number(), 0, a), at(pack.number(), 1, b))))
                .isTrue();

        assertThat(index().packs(vault, WARM)).containsExactly(pack.in(LIVE));
        assertThat(index().chunks(pack.number()).stream().map(IndexedChunk::id)).containsExactly(a, b);
    }

    @Test
    void takesOverWhatWasBeingWritten() throws Exception {
        var session = begin();
        var number = index().newPack(session, META);
        var pack = index().pack(number).orElseThrow().in(LIVE).sized(10);

        assertThat(index().adopt(pack, List.of(at(number, 0, a)))).isTrue();

        assertThat(index().pack(number)).contains(pack);
    }

    @Test
    void keepsPacksAsTheyAreThatAreLostWithWhatIsInThem() throws Exception {
        var number = committed(a);
        var pack = index().pack(number).orElseThrow();
        index().lost(List.of(number));

        assertThat(index().adopt(pack, List.of(at(number, 0, a)))).isFalse();

        assertThat(state(number)).isEqualTo(LOST);
    }

    @Test
    void takesContentsOverAndWhatTheyNeedIsLiveAgain() throws Exception {
        var number = doomed(a);
        var content = new Content(aContent(), WARM, "fs", new byte[] {1}, PackSet.of(number));

        assertThat(index().adopt(content)).isTrue();

        assertThat(state(number)).isEqualTo(LIVE);
        assertThat(index().attempts(vault, WARM)).contains(content.id().attempt());
        assertThat(index().attempts(vault, COLD)).isEmpty();
        assertThat(index().find(content.id(), WARM).map(Content::packs)).contains(PackSet.of(number));
    }

    @Test
    void hasContentsThatAreThereNeedOtherPacks() {
        begin();
        var one = aPackOfTheStore(LIVE);
        var lost = aPackOfTheStore(LOST);
        index().adopt(one, List.of());
        index().adopt(lost, List.of());
        var id = aContent();
        index().adopt(new Content(id, WARM, "fs", new byte[] {1}, PackSet.of(one.number(), lost.number())));

        index().adopt(new Content(id, WARM, "fs", new byte[] {1}, PackSet.of(one.number())));

        assertThat(index().contents(vault, WARM).stream().map(Content::packs))
                .containsExactly(PackSet.of(one.number()));
    }

    @Test
    void hasPiecesNeedOtherPacks() throws Exception {
        var session = begin();
        var one = written(session, a);
        var other = written(session, a);
        var page = piece(session, b, PackSet.of(one));
        var untouched = piece(session, c, PackSet.of(one));
        commit(session, one, other, page, untouched);
        var place = index().chunks(page).getFirst().place();

        index().setNeeds(List.of(place.needing(PackSet.of(other))));

        assertThat(index().chunks(page)).containsExactly(new IndexedChunk(b, place.needing(PackSet.of(other))));
        assertThat(index().chunks(untouched))
                .extracting(chunk -> chunk.place().needs())
                .containsExactly(PackSet.of(one));
    }

    @Test
    void takesNoContentOverWithoutItsPacks() {
        begin();
        var content = new Content(aContent(), WARM, "fs", new byte[] {1}, PackSet.of(index().newNumber()));

        assertThat(index().adopt(content)).isFalse();

        assertThat(index().find(content.id(), WARM)).isEmpty();
    }

    // packs

    @Test
    void notesPacksBeforeTheyAreWritten() throws Exception {
        var session = index().begin(aContent(), COLD);

        var number = index().newPack(session, META);

        assertThat(number).isPositive();
        assertThat(index().pack(number)).contains(new Pack(number, vault, COLD, META, session.id(), WRITING, 0));
        assertThat(index().chunks(number)).isEmpty();
    }

    @Test
    void notesTheSizeOfFinishedPacks() throws Exception {
        var session = begin();
        var number = index().newPack(session, DATA);

        index().finishPack(session, number, 5_000_000_000L, List.of(at(number, 0, a)));

        assertThat(index().pack(number))
                .contains(new Pack(number, vault, WARM, DATA, session.id(), WRITING, 5_000_000_000L));
    }

    @Test
    void givesNoTwoPacksTheSameNumber() {
        var sessions = List.of(begin(), begin(), begin(), begin());

        var numbers = Concurrently.run(
                4,
                i -> IntStream.range(0, 20)
                        .mapToObj(_ -> quietly(() -> index().newPack(sessions.get(i), DATA)))
                        .toList());

        assertThat(numbers.stream().flatMap(List::stream)).doesNotHaveDuplicates();
    }

    @Test
    void givesNoNumberAgain() throws Exception {
        var session = begin();
        var number = index().newPack(session, DATA);
        index().end(session);
        index().forget(index().collect(vault));

        assertThat(index().pack(number)).isEmpty();
        assertThat(index().newPack(begin(), DATA)).isGreaterThan(number);
    }

    @Test
    void finishesOnlyPacksThatTheSessionIsWriting() throws Exception {
        var session = begin();
        var others = index().newPack(begin(), DATA);
        var finished = written(session, a);

        for (var pack : List.of(others, finished, Integer.MAX_VALUE)) {
            assertThatThrownBy(() -> index().finishPack(session, pack, 7, List.of(at(pack, 0, b))))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        assertThat(index().chunks(others)).isEmpty();
        assertThat(index().chunks(finished)).containsExactly(at(finished, 0, a));
        assertThat(index().find(session, List.of(b))).isEmpty();
    }

    @Test
    void listsPacksOfAVaultAndTierByNumber() throws Exception {
        var session = begin();
        var first = index().newPack(session, DATA);
        var second = index().newPack(session, META);
        index().newPack(index().begin(aContent(), COLD), DATA);
        index().newPack(beginIn(otherVault), DATA);

        assertThat(index().packs(vault, WARM)).extracting(Pack::number).containsExactly(first, second);
        assertThat(index().packs(UUID.randomUUID(), WARM)).isEmpty();
    }

    @Test
    void listsChunksOfAPackByFrameAndPosition() throws Exception {
        var session = begin();
        var number = index().newPack(session, META);
        var chunks = List.of(
                new IndexedChunk(a, new ChunkPlace(number, 900, 100, 0, PackSet.of(number, 70_000))),
                new IndexedChunk(b, new ChunkPlace(number, 100, 800, 1, PackSet.NONE)),
                new IndexedChunk(c, new ChunkPlace(number, 100, 800, 0, PackSet.of(1))));

        index().finishPack(session, number, 1_000, chunks);

        assertThat(index().chunks(number)).containsExactly(chunks.get(2), chunks.get(1), chunks.get(0));
    }

    @Test
    void listsAChunkThatIsInAPackTwiceOnce() throws Exception {
        var session = begin();
        var number = index().newPack(session, DATA);

        index().finishPack(session, number, 1_000, List.of(at(number, 0, a), at(number, 1, b), at(number, 2, a)));

        assertThat(index().chunks(number)).containsExactly(at(number, 0, a), at(number, 1, b));
    }

    @Test
    void finishesAPackWithoutChunks() throws Exception {
        var session = begin();

        var pack = written(session);
        commit(session, pack);

        assertThat(index().chunks(pack)).isEmpty();
        assertThat(state(pack)).isEqualTo(LIVE);
    }

    @Test
    void knowsNothingOfPacksThatAreNotThere() {
        assertThat(index().pack(Integer.MAX_VALUE)).isEmpty();
        assertThat(index().chunks(Integer.MAX_VALUE)).isEmpty();
    }

    // what need not be written again

    @Test
    void findsNothingForNothing() {
        assertThat(index().find(begin(), List.of())).isEmpty();
        assertThat(locate(vault, WARM, List.of())).isEmpty();
    }

    @Test
    void findsChunksOfLivePacksWhereTheyAre() throws Exception {
        var pack = committed(a, b);

        assertThat(index().find(begin(), List.of(a, b, c)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        a, at(pack, 0, a).place(),
                        b, at(pack, 1, b).place()));
    }

    @Test
    void findsChunksOfTheFinishedPacksOfTheSession() throws Exception {
        var session = begin();
        var pack = written(session, a);
        index().newPack(session, DATA);

        assertThat(index().find(session, List.of(a, b)))
                .containsOnly(Map.entry(a, at(pack, 0, a).place()));
    }

    @Test
    void findsNoChunksThatOthersAreWriting() throws Exception {
        var other = begin();
        written(other, a);

        assertThat(index().find(begin(), List.of(a))).isEmpty();
        assertThat(locate(vault, WARM, List.of(a))).isEmpty();
    }

    @Test
    void findsNoChunksOfWhatCameToNothing() throws Exception {
        var session = begin();
        written(session, a);
        index().end(session);

        assertThat(index().find(begin(), List.of(a))).isEmpty();
    }

    @Test
    void findsNoChunksOfDoomedPacksButLocatesThem() throws Exception {
        var pack = doomed(a);

        assertThat(index().find(begin(), List.of(a))).isEmpty();
        assertThat(locate(vault, WARM, List.of(a)))
                .containsOnly(Map.entry(a, at(pack, 0, a).place()));
    }

    @Test
    void neitherFindsNorLocatesChunksOfPacksThatAreDeleting() throws Exception {
        var session = begin();
        var pack = written(session, a);
        commit(session, pack);
        index().delete(List.of(session.content()), WARM);
        index().collect(vault);

        assertThat(index().find(begin(), List.of(a))).isEmpty();
        assertThat(locate(vault, WARM, List.of(a))).isEmpty();
        assertThat(index().chunks(pack)).isEmpty();
    }

    @Test
    void keepsVaultsApart() throws Exception {
        var pack = committed(a);
        var other = beginIn(otherVault);
        assertThat(index().find(other, List.of(a))).isEmpty();
        var otherPack = written(other, a);
        commit(other, otherPack);

        assertThat(packsOf(index().find(begin(), List.of(a)))).containsExactly(pack);
        assertThat(packsOf(index().find(beginIn(otherVault), List.of(a)))).containsExactly(otherPack);
        assertThat(packsOf(locate(vault, WARM, List.of(a)))).containsExactly(pack);
        assertThat(packsOf(locate(otherVault, WARM, List.of(a)))).containsExactly(otherPack);
        assertThat(index().contents(otherVault, WARM)).hasSize(1);
    }

    @Test
    void keepsTiersApart() throws Exception {
        var pack = committed(a);
        var cold = index().begin(aContent(), COLD);
        assertThat(index().find(cold, List.of(a))).isEmpty();
        var coldPack = written(cold, a);
        commit(cold, coldPack);

        assertThat(packsOf(index().find(begin(), List.of(a)))).containsExactly(pack);
        assertThat(packsOf(index().find(index().begin(aContent(), COLD), List.of(a))))
                .containsExactly(coldPack);
        assertThat(packsOf(locate(vault, WARM, List.of(a)))).containsExactly(pack);
        assertThat(packsOf(locate(vault, COLD, List.of(a)))).containsExactly(coldPack);
        assertThat(index().contents(vault, COLD)).hasSize(1);
    }

    @Test
    void findsAChunkThatIsInSeveralPacksInOneOfThem() throws Exception {
        var one = begin();
        var other = begin();
        var packs = List.of(written(one, a, b), written(other, a));
        commit(one, packs.get(0));
        commit(other, packs.get(1));

        assertThat(packsOf(index().find(begin(), List.of(a)))).hasSize(1).isSubsetOf(packs);
        assertThat(packsOf(locate(vault, WARM, List.of(a)))).hasSize(1).isSubsetOf(packs);
    }

    @Test
    void locatesAChunkThatIsInSeveralPacksOfAContentInTheFirstOfThem() throws Exception {
        var session = begin();
        var first = index().newPack(session, DATA);
        var second = index().newPack(session, DATA);
        var third = index().newPack(session, DATA);
        index().finishPack(session, second, 10, List.of(at(second, 0, a)));
        index().finishPack(session, first, 10, List.of(at(first, 0, b), at(first, 1, a)));
        index().finishPack(session, third, 10, List.of(at(third, 0, a), at(third, 1, b)));
        commit(session, first, second, third);

        assertThat(packsOf(locate(vault, WARM, List.of(a)))).containsExactly(first);
        assertThat(packsOf(locate(vault, WARM, List.of(b, a)))).containsExactly(first);
    }

    @Test
    void locatesAChunkInALivePackRatherThanInADoomedOne() throws Exception {
        var before = doomed(a);
        var live = committed(a);
        var after = doomed(a);

        assertThat(List.of(state(before), state(live), state(after))).containsExactly(DOOMED, LIVE, DOOMED);
        assertThat(packsOf(locate(vault, WARM, List.of(a)))).containsExactly(live);
    }

    @Test
    void findsManyChunksAndThoseThatAreAskedForTwice() throws Exception {
        var chunks =
                IntStream.range(0, MANY).mapToObj(ContentIndexContract::chunk).toList();
        var pack = committed(chunks.toArray(ChunkId[]::new));
        var twice = Stream.concat(chunks.stream(), chunks.stream()).toList();

        assertThat(index().chunks(pack)).extracting(IndexedChunk::id).containsExactlyElementsOf(chunks);
        assertThat(index().find(begin(), twice).keySet()).containsExactlyInAnyOrderElementsOf(chunks);
        assertThat(locate(vault, WARM, twice).keySet()).containsExactlyInAnyOrderElementsOf(chunks);
    }

    @Test
    void tellsIdsApartByTheirLastByte() throws Exception {
        var bytes = a.bytes().clone();
        bytes[ChunkId.LENGTH - 1]++;
        var similar = ChunkId.of(bytes);
        committed(a);

        assertThat(index().find(begin(), List.of(similar))).isEmpty();
        assertThat(locate(vault, WARM, List.of(similar))).isEmpty();
        committed(similar);
        assertThat(index().find(begin(), List.of(a, similar)).keySet()).containsExactlyInAnyOrder(a, similar);
    }

    @Test
    void findsEveryNumberOfChunks() throws Exception {
        var chunks =
                IntStream.range(0, 300).mapToObj(ContentIndexContract::chunk).toList();
        committed(chunks.toArray(ChunkId[]::new));
        var session = begin();

        for (var n : List.of(1, 2, 15, 16, 17, 63, 64, 65, 127, 128, 129, 255, 256, 257, 300)) {
            assertThat(index().find(session, chunks.subList(0, n)).keySet())
                    .containsExactlyInAnyOrderElementsOf(chunks.subList(0, n));
        }
    }

    @Test
    void findsPiecesOfManifestsWithWhatTheyNeed() throws Exception {
        var session = begin();
        var data = written(session, a);
        var meta = piece(session, b, PackSet.of(data));
        assertThat(index().find(session, List.of(b)).get(b).needs()).isEqualTo(PackSet.of(data));

        commit(session, data, meta);

        assertThat(index().find(begin(), List.of(b)).get(b).needs()).isEqualTo(PackSet.of(data));
        assertThat(locate(vault, WARM, List.of(b)).get(b).needs()).isEqualTo(PackSet.of(data));
    }

    /** A pack of pieces may outlive what one of them needs: when contents need but the others. */
    @Test
    void findsNoPieceOfAManifestThatNeedsWhatIsNotLive() throws Exception {
        var session = begin();
        var data = written(session, a);
        var meta = index().newPack(session, META);
        var needy = new IndexedChunk(b, new ChunkPlace(meta, 0, 10, 0, PackSet.of(data)));
        var modest = new IndexedChunk(c, new ChunkPlace(meta, 0, 10, 1, PackSet.NONE));
        index().finishPack(session, meta, 10, List.of(needy, modest));
        commit(session, data, meta);
        commit(begin(), meta);
        index().delete(List.of(session.content()), WARM);

        var open = begin();
        index().collect(vault);

        assertThat(state(data)).isEqualTo(DOOMED);
        assertThat(index().find(open, List.of(b, c)).keySet()).containsExactly(c);
        index().end(open);
        index().forget(index().collect(vault));
        assertThat(index().pack(data)).isEmpty();
        assertThat(index().find(begin(), List.of(b, c)).keySet()).containsExactly(c);
        assertThat(locate(vault, WARM, List.of(b, c)).keySet()).containsExactly(c);
    }

    @Test
    void findsAPieceWhereWhatItNeedsIsLiveThoughElsewhereItIsNot() throws Exception {
        var kept = begin();
        var meta = piece(kept, b, PackSet.of(Integer.MAX_VALUE));
        commit(kept, meta);
        var session = begin();
        var data = written(session, a);
        var again = piece(session, b, PackSet.of(data));
        commit(session, data, again);

        assertThat(packsOf(index().find(begin(), List.of(b)))).containsExactly(again);
    }

    // contents

    @Test
    void givesBackAContentAsItWasCommitted() throws Exception {
        var session = begin();
        var pack = written(session, a);
        var content = new Content(session.content(), WARM, SOURCE, new byte[] {0, -1, 5}, PackSet.of(pack));

        index().commit(session, content);

        assertThat(shown(index().find(content.id(), WARM).orElseThrow())).isEqualTo(shown(content));
        assertThat(index().contents(vault, WARM))
                .singleElement()
                .satisfies(only -> assertThat(shown(only)).isEqualTo(shown(content)));
        assertThat(index().find(content.id(), COLD)).isEmpty();
        assertThat(index().find(aContent(), WARM)).isEmpty();
    }

    @Test
    void closesTheSessionWithTheCommit() throws Exception {
        var session = begin();
        var pack = written(session, a);
        commit(session, pack);

        assertEnded(session, pack);
        assertThat(state(pack)).isEqualTo(LIVE);
    }

    @Test
    void showsNothingOfASessionBeforeItsCommit() throws Exception {
        var session = begin();
        written(session, a);

        assertThat(index().find(session.content(), WARM)).isEmpty();
        assertThat(index().contents(vault, WARM)).isEmpty();
        assertThat(index().latest(session, SOURCE)).isEmpty();
    }

    @Test
    void replacesAContentThatIsCommittedAgain() throws Exception {
        var first = begin();
        var before = written(first, a);
        commit(first, before);
        var second = index().begin(first.content(), WARM);
        var after = written(second, b);

        commit(second, after);

        assertThat(index().contents(vault, WARM))
                .singleElement()
                .satisfies(only -> assertThat(only.packs()).isEqualTo(PackSet.of(after)));
        assertThat(numbers(index().collect(vault))).containsExactly(before);
    }

    @Test
    void commitsNothingThatNeedsAPackThatIsGone() throws Exception {
        var session = begin();
        var pack = written(session, a);
        var cold = index().begin(aContent(), COLD);
        var coldPack = written(cold, a);
        commit(cold, coldPack);
        var unfinished = index().newPack(session, DATA);
        var others = written(begin(), b);

        for (var gone : List.of(Integer.MAX_VALUE, coldPack, unfinished, others)) {
            refused(() -> commit(session, pack, gone));
        }

        assertThat(index().find(session.content(), WARM)).isEmpty();
        assertThat(state(pack)).isEqualTo(WRITING);
        commit(session, pack);
    }

    @Test
    void commitsNothingThatNeedsAPackThatIsDeleting() throws Exception {
        var pack = doomed(a);
        endAll();
        index().collect(vault);
        assertThat(state(pack)).isEqualTo(DELETING);

        var session = begin();
        refused(() -> commit(session, pack));

        assertThat(index().find(session.content(), WARM)).isEmpty();
        assertThat(state(pack)).isEqualTo(DELETING);
    }

    @Test
    void findsTheLatestContentOfASourceInWarmStorage() throws Exception {
        var first = begin();
        var second = begin();
        commit(second, written(second, a));
        commit(first, written(first, b));
        var elsewhere = begin();
        var pack = written(elsewhere, c);
        index().commit(elsewhere, new Content(elsewhere.content(), WARM, "fs-2", new byte[1], PackSet.of(pack)));
        var cold = index().begin(aContent(), COLD);
        commit(cold, written(cold, a));

        assertThat(latest(begin())).contains(first.content());
        assertThat(latest(index().begin(aContent(), COLD))).contains(first.content());
        assertThat(latest(beginIn(otherVault))).isEmpty();

        index().delete(List.of(first.content()), WARM);
        assertThat(latest(begin())).contains(second.content());
    }

    @Test
    void deletesContentsOfATierAndTellsWhichWereThere() throws Exception {
        var one = begin();
        var other = begin();
        var kept = begin();
        var elsewhere = beginIn(otherVault);
        for (var session : List.of(one, other, kept, elsewhere)) {
            commit(session, written(session, a));
        }
        var cold = index().begin(one.content(), COLD);
        commit(cold, written(cold, a));
        var unknown = new ContentId(UUID.randomUUID(), UUID.randomUUID());

        var deleted = index().delete(
                        List.of(
                                one.content(),
                                aContent(),
                                other.content(),
                                elsewhere.content(),
                                unknown,
                                one.content()),
                        WARM);

        assertThat(deleted).containsExactlyInAnyOrder(one.content(), other.content(), elsewhere.content());
        assertThat(index().contents(vault, WARM)).extracting(Content::id).containsExactly(kept.content());
        assertThat(index().contents(otherVault, WARM)).isEmpty();
        assertThat(index().find(one.content(), COLD)).isPresent();
        assertThat(index().vaultsWithGarbage()).contains(vault, otherVault);
        assertThat(index().delete(List.of(one.content()), WARM)).isEmpty();
        assertThat(index().delete(List.of(), WARM)).isEmpty();
    }

    @Test
    void endsTheSessionThatIsToWriteWhatIsDeleted() throws Exception {
        var session = begin();
        var pack = written(session, a);
        var cold = index().begin(session.content(), COLD);

        assertThat(index().delete(List.of(session.content()), WARM)).isEmpty();

        assertEnded(session, pack);
        assertThat(isOpen(cold)).isTrue();
        assertThat(numbers(index().collect(vault))).contains(pack);
    }

    @Test
    void deletesManyContentsAtOnce() throws Exception {
        var ids = new ArrayList<ContentId>();
        for (var i = 0; i < 100; i++) {
            var session = begin();
            commit(session);
            ids.add(session.content());
        }

        assertThat(index().delete(ids, WARM)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(index().contents(vault, WARM)).isEmpty();
    }

    @Test
    void knowsWhetherASessionIsAlone() {
        beginIn(otherVault);
        var session = begin();
        assertThat(index().isAlone(session)).isTrue();
        var other = index().begin(aContent(), COLD);
        assertThat(index().isAlone(session)).isFalse();
        index().end(other);
        assertThat(index().isAlone(session)).isTrue();
    }

    @Test
    void whatIsLostMayBeFoundAgain() throws Exception {
        var pack = committed(a);
        index().found(pack);
        index().lost(List.of(pack));
        assertThat(index().find(begin(), List.of(a))).isEmpty();

        index().found(pack);

        assertThat(state(pack)).isEqualTo(LIVE);
        assertThat(index().find(begin(), List.of(a))).containsOnlyKeys(a);
        index().found(doomed(b));
        index().found(Integer.MAX_VALUE);
        assertThat(index().find(begin(), List.of(b))).isEmpty();
    }

    // replacing packs

    @Test
    void replacesPacksInContentsThatWereConsidered() throws Exception {
        var first = begin();
        var old = written(first, a);
        var kept = written(first, c);
        commit(first, old, kept);
        var repacking = begin();
        var considered = index().contents(vault, WARM);
        var fresh = written(repacking, a);

        assertThat(index().replace(repacking, Map.of(old, PackSet.of(fresh)), considered, List.of()))
                .isTrue();

        assertThat(packsOfContents()).containsExactly(PackSet.of(fresh, kept));
        assertThat(state(fresh)).isEqualTo(LIVE);
        assertThat(isOpen(repacking)).isFalse();
        assertThat(index().vaultsWithGarbage()).contains(vault);
        assertThat(numbers(index().collect(vault))).containsExactly(old);
        var content = index().find(first.content(), WARM).orElseThrow();
        assertThat(packsOf(index().locate(content, List.of(a, c)))).containsExactlyInAnyOrder(fresh, kept);
    }

    @Test
    void addsPacksToContentsThatWereNotConsidered() throws Exception {
        var first = begin();
        var old = written(first, a, b);
        commit(first, old);
        var considered = index().contents(vault, WARM);
        var later = begin();
        commit(later, old);
        var other = begin();
        var others = written(other, c);
        commit(other, others);
        var repacking = begin();
        var fresh = written(repacking, a);

        assertThat(index().replace(repacking, Map.of(old, PackSet.of(fresh)), considered, List.of()))
                .isTrue();

        assertThat(packsOfContents()).containsExactly(PackSet.of(fresh), PackSet.of(old, fresh), PackSet.of(others));
        assertThat(index().collect(vault)).isEmpty();
        assertThat(state(old)).isEqualTo(LIVE);
    }

    @Test
    void aContentThatHasChangedSinceWasNotConsidered() throws Exception {
        var first = begin();
        var old = written(first, a);
        commit(first, old);
        var considered = index().contents(vault, WARM);
        var again = index().begin(first.content(), WARM);
        var more = written(again, b);
        commit(again, old, more);
        var repacking = begin();
        var fresh = written(repacking, a);

        index().replace(repacking, Map.of(old, PackSet.of(fresh)), considered, List.of());

        assertThat(packsOfContents()).containsExactly(PackSet.of(old, more, fresh));
    }

    @Test
    void piecesNeedWhatReplacesTheirPacks() throws Exception {
        var first = begin();
        var old = written(first, a);
        var page = piece(first, b, PackSet.of(old));
        commit(first, old, page);
        var place = index().chunks(page).getFirst().place();
        var repacking = begin();
        var fresh = written(repacking, a);

        index().replace(repacking, Map.of(old, PackSet.of(fresh)), index().contents(vault, WARM), List.of(place));

        var session = begin();
        assertThat(index().find(session, List.of(b)).get(b))
                .isEqualTo(new ChunkPlace(page, 0, 10, 0, PackSet.of(fresh)));
        var content = index().find(first.content(), WARM).orElseThrow();
        assertThat(index().locate(content, List.of(b))).containsOnlyKeys(b);
    }

    @Test
    void replacesNothingWhileAnotherSessionIsOpen() throws Exception {
        for (var tier : StorageTier.values()) {
            var first = begin();
            var old = written(first, a);
            commit(first, old);
            var writer = index().begin(aContent(), tier);
            var repacking = begin();
            var fresh = written(repacking, a);
            var before = packsOfContents();

            assertThat(index().replace(
                                    repacking,
                                    Map.of(old, PackSet.of(fresh)),
                                    index().contents(vault, WARM),
                                    List.of()))
                    .isFalse();

            assertThat(packsOfContents()).isEqualTo(before);
            assertThat(isOpen(repacking)).isFalse();
            index().end(writer);
            assertThat(numbers(index().collect(vault))).contains(fresh).doesNotContain(old);
        }
    }

    @Test
    void revivesWhatIsNeededInPlaceOfAnother() throws Exception {
        var first = begin();
        var old = written(first, a);
        commit(first, old);
        var second = begin();
        var other = written(second, a);
        commit(second, other);
        var repacking = begin();
        index().delete(List.of(second.content()), WARM);
        index().collect(vault);
        assertThat(state(other)).isEqualTo(DOOMED);

        index().replace(repacking, Map.of(old, PackSet.of(other)), index().contents(vault, WARM), List.of());

        assertThat(state(other)).isEqualTo(LIVE);
        assertThat(packsOfContents()).containsExactly(PackSet.of(other));
    }

    @Test
    void replacesNothingByAPackThatIsGone() throws Exception {
        var first = begin();
        var old = written(first, a);
        commit(first, old);
        var considered = index().contents(vault, WARM);
        var repacking = begin();
        var unfinished = index().newPack(repacking, DATA);
        var ended = begin();
        var fresh = written(ended, a);
        index().end(ended);

        for (var gone : List.of(Integer.MAX_VALUE, unfinished)) {
            refused(() -> index().replace(repacking, Map.of(old, PackSet.of(gone)), considered, List.of()));
        }
        refused(() -> index().replace(ended, Map.of(old, PackSet.of(fresh)), considered, List.of()));

        assertThat(packsOfContents()).containsExactly(PackSet.of(old));
    }

    @Test
    void aLostPackMayStayWhereAPartOfItIs() throws Exception {
        var first = begin();
        var old = written(first, a, b);
        commit(first, old);
        index().lost(List.of(old));
        var repacking = begin();
        var fresh = written(repacking, a);

        index().replace(repacking, Map.of(old, PackSet.of(old, fresh)), index().contents(vault, WARM), List.of());

        assertThat(packsOfContents()).containsExactly(PackSet.of(old, fresh));
        assertThat(state(old)).isEqualTo(Pack.State.LOST);
    }

    @Test
    void isThinnedByDeletionsInWarmStorageAndByLostPacks() throws Exception {
        assertThat(index().thinned(vault)).isEmpty();
        assertThat(index().thinned(UUID.randomUUID())).isEmpty();
        var session = begin();
        var pack = written(session, a);
        commit(session, pack);
        var cold = index().begin(session.content(), COLD);
        commit(cold, written(cold, a));
        index().delete(List.of(session.content()), COLD);
        assertThat(index().thinned(vault)).isEmpty();

        index().lost(List.of(pack));
        assertThinnedAgain();
        var healing = begin();
        commit(healing, written(healing, a));
        assertThinnedAgain();
        index().delete(List.of(session.content()), WARM);
        assertThinnedAgain();
        index().delete(List.of(session.content()), WARM);
        assertThat(index().thinned(vault)).isEmpty();
    }

    @Test
    void isThinnedStillWhenThatHappensWhileItIsRepacked() throws Exception {
        var one = begin();
        commit(one, written(one, a));
        var other = begin();
        commit(other, written(other, b));
        index().delete(List.of(one.content()), WARM);
        var mark = index().thinned(vault).orElseThrow();

        index().delete(List.of(other.content()), WARM);
        index().repacked(vault, mark);

        assertThinnedAgain();
    }

    private void assertThinnedAgain() {
        index().repacked(vault, index().thinned(vault).orElseThrow());
        assertThat(index().thinned(vault)).isEmpty();
    }

    // garbage

    @Test
    void hasNoGarbageWhereAllIsNeeded() throws Exception {
        var pack = committed(a);

        assertNoGarbage();
        assertThat(index().collect(vault)).isEmpty();
        assertThat(state(pack)).isEqualTo(LIVE);
        assertThat(index().collect(UUID.randomUUID())).isEmpty();
    }

    @Test
    void deletesWhatNoContentNeedsAtOnceWhenNoSessionIsOpen() throws Exception {
        var session = begin();
        var pack = written(session, a);
        commit(session, pack);
        var kept = committed(b);
        index().delete(List.of(session.content()), WARM);
        assertThat(index().vaultsWithGarbage()).contains(vault).doesNotContain(otherVault);

        assertThat(index().collect(vault))
                .containsExactly(new Pack(pack, vault, WARM, DATA, session.id(), DELETING, 10));

        assertThat(state(kept)).isEqualTo(LIVE);
        assertGarbageUntilItIsForgotten();
    }

    @Test
    void keepsWhatAnotherContentNeeds() throws Exception {
        var first = begin();
        var shared = written(first, a);
        commit(first, shared);
        commit(begin(), shared);

        index().delete(List.of(first.content()), WARM);

        assertThat(index().collect(vault)).isEmpty();
        assertThat(state(shared)).isEqualTo(LIVE);
        assertNoGarbage();
    }

    @Test
    void deletesWhatASessionLeftThatCameToNothing() throws Exception {
        var session = begin();
        var finished = written(session, a);
        var unfinished = index().newPack(session, META);
        var open = begin();
        var others = written(open, b);
        index().end(session);

        assertThat(index().vaultsWithGarbage()).contains(vault);
        assertThat(numbers(index().collect(vault))).containsExactlyInAnyOrder(finished, unfinished);
        assertThat(state(others)).isEqualTo(WRITING);
        assertGarbageUntilItIsForgotten();
    }

    @Test
    void deletesWhatACommittedContentDoesNotNeed() throws Exception {
        var session = begin();
        var needed = written(session, a);
        var unneeded = written(session, b);
        var unfinished = index().newPack(session, DATA);

        commit(session, needed);

        assertThat(state(unfinished)).isEqualTo(WRITING);
        assertThat(index().vaultsWithGarbage()).contains(vault);
        assertThat(numbers(index().collect(vault))).containsExactlyInAnyOrder(unneeded, unfinished);
        assertThat(state(needed)).isEqualTo(LIVE);
    }

    @Test
    void keepsDoomedPacksWhileASessionIsOpenThatMayHaveSeenThem() throws Exception {
        var session = begin();
        var pack = written(session, a);
        commit(session, pack);
        var reader = begin();
        var latecomer = begin();
        index().delete(List.of(session.content()), WARM);

        assertThat(index().collect(vault)).isEmpty();
        assertThat(state(pack)).isEqualTo(DOOMED);
        assertNoGarbage();
        index().end(reader);
        assertThat(index().collect(vault)).isEmpty();
        assertNoGarbage();
        index().end(latecomer);
        assertThat(index().vaultsWithGarbage()).contains(vault);

        assertThat(numbers(index().collect(vault))).containsExactly(pack);
        assertGarbageUntilItIsForgotten();
    }

    @Test
    void isKeptFromDeletionByASessionOfTheOtherTierAsWell() throws Exception {
        var session = begin();
        var pack = written(session, a);
        commit(session, pack);
        var mover = index().begin(session.content(), COLD);
        index().delete(List.of(session.content()), WARM);

        assertThat(index().collect(vault)).isEmpty();
        assertThat(state(pack)).isEqualTo(DOOMED);
        var moved = written(mover, a);
        commit(mover, moved);

        assertThat(numbers(index().collect(vault))).containsExactly(pack);
        assertThat(state(moved)).isEqualTo(LIVE);
    }

    @Test
    void isNotKeptFromDeletionByASessionOfAnotherVaultOrOneThatBeganLater() throws Exception {
        beginIn(otherVault);
        var early = begin();
        var pack = committed(a);
        index().delete(ids(), WARM);
        index().collect(vault);
        assertThat(state(pack)).isEqualTo(DOOMED);

        begin();
        index().end(early);

        assertThat(numbers(index().collect(vault))).containsExactly(pack);
    }

    @Test
    void hasNoGarbageWhenASessionEndsThatKeptNothing() throws Exception {
        var early = begin();
        committed(a);
        index().delete(ids(), WARM);
        index().collect(vault);
        var late = begin();

        index().end(late);

        assertNoGarbage();
        index().end(early);
        assertThat(index().vaultsWithGarbage()).contains(vault);
    }

    @Test
    void bringsDoomedPacksBackThatACommitNeeds() throws Exception {
        var pack = committed(a);
        var other = committed(b);
        var session = begin();
        assertThat(packsOf(index().find(session, List.of(a)))).containsExactly(pack);
        index().delete(ids(), WARM);
        index().collect(vault);
        assertThat(List.of(state(pack), state(other))).containsOnly(DOOMED);

        commit(session, pack);

        assertThat(state(pack)).isEqualTo(LIVE);
        assertThat(packsOf(index().find(begin(), List.of(a)))).containsExactly(pack);
        endAll();
        assertThat(numbers(index().collect(vault))).containsExactly(other);
        assertThat(state(pack)).isEqualTo(LIVE);
    }

    @Test
    void doomsAPackAgainThatWasBroughtBack() throws Exception {
        var pack = committed(a);
        var first = begin();
        index().delete(ids(), WARM);
        index().collect(vault);
        var second = begin();
        commit(first, pack);
        index().delete(ids(), WARM);

        assertThat(index().collect(vault)).isEmpty();
        assertThat(state(pack)).isEqualTo(DOOMED); // the second one has seen it live
        index().end(second);
        assertThat(numbers(index().collect(vault))).containsExactly(pack);
    }

    @Test
    void answersPacksThatAreDeletingUntilTheyAreForgotten() throws Exception {
        var pack = committed(a);
        var other = committed(b);
        index().delete(ids(), WARM);
        var deleting = index().collect(vault);
        assertThat(numbers(deleting)).containsExactlyInAnyOrder(pack, other);

        assertThat(index().collect(vault)).isEqualTo(deleting);
        index().forget(List.of(deleting.get(0)));
        assertThat(index().collect(vault)).containsExactly(deleting.get(1));
        index().forget(deleting);

        assertThat(index().collect(vault)).isEmpty();
        assertThat(index().pack(pack)).isEmpty();
        assertThat(index().pack(other)).isEmpty();
    }

    @Test
    void forgetsOnlyPacksThatAreDeleting() throws Exception {
        var live = committed(a);
        var session = begin();
        var writing = index().newPack(session, DATA);

        index().forget(List.of(
                index().pack(live).orElseThrow(), index().pack(writing).orElseThrow()));
        index().forget(List.of());

        assertThat(state(live)).isEqualTo(LIVE);
        assertThat(state(writing)).isEqualTo(WRITING);
        assertThat(index().chunks(live)).isNotEmpty();
    }

    @Test
    void collectsManyPacks() throws Exception {
        var session = begin();
        var numbers = new ArrayList<Integer>();
        for (var i = 0; i < 300; i++) {
            numbers.add(written(session, chunk(i)));
        }
        commit(session, numbers.toArray(Integer[]::new));
        index().delete(ids(), WARM);

        var deleting = index().collect(vault);

        assertThat(numbers(deleting)).containsExactlyElementsOf(numbers);
        index().forget(deleting);
        assertThat(index().packs(vault, WARM)).isEmpty();
    }

    // repacking

    /** What such a piece lists may be missing in the new packs: only what contents need was copied. */
    // all at once

    @Test
    void commitsAllOfManySessionsThatShareAPack() throws Exception {
        var shared = committed(a);
        var sessions = List.of(begin(), begin(), begin(), begin());

        Concurrently.run(
                4,
                i -> quietly(() -> {
                    var session = sessions.get(i);
                    commit(session, shared, written(session, chunk(10 + i)));
                    return i;
                }));

        assertThat(index().contents(vault, WARM)).hasSize(5);
        assertThat(state(shared)).isEqualTo(LIVE);
        assertNoGarbage();
    }

    @Test
    void letsADeletionOrACommitComeFirstButNotBoth() throws Exception {
        for (var round = 0; round < 20; round++) {
            var session = begin();
            var pack = written(session, a);

            Concurrently.run(2, i -> {
                if (i == 0) {
                    index().delete(List.of(session.content()), WARM);
                } else {
                    tryCommit(session, pack);
                }
                return i;
            });

            assertThat(index().find(session.content(), WARM)).isEmpty();
            assertThat(numbers(index().collect(vault))).contains(pack);
        }
    }

    @Test
    void leavesNoPackBehindThatIsBegunWhileItsSessionEnds() {
        for (var round = 0; round < 20; round++) {
            var session = begin();

            Concurrently.run(3, i -> {
                if (i == 0) {
                    index().end(session);
                } else {
                    writeSome(session);
                }
                return i;
            });

            index().forget(index().collect(vault));
            assertThat(index().packs(vault, WARM)).isEmpty();
        }
    }

    /** Writers share a few chunks, delete what they wrote and collect, all the time. */
    @Test
    void neverLosesWhatAContentNeeds() {
        Concurrently.run(4, seed -> {
            var random = new Random(seed);
            for (var step = 0; step < 25; step++) {
                quietly(() -> writeDeleteOrCollect(random));
            }
            return seed;
        });

        for (var content : index().contents(vault, WARM)) {
            assertThat(content.packs().stream().mapToObj(this::state)).containsOnly(LIVE);
        }
        index().delete(ids(), WARM);
        index().forget(index().collect(vault));
        assertThat(index().packs(vault, WARM)).isEmpty();
        assertNoGarbage();
    }

    private boolean writeDeleteOrCollect(Random random) throws Exception {
        switch (random.nextInt(4)) {
            case 0 -> index().forget(index().collect(vault));
            case 1 -> ids().stream().findFirst().ifPresent(id -> index().delete(List.of(id), WARM));
            default ->
                backUp(random.ints(3, 0, 6)
                        .mapToObj(ContentIndexContract::chunk)
                        .distinct()
                        .toList());
        }
        return true;
    }

    /** A session that began, and saw what it needs live, is never refused for want of a pack. */
    private void backUp(List<ChunkId> chunks) throws Exception {
        var session = begin();
        var found = index().find(session, chunks);
        var needed = new HashSet<>(packsOf(found));
        var missing = chunks.stream().filter(chunk -> !found.containsKey(chunk)).toArray(ChunkId[]::new);
        if (missing.length > 0) {
            needed.add(written(session, missing));
        }
        commit(session, needed.toArray(Integer[]::new));
    }

    @Test
    void locatesChunksOnlyWhereTheContentNeedsThem() throws Exception {
        var first = begin();
        var second = begin();
        var inFirst = written(first, a);
        var inSecond = written(second, a);
        commit(first, inFirst);
        commit(second, inSecond);

        var one = index().find(first.content(), WARM).orElseThrow();
        var other = index().find(second.content(), WARM).orElseThrow();

        assertThat(packsOf(index().locate(one, List.of(a)))).containsExactly(inFirst);
        assertThat(packsOf(index().locate(other, List.of(a)))).containsExactly(inSecond);
    }

    @Test
    void locatesAPieceOnlyWhereWhatItNeedsIsTheContentsAsWell() throws Exception {
        var session = begin();
        var data = written(session, a);
        var elsewhere = written(session, b);
        var good = piece(session, c, PackSet.of(data));
        var bad = piece(session, c, PackSet.of(elsewhere));
        commit(session, data, good, bad);

        var content = index().find(session.content(), WARM).orElseThrow();

        assertThat(packsOf(index().locate(content, List.of(c)))).containsExactly(good);
    }

    @Test
    void findsNothingInLostPacks() throws Exception {
        var session = begin();
        var pack = written(session, a);
        var sound = written(session, b);
        commit(session, pack, sound);
        var content = index().find(session.content(), WARM).orElseThrow();

        index().lost(List.of(pack));
        var next = begin();

        assertThat(state(pack)).isEqualTo(Pack.State.LOST);
        assertThat(packsOf(index().find(next, List.of(a, b)))).containsExactly(sound);
        assertThat(packsOf(index().locate(content, List.of(a)))).containsExactly(pack);
        assertThat(index().latest(next, content.source())).isEmpty();
        refused(() -> commit(next, pack));
    }

    @Test
    void goesBackToTheLatestThatNeedsNoLostPack() throws Exception {
        var older = begin();
        commit(older, written(older, a));
        var newer = begin();
        var pack = written(newer, b);
        commit(newer, pack);

        index().lost(List.of(pack));

        var source = index().find(older.content(), WARM).orElseThrow().source();
        assertThat(index().latest(begin(), source).orElseThrow().id()).isEqualTo(older.content());
    }

    @Test
    void collectsLostPacksThatNobodyNeeds() throws Exception {
        var session = begin();
        var pack = written(session, a);
        commit(session, pack);
        index().lost(List.of(pack));

        var needed = index().collect(vault);
        index().delete(List.of(session.content()), WARM);
        var unneeded = index().collect(vault);

        assertThat(needed).isEmpty();
        assertThat(unneeded).extracting(Pack::number).containsExactly(pack);
    }

    @Test
    void knowsSomeVault() {
        assertThat(index().anyVault()).isPresent();
    }

    // helpers

    /** In any pack of the vault and tier. */
    private Map<ChunkId, ChunkPlace> locate(UUID where, StorageTier tier, Collection<ChunkId> chunks) {
        var all = PackSet.of(
                index().packs(where, tier).stream().mapToInt(Pack::number).toArray());
        var content = new Content(new ContentId(where, UUID.randomUUID()), tier, "", new byte[0], all);
        return index().locate(content, chunks);
    }

    private void writeSome(Session session) {
        try {
            for (var i = 0; i < 5; i++) {
                written(session, a, b, c);
            }
        } catch (SessionEndedException e) {
            return; // as it may
        }
    }

    private void tryCommit(Session session, int pack) {
        try {
            commit(session, pack);
        } catch (SessionEndedException e) {
            return; // as it may
        }
    }

    private ContentId aContent() {
        return new ContentId(vault, UUID.randomUUID());
    }

    private Session begin() {
        return beginIn(vault);
    }

    private Session beginIn(UUID where) {
        var session = index().begin(new ContentId(where, UUID.randomUUID()), WARM);
        begun.add(session);
        return session;
    }

    private int written(Session session, ChunkId... chunks) throws SessionEndedException {
        var number = index().newPack(session, DATA);
        var indexed = IntStream.range(0, chunks.length)
                .mapToObj(i -> at(number, i, chunks[i]))
                .toList();
        index().finishPack(session, number, 10, indexed);
        return number;
    }

    private int piece(Session session, ChunkId id, PackSet needs) throws SessionEndedException {
        var number = index().newPack(session, META);
        index().finishPack(session, number, 10, List.of(new IndexedChunk(id, new ChunkPlace(number, 0, 10, 0, needs))));
        return number;
    }

    private IndexedChunk at(int pack, int position, ChunkId id) {
        return new IndexedChunk(id, new ChunkPlace(pack, 0, 10, position, PackSet.NONE));
    }

    private void commit(Session session, Integer... packs) throws SessionEndedException {
        var needed = PackSet.of(Arrays.stream(packs).mapToInt(pack -> pack).toArray());
        index().commit(session, new Content(session.content(), session.tier(), SOURCE, new byte[] {9}, needed));
    }

    /** A live pack. */
    private int committed(ChunkId... chunks) throws SessionEndedException {
        var session = begin();
        var pack = written(session, chunks);
        commit(session, pack);
        return pack;
    }

    /** A doomed pack, and an open session that keeps it from being deleted. */
    private int doomed(ChunkId... chunks) throws SessionEndedException {
        var session = begin();
        var pack = written(session, chunks);
        commit(session, pack);
        begin();
        index().delete(List.of(session.content()), WARM);
        index().collect(vault);
        return pack;
    }

    private void endAll() {
        begun.forEach(index()::end);
    }

    private Pack.State state(int pack) {
        return index().pack(pack).orElseThrow().state();
    }

    private Optional<ContentId> latest(Session session) {
        return index().latest(session, SOURCE).map(Content::id);
    }

    private List<ContentId> ids() {
        return index().contents(vault, WARM).stream().map(Content::id).toList();
    }

    private List<PackSet> packsOfContents() {
        return index().contents(vault, WARM).stream().map(Content::packs).toList();
    }

    private static List<Integer> numbers(List<Pack> packs) {
        return packs.stream().map(Pack::number).toList();
    }

    private static Set<Integer> packsOf(Map<ChunkId, ChunkPlace> found) {
        return found.values().stream().map(ChunkPlace::pack).collect(Collectors.toSet());
    }

    /** All of a content, to be compared. */
    private static List<Object> shown(Content content) {
        var descriptor = HexFormat.of().formatHex(content.descriptor());
        return List.of(content.id(), content.tier(), content.source(), descriptor, content.packs());
    }

    private boolean isOpen(Session session) {
        try {
            index().newPack(session, DATA);
            return true;
        } catch (SessionEndedException e) {
            return false;
        }
    }

    private void assertEnded(Session session, int pack) {
        var packs = index().packs(vault, session.tier());
        var contents = packsOfContents();

        refused(() -> index().newPack(session, DATA));
        refused(() -> index().finishPack(session, pack, 99, List.of(at(pack, 3, c))));
        refused(() -> commit(session, pack));

        assertThat(index().packs(vault, session.tier())).isEqualTo(packs);
        assertThat(index().chunks(pack)).extracting(IndexedChunk::id).doesNotContain(c);
        assertThat(packsOfContents()).isEqualTo(contents);
    }

    private static void refused(ThrowingCallable call) {
        assertThatExceptionOfType(SessionEndedException.class).isThrownBy(call);
    }

    private void assertGarbageUntilItIsForgotten() {
        assertThat(index().vaultsWithGarbage()).contains(vault);
        index().forget(index().collect(vault));
        assertNoGarbage();
    }

    private void assertNoGarbage() {
        assertThat(index().vaultsWithGarbage()).doesNotContain(vault);
    }

    private static ChunkId chunk(int n) {
        var bytes = new byte[ChunkId.LENGTH];
        new Random(n).nextBytes(bytes);
        return ChunkId.of(bytes);
    }

    private static <T> T quietly(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
