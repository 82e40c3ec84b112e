package io.coldkeep.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.WorkStopped;
import io.coldkeep.domain.lifecycle.StorageTier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What a {@link ContentStore} promises of contents that move to cold storage. */
abstract class ColdContentContract extends ContentStoreFixture {

    @Test
    void restoresFromColdStorageWhatWasMovedThere() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        store.copyToCold(id, Progress.IGNORED);
        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
        store.delete(id, StorageTier.WARM);

        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void copiesToColdStorageOnceHoweverOftenItIsAsked() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        assertThat(store.copyToCold(id, Progress.IGNORED)).isPositive();
        assertThat(store.copyToCold(id, Progress.IGNORED)).isZero();
        store.delete(id, StorageTier.WARM);
        assertThat(store.copyToCold(id, Progress.IGNORED)).isZero();

        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void keepsNothingColdWhenTheCopyIsStopped() throws IOException {
        var id = newId();
        keep(id, aSmallTree());
        var heard = new ArrayList<Long>();

        assertThatExceptionOfType(WorkStopped.class)
                .isThrownBy(() -> store.copyToCold(id, bytes -> {
                    heard.add(bytes);
                    if (bytes > 0) {
                        throw new WorkStopped("enough");
                    }
                }));

        assertThat(heard).isNotEmpty();
        store.copyToCold(id, Progress.IGNORED);
        store.delete(id, StorageTier.WARM);
        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void copiesToColdStorageWhenSeveralAskAtOnce() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        Concurrently.run(8, number -> {
            try {
                store.copyToCold(id, Progress.IGNORED);
                return number;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        store.delete(id, StorageTier.WARM);

        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void endsNoCopyThatHasEnded() throws IOException {
        var id = newId();
        keep(id, aSmallTree());
        store.endCopyToCold(newId());
        store.endCopyToCold(id);
        store.copyToCold(id, Progress.IGNORED);

        store.endCopyToCold(id);
        store.delete(id, StorageTier.WARM);

        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void leavesWarmBytesWhenTheColdOnesAreDeleted() throws IOException {
        var id = newId();
        keep(id, aSmallTree());
        store.copyToCold(id, Progress.IGNORED);

        store.delete(id, StorageTier.COLD);

        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void needsNoThawWhereEverythingCanBeRead() throws IOException {
        var id = newId();
        keep(id, aSmallTree());
        assertThat(store.frozen(id, RestoreSelection.EVERYTHING, Progress.IGNORED)
                        .isDone())
                .isTrue();
        assertThat(store.thaw(id, RestoreSelection.EVERYTHING, Progress.IGNORED).isDone())
                .isTrue();
        store.copyToCold(id, Progress.IGNORED);
        store.delete(id, StorageTier.WARM);

        assertThat(store.thaw(id, select("docs/a"), Progress.IGNORED).isDone()).isTrue();
    }

    @Test
    void thawsNothingThatIsNotThere() {
        assertThatExceptionOfType(CorruptContentException.class)
                .isThrownBy(() -> store.thaw(newId(), RestoreSelection.EVERYTHING, Progress.IGNORED));
        assertThatExceptionOfType(CorruptContentException.class)
                .isThrownBy(() -> store.frozen(newId(), RestoreSelection.EVERYTHING, Progress.IGNORED));
    }
}
