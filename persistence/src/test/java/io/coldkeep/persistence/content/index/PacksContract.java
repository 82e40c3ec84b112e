package io.coldkeep.persistence.content.index;

import static io.coldkeep.domain.lifecycle.StorageTier.COLD;
import static io.coldkeep.domain.lifecycle.StorageTier.WARM;
import static io.coldkeep.persistence.content.index.Pack.Kind.DATA;
import static io.coldkeep.persistence.content.index.Pack.Kind.META;
import static io.coldkeep.persistence.content.index.Pack.State.LIVE;
import static io.coldkeep.persistence.content.index.Pack.State.LOST;
import static io.coldkeep.persistence.content.index.Pack.State.WRITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.contract.Concurrently;
import io.coldkeep.domain.lifecycle.StorageTier;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link ContentIndex} promises of packs, from their numbers to what is in them. */
abstract class PacksContract extends ContentIndexFixture {

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
                .filter(packs -> packs.tier() == tier && packs.state().name().equals(state.name()))
                .map(packs -> List.of(packs.count(), packs.bytes()))
                .findFirst()
                .orElse(List.of(0L, 0L));
    }

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
}
