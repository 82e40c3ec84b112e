package io.coldkeep.persistence.content.index;

import static io.coldkeep.domain.lifecycle.StorageTier.WARM;
import static io.coldkeep.persistence.content.index.Pack.State.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.contract.Concurrently;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a {@link ContentIndex} promises when many use it at once. */
abstract class ConcurrencyContract extends ContentIndexFixture {

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
                        .mapToObj(ContentIndexFixture::chunk)
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
}
