package io.coldkeep.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.lifecycle.StorageTier;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link ContentStore} promises of contents that are deleted or were never there. */
abstract class ContentDeletionContract extends ContentStoreFixture {

    @Test
    void keepsAttemptsApart() throws IOException {
        var vault = UUID.randomUUID();
        var one = new ContentId(vault, UUID.randomUUID());
        var other = new ContentId(vault, UUID.randomUUID());
        keep(one, new ListedSource().file("f", "one"));
        keep(other, new ListedSource().file("f", "other"));

        store.delete(one, StorageTier.WARM);

        assertNothingIsKept(one);
        assertThat(restored(other).text("f")).isEqualTo("other");
    }

    @Test
    void deletesManyAtOnceWhetherTheyAreThereOrNot() throws IOException {
        var kept = newId();
        var ids = Stream.generate(ContentStoreFixture::newId).limit(20).toList();
        keep(kept, aSmallTree());
        for (var id : ids.subList(0, 15)) {
            keep(id, aSmallTree());
            store.copyToCold(id, Progress.IGNORED);
        }

        assertThat(store.deleteAll(ids, StorageTier.WARM)).isEmpty();
        assertThat(restored(ids.get(0)).lines())
                .as("out of cold storage")
                .isEqualTo(aSmallTree().expected());
        assertThat(store.deleteAll(ids, StorageTier.COLD)).isEmpty();
        assertThat(store.deleteAll(List.of(), StorageTier.COLD)).isEmpty();

        ids.forEach(this::assertNothingIsKept);
        assertThat(restored(kept).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void deletesHoweverOftenItIsAsked() throws IOException {
        var id = newId();
        keep(id, aSmallTree());
        store.copyToCold(id, Progress.IGNORED);

        for (var i = 0; i < 2; i++) {
            store.delete(id, StorageTier.WARM);
            store.delete(id, StorageTier.COLD);
        }

        assertNothingIsKept(id);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.copyToCold(id, Progress.IGNORED));
    }

    @Test
    void doesNotRestoreOrMoveWhatItNeverKept() throws IOException {
        var id = newId();

        assertNothingIsKept(id);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.copyToCold(id, Progress.IGNORED));
        store.delete(id, StorageTier.WARM);
        store.delete(id, StorageTier.COLD);
    }
}
