package io.coldkeep.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.WorkStopped;
import io.coldkeep.domain.lifecycle.StorageTier;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What a {@link ContentStore} promises of copies of a content, which are contents of their own. */
abstract class ContentCopyContract extends ContentStoreFixture {

    @Test
    void copiesIntoAnotherVault() throws IOException {
        var from = newId();
        var to = newId();
        keep(from, aSmallTree());

        var stored = store.copy(from, to, Progress.IGNORED, () -> Description.NONE);

        assertThat(stored.logicalBytes()).isEqualTo(21);
        assertThat(stored.entries()).isEqualTo(9);
        assertThat(stored.transfer().readBytes()).isEqualTo(21);
        assertThat(stored.transfer().storedBytes()).isPositive();
        assertThat(restored(to).lines()).isEqualTo(aSmallTree().expected());
        assertThat(restored(from).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void copiesOutOfColdStorageIntoTheWarmStore() throws IOException {
        var from = newId();
        var to = newId();
        keep(from, aSmallTree());
        store.copyToCold(from, Progress.IGNORED);
        store.delete(from, StorageTier.WARM);

        store.copy(from, to, Progress.IGNORED, () -> Description.NONE);
        store.delete(to, StorageTier.COLD);

        assertThat(restored(to).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void keepsACopyWhateverHappensToItsOriginal() throws IOException {
        var from = newId();
        var to = newId();
        var again = newId();
        keep(from, aSmallTree());
        store.copy(from, to, Progress.IGNORED, () -> Description.NONE);

        store.delete(from, StorageTier.WARM);
        store.copy(to, again, Progress.IGNORED, () -> Description.NONE);
        store.copyToCold(to, Progress.IGNORED);
        store.delete(to, StorageTier.WARM);

        assertThat(restored(to).lines()).isEqualTo(aSmallTree().expected());
        assertThat(restored(again).lines()).isEqualTo(aSmallTree().expected());
        assertNothingIsKept(from);
    }

    @Test
    void copiesAgainWhenItIsAskedAgain() throws IOException {
        var from = newId();
        var to = newId();
        keep(from, aSmallTree());

        store.copy(from, to, Progress.IGNORED, () -> Description.NONE);
        store.copy(from, to, Progress.IGNORED, () -> Description.NONE);

        assertThat(restored(to).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void reportsTheProgressOfACopy() throws IOException {
        var from = newId();
        keep(from, aSmallTree());
        var copied = new ArrayList<Long>();

        store.copy(from, newId(), copied::add, () -> Description.NONE);

        assertThat(copied).isSorted().last().asInstanceOf(LONG).isPositive();
    }

    @Test
    void keepsNothingOfACopyThatIsStopped() throws IOException {
        var from = newId();
        var to = newId();
        keep(from, aSmallTree());

        assertThatExceptionOfType(WorkStopped.class)
                .isThrownBy(() -> store.copy(from, to, stoppingAt(1), () -> Description.NONE));

        assertNothingIsKept(to);
        assertThat(restored(from).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void copiesNothingThatIsNotThere() {
        var to = newId();

        assertThatExceptionOfType(CorruptContentException.class)
                .isThrownBy(() -> store.copy(newId(), to, Progress.IGNORED, () -> Description.NONE));

        assertNothingIsKept(to);
    }
}
