package io.coldkeep.persistence.content;

import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.StoredContent;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.Unread;
import io.coldkeep.persistence.source.FileFacts;
import io.coldkeep.persistence.source.LocalDirectories;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Holes cost nothing, and are where they were when a file comes back. */
class SparseFilesTest {

    private static final long TERABYTE = 1L << 40;
    private static final int DATA = 3 << 20;

    @TempDir
    Path directory;

    private final FileSystem fileSystem = aFileSystem().build();
    private ChunkedContentStore store;
    private LocalDirectories directories;
    private Path root;

    @BeforeEach
    void makeAFileSystem() throws IOException {
        store = TestStore.in(directory);
        directories = new LocalDirectories(directory.resolve("file-systems"), List.of());
        directories.create(fileSystem.id());
        root = directory.resolve("file-systems").resolve(fileSystem.id().value());
        assumeThat(FileFacts.canBeSparse(root)).as("files can have holes here").isTrue();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private StoredContent backUp(ContentId id) throws IOException {
        try (var source = directories.source(fileSystem)) {
            return store.store(id, source, Progress.IGNORED, () -> Description.NONE);
        }
    }

    private StoredContent backUp() throws IOException {
        return backUp(TestStore.ID);
    }

    private Path restore() throws IOException {
        try (var target = directories.target(fileSystem, UUID.randomUUID())) {
            store.restore(TestStore.ID, RestoreSelection.EVERYTHING, target, Progress.IGNORED);
            target.complete("restored");
        }
        return root.resolve("restored");
    }

    private static byte[] bytes(int seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(Path file, long at, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
                // until it is full, or the file at its end
            }
        }
        return bytes.array();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void keepsATerabyteWithLittleInIt() throws IOException {
        var file = Files.createFile(root.resolve("disk"));
        FileFacts.lengthen(file, TERABYTE);
        assumeThat(Files.size(file)).as("files can be so large here").isEqualTo(TERABYTE);
        var places = List.of(0L, TERABYTE / 2 + 4096, TERABYTE - (1 << 30));
        for (var i = 0; i < places.size(); i++) {
            FileFacts.write(file, bytes(i, DATA), places.get(i));
        }

        var stored = backUp();
        store.copyToCold(TestStore.ID, Progress.IGNORED);
        store.delete(TestStore.ID, StorageTier.WARM);
        var restored = restore().resolve("disk");

        assertThat(stored.logicalBytes()).isEqualTo(TERABYTE);
        assertThat(stored.transfer().readBytes()).isEqualTo(3L * DATA);
        assertThat(stored.transfer().storedBytes()).isBetween(3L * DATA, 4L * DATA);
        assertThat(stored.unread()).isEqualTo(Unread.NONE);
        assertThat(FileFacts.extents(restored))
                .isEqualTo(FileFacts.extents(file))
                .endsWith(" " + TERABYTE);
        for (var i = 0; i < places.size(); i++) {
            assertThat(read(restored, places.get(i), DATA)).isEqualTo(bytes(i, DATA));
        }
    }

    @Test
    void keepsFilesWithManyHoles() throws IOException {
        var file = root.resolve("comb");
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (var i = 0; i < 5_000; i++) {
                channel.write(ByteBuffer.wrap(bytes(i, 4096)), i * 16_384L);
            }
            channel.force(true);
        }
        var only = Files.createFile(root.resolve("only a hole"));
        FileFacts.lengthen(only, 1 << 20);

        backUp();
        var restored = restore();

        assertThat(FileFacts.extents(restored.resolve("comb"))).isEqualTo(FileFacts.extents(file));
        assertThat(Files.mismatch(restored.resolve("comb"), file)).isNegative();
        assertThat(FileFacts.extents(restored.resolve("only a hole"))).isEqualTo(String.valueOf(1 << 20));
    }

    @Test
    void sharesTheDataOfSparseFilesWithOthers() throws IOException {
        var size = 40 << 20;
        Files.write(root.resolve("dense"), bytes(1, size));
        backUp();
        var sparse = root.resolve("sparse");
        FileFacts.write(sparse, bytes(1, size), 1 << 30);

        var stored = backUp(new ContentId(TestStore.ID.vault(), UUID.randomUUID()));

        assertThat(stored.logicalBytes()).isEqualTo((1L << 30) + 2L * size);
        assertThat(stored.transfer().storedBytes())
                .as("but for what is at its beginning")
                .isLessThan(size / 5);
    }

    @Test
    void keepsWhatIsWrittenIntoAHole() throws IOException {
        var file = root.resolve("f");
        FileFacts.write(file, bytes(1, DATA), 100 << 20);
        backUp(new ContentId(TestStore.ID.vault(), UUID.randomUUID()));
        FileFacts.write(file, bytes(2, DATA), 50 << 20);

        backUp();
        var restored = restore().resolve("f");

        assertThat(FileFacts.extents(restored)).isEqualTo(FileFacts.extents(file));
        assertThat(Files.mismatch(restored, file)).isNegative();
    }
}
