package io.coldkeep.persistence.content.index;

import static io.coldkeep.domain.lifecycle.StorageTier.COLD;
import static io.coldkeep.domain.lifecycle.StorageTier.WARM;
import static io.coldkeep.persistence.content.index.Pack.State.LIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.contract.Concurrently;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a {@link ContentIndex} promises of sessions: one for each content and tier, until it is ended. */
abstract class SessionsContract extends ContentIndexFixture {

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
    void endsTheSessionOfAContentAndTier() throws Exception {
        var session = begin();
        var pack = written(session, a);
        var cold = index().begin(session.content(), COLD);
        var other = begin();

        index().end(session.content(), WARM);
        index().end(session.content(), WARM);
        index().end(aContent(), COLD);

        assertEnded(session, pack);
        assertThat(isOpen(cold)).isTrue();
        assertThat(isOpen(other)).isTrue();
        assertThat(numbers(index().collect(vault))).contains(pack);
        index().end(cold.content(), COLD);
        assertThat(isOpen(cold)).isFalse();
    }
}
