package io.coldkeep.persistence.content.index;

import static io.coldkeep.domain.lifecycle.StorageTier.COLD;
import static io.coldkeep.domain.lifecycle.StorageTier.WARM;
import static io.coldkeep.persistence.content.index.Pack.Kind.DATA;
import static io.coldkeep.persistence.content.index.Pack.Kind.META;
import static io.coldkeep.persistence.content.index.Pack.State.DOOMED;
import static io.coldkeep.persistence.content.index.Pack.State.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.StorageTier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link ContentIndex} promises of finding what need not be written again, and of locating what is to be read. */
abstract class FindingChunksContract extends ContentIndexFixture {

    private static final int MANY = 2_000;

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
                IntStream.range(0, MANY).mapToObj(ContentIndexFixture::chunk).toList();
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
                IntStream.range(0, 300).mapToObj(ContentIndexFixture::chunk).toList();
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

    /** In any pack of the vault and tier. */
    private Map<ChunkId, ChunkPlace> locate(UUID where, StorageTier tier, Collection<ChunkId> chunks) {
        var all = PackSet.of(
                index().packs(where, tier).stream().mapToInt(Pack::number).toArray());
        var content = new Content(new ContentId(where, UUID.randomUUID()), tier, "", new byte[0], all);
        return index().locate(content, chunks);
    }
}
