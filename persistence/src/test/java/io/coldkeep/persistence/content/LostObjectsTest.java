package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store does not have what the catalog says, or has it elsewhere by the time that it is asked for. */
class LostObjectsTest {

    @TempDir
    Path directory;

    private final MemoryContentIndex index = new MemoryContentIndex();
    private ChunkedContentStore store;

    @BeforeEach
    void open() throws IOException {
        store = open(new byte[MasterKey.LENGTH]);
    }

    private ChunkedContentStore open(byte[] key) throws IOException {
        return new ChunkedContentStore(
                index,
                new DirectoryBlobStore(directory.resolve("warm")),
                new DirectoryBlobStore(directory.resolve("cold")),
                new MasterKey(key),
                InstantSource.system(),
                1);
    }

    private static ListedSource tree() {
        return new ListedSource().file("a", "a".repeat(5000)).file("b", "b".repeat(5000));
    }

    private static ContentId another() {
        return new ContentId(TestStore.ID.vault(), UUID.randomUUID());
    }

    private void assertRestores(ContentId id) throws IOException {
        var target = new RecordingTarget();
        store.restore(id, RestoreSelection.EVERYTHING, target, Progress.IGNORED);
        assertThat(target.lines()).isEqualTo(tree().expected());
    }

    @Test
    void buildsNothingOnAPackThatIsGone() throws IOException {
        store.store(TestStore.ID, tree(), Progress.IGNORED, () -> Description.NONE);
        Files.delete(TestStore.file(directory.resolve("warm/vaults/" + TestStore.ID.vault() + "/packs"), ".pack"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> store.store(another(), tree(), Progress.IGNORED, () -> Description.NONE))
                .withMessageContaining("has lost 1 of its objects");

        var next = another();
        store.store(next, tree(), Progress.IGNORED, () -> Description.NONE);
        assertRestores(next);
    }

    @Test
    void writesNothingIntoAStoreThatIsNotTheOneOfTheCatalog() throws IOException {
        store.store(TestStore.ID, tree(), Progress.IGNORED, () -> Description.NONE);
        Files.move(directory.resolve("warm"), directory.resolve("elsewhere"));
        var empty = open(new byte[MasterKey.LENGTH]);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> empty.store(another(), tree(), Progress.IGNORED, () -> Description.NONE))
                .withMessage("The warm store does not have what the catalog says is in it; is its disk there?");
    }

    @Test
    void findsOutThatTheMasterKeyIsAnother() throws IOException {
        store.requireKey();
        store.store(TestStore.ID, tree(), Progress.IGNORED, () -> Description.NONE);
        var key = new byte[MasterKey.LENGTH];
        key[0] = 1;

        store.requireKey();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> open(key).requireKey())
                .withMessageContaining("the master key is another one");
    }

    @Test
    void goesOnRestoringFromColdStorageWhenTheContentIsMovedThereMeanwhile() throws IOException {
        store.store(TestStore.ID, tree(), Progress.IGNORED, () -> Description.NONE);
        var target = new InterruptedTarget(new RecordingTarget(), () -> {
            store.copyToCold(TestStore.ID, Progress.IGNORED);
            store.delete(TestStore.ID, StorageTier.WARM);
            store.collect();
        });

        store.restore(TestStore.ID, RestoreSelection.EVERYTHING, target, Progress.IGNORED);

        assertThat(target.recording().lines()).isEqualTo(tree().expected());
    }
}
