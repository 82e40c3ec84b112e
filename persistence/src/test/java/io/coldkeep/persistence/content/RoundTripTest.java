package io.coldkeep.persistence.content;

import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.StoredContent;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.Unread;
import io.coldkeep.persistence.source.LocalDirectories;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the disk into the store and back: nothing of a tree is lost. */
class RoundTripTest {

    private static final Instant OLD = Instant.parse("2001-02-03T04:05:06.123456789Z");

    @TempDir
    Path directory;

    private final FileSystem fileSystem = aFileSystem().build();
    private ArchiveContentStore store;
    private LocalDirectories directories;
    private Path root;

    @BeforeEach
    void makeAFileSystem() throws IOException {
        store = new ArchiveContentStore(directory.resolve("warm"), directory.resolve("cold"));
        directories = new LocalDirectories(directory.resolve("file-systems"), List.of());
        directories.create(fileSystem.id());
        root = directory.resolve("file-systems").resolve(fileSystem.id().value());
    }

    private StoredContent backUp() throws IOException {
        try (var source = directories.source(fileSystem)) {
            return store.store(Archives.ID, source, Progress.IGNORED);
        }
    }

    private Path restore(String name, String... items) throws IOException {
        var selection = items.length == 0
                ? RestoreSelection.EVERYTHING
                : new RestoreSelection(Set.of(EntryPath.parse(items[0])));
        try (var target = directories.target(fileSystem, UUID.randomUUID())) {
            store.restore(Archives.ID, selection, target, Progress.IGNORED);
            target.complete(name);
        }
        return root.resolve(name);
    }

    /** Everything about a tree that a restore has to bring back, by path. */
    private static Map<String, String> everythingAbout(Path tree) throws IOException {
        var all = new TreeMap<String, String>();
        try (var paths = Files.walk(tree)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                var attributes =
                        Files.readAttributes(path, "unix:mode,uid,gid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
                all.put(tree.relativize(path).toUri().getRawPath(), new TreeMap<>(attributes) + " " + contentOf(path));
            }
        }
        return all;
    }

    private static String contentOf(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return Files.readSymbolicLink(path).toString();
        }
        return Files.isDirectory(path)
                ? ""
                : HexFormat.of().formatHex(ChecksumOutput.newDigest().digest(Files.readAllBytes(path)));
    }

    private void makeAnOddTree() throws IOException {
        var random = new Random(1);
        var content = new byte[3_000_000];
        random.nextBytes(content);
        Files.write(root.resolve("large"), content);
        Files.createFile(root.resolve("empty"));
        Files.createDirectories(root.resolve("a/empty directory"));
        Files.writeString(root.resolve("a/new\nline 'quoted' \"twice\" back\\slash"), "odd");
        Files.writeString(root.resolve("a/" + "n".repeat(255)), "long");
        Files.createSymbolicLink(root.resolve("a/dangling"), Path.of("no/such"));
        Files.createSymbolicLink(root.resolve("a/absolute"), Path.of("/no/such/file"));
        Files.createLink(root.resolve("a/hard link"), root.resolve("large"));
        try (var sparse =
                FileChannel.open(root.resolve("sparse"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            sparse.write(ByteBuffer.wrap(new byte[] {1}), 20_000_000);
        }
        for (var mode : new int[] {0500, 0744, 01777, 02755, 04711, 07777}) {
            var file = Files.writeString(root.resolve("mode-%04o".formatted(mode)), "x");
            Files.setAttribute(file, "unix:mode", mode);
            var made = Files.createDirectory(root.resolve("directory-%04o".formatted(mode)));
            Files.setAttribute(made, "unix:mode", mode);
        }
        Files.setLastModifiedTime(root.resolve("large"), FileTime.from(OLD));
        Files.setLastModifiedTime(root.resolve("a"), FileTime.from(OLD));
        for (var i = 0; i < 300; i++) {
            Files.createFile(Files.createDirectories(root.resolve("many")).resolve("file-" + i));
        }
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
        store.copyToCold(Archives.ID);
        store.delete(Archives.ID, StorageTier.WARM);

        assertThat(everythingAbout(restore("restored"))).isEqualTo(before);
    }

    @Test
    void bringsBackAnItemWithTheDirectoriesAboveIt() throws IOException {
        makeAnOddTree();

        backUp();
        var restored = restore("restored", "a/empty directory");

        assertThat(everythingAbout(restored).keySet()).hasSize(3);
        assertThat(restored.resolve("a/empty directory")).isEmptyDirectory();
        assertThat(Files.getLastModifiedTime(restored.resolve("a")).toInstant()).isEqualTo(OLD);
    }

    @Test
    void doesNotBackUpARestoreThatIsGoingOn() throws IOException {
        makeAnOddTree();
        backUp();

        try (var target = directories.target(fileSystem, UUID.randomUUID())) {
            store.restore(Archives.ID, RestoreSelection.EVERYTHING, target, Progress.IGNORED);

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
    void leavesNothingUnderItsFinalNameWhenTheArchiveIsDamaged() throws IOException {
        makeAnOddTree();
        backUp();
        var archive = Archives.file(directory.resolve("warm"), Archives.ID);
        var bytes = Files.readAllBytes(archive);
        bytes[bytes.length - 1] ^= 1;
        Files.write(archive, bytes);

        assertThatExceptionOfType(CorruptContentException.class).isThrownBy(() -> restore("restored"));

        assertThat(root.resolve("restored")).doesNotExist();
    }
}
