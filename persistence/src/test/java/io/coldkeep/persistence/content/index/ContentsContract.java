package io.coldkeep.persistence.content.index;

import static io.coldkeep.domain.lifecycle.StorageTier.COLD;
import static io.coldkeep.domain.lifecycle.StorageTier.WARM;
import static io.coldkeep.persistence.content.index.Pack.Kind.DATA;
import static io.coldkeep.persistence.content.index.Pack.State.DELETING;
import static io.coldkeep.persistence.content.index.Pack.State.LIVE;
import static io.coldkeep.persistence.content.index.Pack.State.WRITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a {@link ContentIndex} promises of contents: how they are committed, found and deleted. */
abstract class ContentsContract extends ContentIndexFixture {

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

    private Optional<ContentId> latest(Session session) {
        return index().latest(session, SOURCE).map(Content::id);
    }

    /** All of a content, to be compared. */
    private static List<Object> shown(Content content) {
        var descriptor = HexFormat.of().formatHex(content.descriptor());
        return List.of(content.id(), content.tier(), content.source(), descriptor, content.packs());
    }
}
