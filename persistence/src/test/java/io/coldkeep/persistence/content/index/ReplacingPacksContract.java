package io.coldkeep.persistence.content.index;

import static io.coldkeep.domain.lifecycle.StorageTier.COLD;
import static io.coldkeep.domain.lifecycle.StorageTier.WARM;
import static io.coldkeep.persistence.content.index.Pack.Kind.DATA;
import static io.coldkeep.persistence.content.index.Pack.State.DOOMED;
import static io.coldkeep.persistence.content.index.Pack.State.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.lifecycle.StorageTier;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a {@link ContentIndex} promises of packs that others take the place of, and of when to repack. */
abstract class ReplacingPacksContract extends ContentIndexFixture {

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
}
