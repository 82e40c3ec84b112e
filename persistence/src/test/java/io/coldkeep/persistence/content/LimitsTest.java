package io.coldkeep.persistence.content;

import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import io.coldkeep.persistence.source.LocalDirectories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths that no single call of a system takes: longer than 4096 bytes, and of names that are no text. */
class LimitsTest {

    private static final int LONGEST_NAME = 255;
    private static final int LEVELS = 256;
    private static final byte[] CONTENT = "far down".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private ChunkedContentStore store;

    @BeforeEach
    void makeAStore() throws IOException {
        store = TestStore.in(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** The directories down to a path of 64 KiB, which is the last. */
    private static List<EntryPath> way() {
        var name = new byte[LONGEST_NAME];
        Arrays.fill(name, (byte) 0xff);
        var way = new ArrayList<EntryPath>();
        var path = EntryPath.ROOT;
        for (var i = 0; i < LEVELS; i++) {
            name[0] = (byte) (i == 0 ? 1 : i == '/' ? '-' : i);
            path = path.child(name);
            way.add(path);
        }
        assertThat(path.length()).isEqualTo((1 << 16) - 1);
        return way;
    }

    private static ListedSource aDeepTree() {
        var source = new ListedSource();
        var way = way();
        for (var path : way.subList(0, LEVELS - 1)) {
            source.add(new SourceEntry.Directory(path, ListedSource.ATTRIBUTES));
        }
        return source.file(way.getLast(), ListedSource.ATTRIBUTES, CONTENT).file("another", "near by");
    }

    @Test
    void restoresAnItemWhosePathHasSixtyFourKibibytes() throws IOException {
        var stored = store.store(TestStore.ID, aDeepTree(), Progress.IGNORED, () -> Description.NONE);
        var target = new RecordingTarget();

        var restored =
                store.restore(TestStore.ID, new RestoreSelection(Set.of(way().getLast())), target, Progress.IGNORED);

        assertThat(stored.unread()).isEqualTo(Unread.NONE);
        assertThat(restored.missing()).isEmpty();
        var expected = aDeepTree().expected();
        expected.remove(EntryPath.parse("another"));
        assertThat(target.lines()).isEqualTo(expected);
    }

    @Test
    void keepsARealTreeOfThatDepth() throws IOException {
        var fileSystem = aFileSystem().build();
        var directories = new LocalDirectories(directory.resolve("file-systems"), List.of());
        directories.create(fileSystem.id());
        try {
            var before = aRealTree(directories, fileSystem);

            try (var source = directories.source(fileSystem)) {
                assertThat(store.store(TestStore.ID, source, Progress.IGNORED, () -> Description.NONE)
                                .unread())
                        .isEqualTo(Unread.NONE);
            }
            directories.delete(fileSystem);
            directories.create(fileSystem.id());
            try (var target = directories.target(fileSystem, UUID.randomUUID())) {
                var made = new RestoreSelection(Set.of(EntryPath.parse("made")));
                store.restore(TestStore.ID, made, target, Progress.IGNORED);
                target.complete("restored");
            }

            assertThat(contents(directories, fileSystem, "restored/made/")).isEqualTo(before);
        } finally {
            directories.delete(fileSystem); // the paths are too long for whoever else would
        }
    }

    private static Map<EntryPath, String> aRealTree(LocalDirectories directories, FileSystem fileSystem)
            throws IOException {
        try (var target = directories.target(fileSystem, UUID.randomUUID())) {
            target.directory(new SourceEntry.Directory(EntryPath.ROOT, ListedSource.ATTRIBUTES));
            fill(target);
            target.complete("made");
        }
        var made = contents(directories, fileSystem, "made/");
        assertThat(made).hasSize(LEVELS).containsEntry(way().getLast(), "far down");
        return made;
    }

    private static void fill(RestoreTarget target) throws IOException {
        var way = way();
        for (var path : way.subList(0, LEVELS - 1)) {
            target.directory(new SourceEntry.Directory(path, ListedSource.ATTRIBUTES));
        }
        target.file(
                new SourceEntry.RegularFile(way.getLast(), ListedSource.ATTRIBUTES, CONTENT.length),
                FileContent.of(new ByteArrayInputStream(CONTENT)));
    }

    /** What is in the files below a directory, and nothing for others. */
    private static Map<EntryPath, String> contents(LocalDirectories directories, FileSystem fileSystem, String below)
            throws IOException {
        try (var source = directories.source(fileSystem)) {
            var contents = new TreeMap<EntryPath, String>();
            for (var entry = source.next(); entry.isPresent(); entry = source.next()) {
                var bytes = entry.get().path().bytes();
                if (bytes.length > below.length()
                        && new String(bytes, 0, below.length(), StandardCharsets.UTF_8).equals(below)) {
                    contents.put(
                            EntryPath.of(Arrays.copyOfRange(bytes, below.length(), bytes.length)),
                            text(source, entry.get()));
                }
            }
            return contents;
        }
    }

    private static String text(BackupSource source, SourceEntry entry) throws IOException {
        if (entry instanceof SourceEntry.RegularFile file) {
            try (var opened = source.open(file)) {
                return new String(opened.content().readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}
