package io.coldkeep.persistence.content.index;

import static io.coldkeep.domain.lifecycle.StorageTier.COLD;
import static io.coldkeep.domain.lifecycle.StorageTier.WARM;
import static io.coldkeep.persistence.content.index.Pack.Kind.META;
import static io.coldkeep.persistence.content.index.Pack.State.LIVE;
import static io.coldkeep.persistence.content.index.Pack.State.LOST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a {@link ContentIndex} promises of what is taken over from the store. */
abstract class AdoptionContract extends ContentIndexFixture {

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
}
