package io.coldkeep.persistence.content.index;

import static io.coldkeep.domain.lifecycle.StorageTier.COLD;
import static io.coldkeep.domain.lifecycle.StorageTier.WARM;
import static io.coldkeep.persistence.content.index.Pack.Kind.DATA;
import static io.coldkeep.persistence.content.index.Pack.Kind.META;
import static io.coldkeep.persistence.content.index.Pack.State.DELETING;
import static io.coldkeep.persistence.content.index.Pack.State.DOOMED;
import static io.coldkeep.persistence.content.index.Pack.State.LIVE;
import static io.coldkeep.persistence.content.index.Pack.State.WRITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a {@link ContentIndex} promises of packs that nobody needs. */
abstract class GarbageContract extends ContentIndexFixture {

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

    private void assertGarbageUntilItIsForgotten() {
        assertThat(index().vaultsWithGarbage()).contains(vault);
        index().forget(index().collect(vault));
        assertNoGarbage();
    }
}
