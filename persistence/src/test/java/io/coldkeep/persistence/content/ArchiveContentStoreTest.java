package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.ContentStoreContract;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.SourceEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveContentStoreTest extends ContentStoreContract {

    private static final int PIECE = 1 << 20;

    @TempDir
    Path directory;

    @Override
    protected ContentStore newStore() throws IOException {
        return new ArchiveContentStore(directory.resolve("warm"), directory.resolve("cold"));
    }

    @Test
    void fillsUpAFileThatCannotBeReadToItsEndAndNotesIt() throws IOException {
        var store = newStore();
        var source = new ListedSource()
                .file("broken", 3 * PIECE, () -> new SequenceInputStream(ones(PIECE + 5), failingWith("broken disk")))
                .file("z", "behind");

        var stored = store.store(Archives.ID, source, Progress.IGNORED);
        var target = new RecordingTarget();
        store.restore(Archives.ID, RestoreSelection.EVERYTHING, target, Progress.IGNORED);

        assertThat(stored.unread().examples()).containsExactly("/broken");
        assertThat(target.text("broken")).isEqualTo("1".repeat(PIECE) + "\0".repeat(2 * PIECE));
        assertThat(target.text("z")).isEqualTo("behind");
    }

    private static InputStream ones(int count) {
        var ones = new byte[count];
        Arrays.fill(ones, (byte) '1');
        return new ByteArrayInputStream(ones);
    }

    private static InputStream failingWith(String message) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException(message);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
    }

    @Test
    void deletesTheRestAndSaysWhyWhenOneCannotBeDeleted() throws IOException {
        var store = newStore();
        var sound = new ContentId(Archives.ID.vault(), UUID.randomUUID());
        store.store(sound, new ListedSource().file("f", "f"), Progress.IGNORED);
        var inTheWay = Archives.file(directory.resolve("warm"), Archives.ID);
        Files.createDirectories(inTheWay.resolve("directory"));

        var failures = store.deleteAll(List.of(Archives.ID, sound), StorageTier.WARM);

        assertThat(failures).containsOnlyKeys(Archives.ID);
        assertThat(failures.get(Archives.ID)).isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(Archives.files(directory.resolve("warm"))).isEmpty();
    }

    @Test
    void makesTheDeletionsInADirectoryDurableTogether() throws IOException {
        var kept = new ArrayList<Path>();
        var store = new ArchiveContentStore(directory.resolve("warm"), directory.resolve("cold"), new Disk() {
            @Override
            void keepNames(Path names) throws IOException {
                super.keepNames(names);
                kept.add(names);
            }
        });
        var ids = Stream.of("1100", "2200", "3311")
                .map(end -> UUID.fromString("66666666-7777-8888-9999-aaaaaaaa" + end))
                .map(attempt -> new ContentId(Archives.ID.vault(), attempt))
                .toList();
        for (var id : ids) {
            store.store(id, new ListedSource().file("f", "f"), Progress.IGNORED);
        }
        kept.clear();

        assertThat(store.deleteAll(ids, StorageTier.WARM)).isEmpty();

        assertThat(kept.stream().map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("00", "11");
    }

    @Test
    void doesNotTakeTheEndOfItsThreadForUnreadableFiles() throws IOException {
        var store = newStore();
        var source = new ListedSource().file("f", 4, () -> {
            throw new ClosedByInterruptException();
        });

        assertThatExceptionOfType(ClosedByInterruptException.class)
                .isThrownBy(() -> store.store(Archives.ID, source, Progress.IGNORED));

        assertThat(Archives.files(directory)).isEmpty();
    }

    @Test
    void leavesOutAndNotesWhatIsTooDeep() throws IOException {
        var store = newStore();
        var path = EntryPath.of("d/".repeat(1 << 17).concat("d").getBytes(StandardCharsets.UTF_8));
        var source = new ListedSource().add(new SourceEntry.Directory(path, ListedSource.ATTRIBUTES));

        var stored = store.store(Archives.ID, source, Progress.IGNORED);

        assertThat(stored.entries()).isOne();
        assertThat(stored.unread().count()).isOne();
    }

    @Test
    void keepsThePathsThatAreJustNotTooDeep() throws IOException {
        var store = newStore();
        var deep = "\u00ff".repeat((1 << 18) - 1).getBytes(StandardCharsets.ISO_8859_1);
        var source = new ListedSource().file(EntryPath.of(deep), ListedSource.ATTRIBUTES, new byte[] {1});

        store.store(Archives.ID, source, Progress.IGNORED);
        var target = new RecordingTarget();
        store.restore(Archives.ID, RestoreSelection.EVERYTHING, target, Progress.IGNORED);

        assertThat(target.lines()).isEqualTo(source.expected());
    }
}
