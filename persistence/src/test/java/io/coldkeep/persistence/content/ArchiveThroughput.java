package io.coldkeep.persistence.content;

import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.source.LocalDirectories;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/**
 * Not a test: prints how fast trees are walked, backed up, moved to cold storage and restored on this machine, files and
 * archives synced. {@code main DIRECTORY [FILES [MEBIBYTES]]}; the directory must be empty and is emptied at the end.
 */
final class ArchiveThroughput {

    private static final int FILES_IN_DIRECTORY = 100;

    private final Path directory;
    private final LocalDirectories directories;
    private final ArchiveContentStore store;

    private ArchiveThroughput(Path directory) throws IOException {
        this.directory = directory;
        directories = new LocalDirectories(directory.resolve("file-systems"), List.of());
        store = new ArchiveContentStore(directory.resolve("warm"), directory.resolve("cold"));
    }

    public static void main(String[] arguments) throws IOException {
        var directory = Path.of(arguments[0]);
        var files = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50_000;
        var mebibytes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1024;
        var throughput = new ArchiveThroughput(directory);
        for (var round = 1; round <= 2; round++) {
            System.out.println("round " + round);
            throughput.measure("small files", tree -> smallFiles(tree, files));
            throughput.measure("a large file", tree -> largeFile(tree, mebibytes));
        }
    }

    private static void smallFiles(Path tree, int count) throws IOException {
        var random = new Random(1);
        for (var i = 0; i < count; i++) {
            var parent = tree.resolve("directory-" + i / FILES_IN_DIRECTORY);
            if (i % FILES_IN_DIRECTORY == 0) {
                Files.createDirectory(parent);
            }
            Files.write(parent.resolve("file-" + i), half(random, 1 + random.nextInt(8192)));
        }
    }

    private static void largeFile(Path tree, int mebibytes) throws IOException {
        var random = new Random(2);
        try (var out = Files.newOutputStream(tree.resolve("large"))) {
            for (var i = 0; i < mebibytes; i++) {
                out.write(half(random, 1 << 20));
            }
        }
    }

    /** Bytes of which about half can be compressed away. */
    private static byte[] half(Random random, int length) {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(16);
        }
        return bytes;
    }

    private void measure(String what, Making making) throws IOException {
        var fileSystem = aFileSystem().build();
        directories.create(fileSystem.id());
        making.in(directory.resolve("file-systems").resolve(fileSystem.id().value()));
        var id = new ContentId(UUID.randomUUID(), UUID.randomUUID());

        var start = Moment.now();
        var entries = 0L;
        try (var source = directories.source(fileSystem)) {
            while (source.next().isPresent()) {
                entries++;
            }
        }
        print(what, "walk", start, entries, 0);
        start = Moment.now();
        try (var source = directories.source(fileSystem)) {
            var stored = store.store(id, source, Progress.IGNORED);
            print(what, "backup", start, stored.entries(), stored.logicalBytes());
        }
        start = Moment.now();
        store.copyToCold(id);
        print(what, "to cold", start, entries, 0);
        start = Moment.now();
        try (var target = directories.target(fileSystem, UUID.randomUUID())) {
            var restored = store.restore(id, RestoreSelection.EVERYTHING, target, Progress.IGNORED);
            target.complete("restored");
            print(what, "restore", start, restored.entries(), restored.logicalBytes());
        }
        directories.delete(fileSystem);
        store.delete(id, StorageTier.WARM);
        store.delete(id, StorageTier.COLD);
    }

    private static void print(String what, String phase, Moment start, long entries, long bytes) {
        var now = Moment.now();
        var seconds = (now.wall - start.wall) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-12s %-8s %7.2f s, of them %6.2f s working %9.0f entries/s %7.1f MiB/s%n",
                what,
                phase,
                seconds,
                (now.processor - start.processor) / 1e9,
                entries / seconds,
                bytes / seconds / (1 << 20));
    }

    /** On a busy machine the time of the processor says more than that of the clock. */
    private record Moment(long wall, long processor) {
        static Moment now() {
            return new Moment(
                    System.nanoTime(), ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        }
    }

    private interface Making {
        void in(Path tree) throws IOException;
    }
}
