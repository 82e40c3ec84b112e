package io.coldkeep.persistence.content;

import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Lost;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.StoredContent;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.Unread;
import io.coldkeep.persistence.source.LocalDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the disk into the store and back: nothing of a tree is lost. */
class RoundTripTest {

    @TempDir
    Path directory;

    private final FileSystem fileSystem = aFileSystem().build();
    private ChunkedContentStore store;
    private LocalDirectories directories;
    private Path root;

    private Lost lost = Lost.NOTHING;

    @BeforeEach
    void makeAFileSystem() throws IOException {
        store = TestStore.in(directory);
        directories = new LocalDirectories(directory.resolve("file-systems"), List.of());
        directories.create(fileSystem.id());
        root = directory.resolve("file-systems").resolve(fileSystem.id().value());
    }

    private StoredContent backUp() throws IOException {
        try (var source = directories.source(fileSystem)) {
            return store.store(TestStore.ID, source, Progress.IGNORED, () -> Description.NONE);
        }
    }

    private Path restore(String name, String... items) throws IOException {
        var selection = items.length == 0
                ? RestoreSelection.EVERYTHING
                : new RestoreSelection(Set.of(EntryPath.parse(items[0])));
        try (var target = directories.target(fileSystem, UUID.randomUUID())) {
            lost = store.restore(TestStore.ID, selection, target, Progress.IGNORED)
                    .lost();
            target.complete(name);
        }
        return root.resolve(name);
    }

    private void makeAnOddTree() throws IOException {
        OddTree.make(root);
    }

    private static Map<String, String> everythingAbout(Path tree) throws IOException {
        return OddTree.everythingAbout(tree);
    }

    @Test
    void bringsBackEverythingAboutAnOddTree() throws IOException {
        makeAnOddTree();
        var before = everythingAbout(root);

        var stored = backUp();
        var restored = everythingAbout(restore("restored"));

        assertThat(restored).isEqualTo(before);
        assertThat(stored.unread()).isEqualTo(Unread.NONE);
        assertThat(stored.entries()).isEqualTo(before.size());
    }

    @Test
    void bringsBackEverythingFromColdStorage() throws IOException {
        makeAnOddTree();
        var before = everythingAbout(root);

        backUp();
        store.copyToCold(TestStore.ID, Progress.IGNORED);
        store.delete(TestStore.ID, StorageTier.WARM);

        assertThat(everythingAbout(restore("restored"))).isEqualTo(before);
    }

    @Test
    void bringsBackAnItemWithTheDirectoriesAboveIt() throws IOException {
        makeAnOddTree();

        backUp();
        var restored = restore("restored", "a/empty directory");

        assertThat(everythingAbout(restored).keySet()).hasSize(3);
        assertThat(restored.resolve("a/empty directory")).isEmptyDirectory();
        assertThat(Files.getLastModifiedTime(restored.resolve("a")).toInstant()).isEqualTo(OddTree.OLD);
    }

    @Test
    void doesNotBackUpARestoreThatIsGoingOn() throws IOException {
        makeAnOddTree();
        backUp();

        try (var target = directories.target(fileSystem, UUID.randomUUID())) {
            store.restore(TestStore.ID, RestoreSelection.EVERYTHING, target, Progress.IGNORED);

            assertThat(backUp().logicalBytes()).isEqualTo(everythingSize());
        }
    }

    private long everythingSize() throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !path.toString().contains(".coldkeep-restore-"))
                    .mapToLong(path -> path.toFile().length())
                    .sum();
        }
    }

    @Test
    void leavesNoPartOfAFileWhenAPackIsDamaged() throws IOException {
        makeAnOddTree();
        backUp();
        var pack = TestStore.file(directory.resolve("warm/vaults/" + TestStore.ID.vault() + "/packs"), ".pack");
        var bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 1;
        Files.write(pack, bytes);

        var before = everythingAbout(root);
        var restored = everythingAbout(restore("restored"));

        assertThat(lost.count()).isPositive();
        assertThat(before).containsAllEntriesOf(restored);
        assertThat(before).hasSizeGreaterThan(restored.size());
    }
}
