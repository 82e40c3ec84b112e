package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileNames;
import io.coldkeep.domain.source.FileStamp;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of one file are kept as such, whatever is kept of it. */
class SeveralNamesOfFilesTest {

    private static final EntryPath A = EntryPath.parse("a");
    private static final EntryPath B = EntryPath.parse("d/b");
    private static final EntryPath C = EntryPath.parse("z");

    @TempDir
    Path directory;

    private ChunkedContentStore store;

    @BeforeEach
    void makeAStore() throws IOException {
        store = TestStore.in(directory);
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static ListedSource with(ListedSource source, EntryPath path, long changed, byte[] content) {
        var stamp = Optional.of(new FileStamp(7, Instant.ofEpochSecond(changed)));
        return source.file(path, ListedSource.ATTRIBUTES, content)
                .add(new SourceEntry.RegularFile(
                        path, ListedSource.ATTRIBUTES, content.length, stamp, Optional.of(new FileNames(0, 7, 3))));
    }

    private static ListedSource threeNames(byte[] content) {
        var source = new ListedSource().directory("d");
        for (var path : new EntryPath[] {A, B, C}) {
            with(source, path, 1, content);
        }
        return source;
    }

    private RecordingTarget restored(ContentId id, RestoreSelection selection) throws IOException {
        var target = new RecordingTarget();
        store.restore(id, selection, target, Progress.IGNORED);
        return target;
    }

    @Test
    void readsAFileOnceAndGivesItAllOfItsNames() throws IOException {
        for (var size : new int[] {0, 20, 600, 300_000, 20_000_000}) {
            var source = threeNames(bytes(size));
            var id = new ContentId(TestStore.ID.vault(), UUID.randomUUID());

            var stored = store.store(id, source, Progress.IGNORED, () -> Description.NONE);

            assertThat(source.opened("a") + source.opened("d/b") + source.opened("z"))
                    .isOne();
            assertThat(stored.unread()).isEqualTo(Unread.NONE);
            assertThat(stored.logicalBytes()).isEqualTo(3L * size);
            assertThat(restored(id, RestoreSelection.EVERYTHING).lines()).isEqualTo(source.expected());
            assertThat(restored(id, RestoreSelection.EVERYTHING).names()).isEqualTo(Map.of(B, A, C, A));
        }
    }

    @Test
    void knowsTheNamesInCopiesAndInColdStorage() throws IOException {
        var source = threeNames(bytes(700));
        var copy = new ContentId(UUID.randomUUID(), UUID.randomUUID());
        store.store(TestStore.ID, source, Progress.IGNORED, () -> Description.NONE);

        store.copy(TestStore.ID, copy, Progress.IGNORED, () -> Description.NONE);
        store.copyToCold(copy, Progress.IGNORED);
        store.delete(copy, StorageTier.WARM);

        assertThat(restored(copy, RestoreSelection.EVERYTHING).lines()).isEqualTo(source.expected());
        assertThat(restored(copy, RestoreSelection.EVERYTHING).names()).isEqualTo(Map.of(B, A, C, A));
    }

    @Test
    void knowsTheNamesWhenNothingIsReadAgain() throws IOException {
        store.store(TestStore.ID, threeNames(bytes(700)), Progress.IGNORED, () -> Description.NONE);
        var id = new ContentId(TestStore.ID.vault(), UUID.randomUUID());
        var again = threeNames(bytes(700));

        store.store(id, again, Progress.IGNORED, () -> Description.NONE);

        assertThat(again.opened("a") + again.opened("d/b") + again.opened("z")).isZero();
        assertThat(restored(id, RestoreSelection.EVERYTHING).lines()).isEqualTo(again.expected());
        assertThat(restored(id, RestoreSelection.EVERYTHING).names()).isEqualTo(Map.of(B, A, C, A));
    }

    @Test
    void restoresOneNameAsAFileOfItsOwn() throws IOException {
        var source = threeNames(bytes(700));
        store.store(TestStore.ID, source, Progress.IGNORED, () -> Description.NONE);

        var some = restored(TestStore.ID, new RestoreSelection(Set.of(B)));

        assertThat(some.lines()).containsEntry(B, source.expected().get(B)).doesNotContainKeys(A, C);
        assertThat(some.names()).isEmpty();
    }

    @Test
    void takesNamesApartBetweenWhichTheFileChanged() throws IOException {
        var source = new ListedSource().directory("d");
        with(source, A, 1, bytes(700));
        with(source, B, 2, bytes(800));
        with(source, C, 2, bytes(800));

        store.store(TestStore.ID, source, Progress.IGNORED, () -> Description.NONE);

        assertThat(restored(TestStore.ID, RestoreSelection.EVERYTHING).lines()).isEqualTo(source.expected());
        assertThat(restored(TestStore.ID, RestoreSelection.EVERYTHING).names()).isEqualTo(Map.of(C, B));
    }

    /** A target that cannot give files another name, or only some. */
    @Test
    void writesTheContentWhereTheNameCannotBeGiven() throws IOException {
        var source = threeNames(bytes(700));
        store.store(TestStore.ID, source, Progress.IGNORED, () -> Description.NONE);
        var target = new RecordingTarget().givingNoOtherNameTo(B);

        var result = store.restore(TestStore.ID, RestoreSelection.EVERYTHING, target, Progress.IGNORED);

        assertThat(target.lines()).isEqualTo(source.expected());
        assertThat(target.names()).isEqualTo(Map.of(C, A));
        assertThat(result.logicalBytes()).isEqualTo(2100);
    }
}
