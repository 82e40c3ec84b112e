package io.coldkeep.persistence.content.index;

import static io.coldkeep.domain.lifecycle.StorageTier.WARM;
import static io.coldkeep.persistence.content.index.Pack.State.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@link ContentIndex} promises of packs that are lost. */
abstract class LostPacksContract extends ContentIndexFixture {

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
}
