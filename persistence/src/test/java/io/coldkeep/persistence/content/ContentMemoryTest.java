package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.FileNames;
import io.coldkeep.domain.source.FilePlace;
import io.coldkeep.domain.source.OpenFile;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.sql.TestCatalog;
import io.coldkeep.persistence.sql.TestH2;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with little memory keeps and gives back a tree that it could not remember. More entries: {@code
 * -Dcoldkeep.entries=10000000 -Dcoldkeep.heap=256m}.
 */
class ContentMemoryTest {

    private static final long ENTRIES = Long.getLong("coldkeep.entries", 1_000_000);
    private static final String HEAP = System.getProperty("coldkeep.heap", "192m");
    private static final long LARGE = 1L << 30;

    /** One in so many files is too large for the manifest. */
    private static final int CHUNK_IN = 20;

    /** One in so many has another name somewhere else, which does not come. */
    private static final int NAMES_IN = 10;

    private static final int CHUNK = 700;
    private static final int INLINE = 40;

    @TempDir
    Path directory;

    @Test
    void needsNoMoreMemoryForManyEntriesAndALargeFile() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-Xmx" + HEAP,
                        "-Dcoldkeep.entries=" + ENTRIES,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Service.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        var small = LongStream.range(2, ENTRIES).map(ManyEntries::size).sum();
        assertThat(output.strip()).isEqualTo(ENTRIES + " " + (LARGE + small));
    }

    /** Runs in a process of its own. */
    static final class Service {

        private Service() {}

        public static void main(String[] arguments) throws IOException {
            var root = Path.of(arguments[0]);
            try (var catalog = new TestCatalog(TestH2.freshDatabase());
                    var store = TestStore.of(
                            catalog.bean(ContentIndex.class),
                            new DirectoryBlobStore(root.resolve("warm")),
                            new DirectoryBlobStore(root.resolve("cold")))) {
                store.store(TestStore.ID, new ManyEntries(), Progress.IGNORED, () -> Description.NONE);
                store.store(again(), new ManyEntries(), Progress.IGNORED, () -> Description.NONE);
                store.copyToCold(TestStore.ID, Progress.IGNORED);
                store.delete(TestStore.ID, StorageTier.WARM);
                store.collect();
                var counting = new Counting();
                store.restore(TestStore.ID, RestoreSelection.EVERYTHING, counting, Progress.IGNORED);
                System.out.println(counting.entries + " " + counting.bytes);
            }
        }

        private static ContentId again() {
            return new ContentId(TestStore.ID.vault(), UUID.randomUUID());
        }
    }

    /** The root, a large file and empty files in plenty. */
    private static final class ManyEntries implements BackupSource {

        private long given;

        @Override
        public String name() {
            return "many entries";
        }

        @Override
        public Optional<SourceEntry> next() {
            var number = given++;
            if (number == 0) {
                return Optional.of(new SourceEntry.Directory(EntryPath.ROOT, ListedSource.ATTRIBUTES));
            }
            var path = EntryPath.parse("file-of-a-rather-long-name-%08d".formatted(number));
            var names = number % NAMES_IN == 1 ? Optional.of(new FileNames(0, number, 2)) : Optional.<FileNames>empty();
            var file =
                    new SourceEntry.RegularFile(path, ListedSource.ATTRIBUTES, size(number), Optional.empty(), names);
            return number < ENTRIES ? Optional.of(file) : Optional.empty();
        }

        private static long size(long number) {
            if (number == 1) {
                return LARGE;
            }
            return number % CHUNK_IN == 0 ? CHUNK : INLINE;
        }

        /** A small one begins with its number, so that each is another. */
        @Override
        public OpenFile open(SourceEntry.RegularFile file) {
            if (file.size() == LARGE) {
                return OpenFile.of(file, new Zeros(LARGE));
            }
            var content = new byte[Math.toIntExact(file.size())];
            ByteBuffer.wrap(content).putLong(given);
            return OpenFile.of(file, new ByteArrayInputStream(content));
        }

        @Override
        public Unread unreadable() {
            return Unread.NONE;
        }

        @Override
        public void close() {}
    }

    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            var count = (int) Math.min(left, length);
            Arrays.fill(bytes, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }

    private static final class Counting implements RestoreTarget {

        private final AtomicLong bytes = new AtomicLong();
        private long entries;

        @Override
        public void directory(SourceEntry.Directory directory) {
            entries++;
        }

        @Override
        public FilePlace place(SourceEntry.RegularFile file) {
            entries++;
            return new FilePlace() {
                @Override
                public void fill(FileContent content) throws IOException {
                    var buffer = new byte[1 << 16];
                    for (var read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                        bytes.addAndGet(read);
                    }
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public boolean anotherName(SourceEntry.RegularFile file, EntryPath existing) {
            return false;
        }

        @Override
        public void symbolicLink(SourceEntry.SymbolicLink link) {
            entries++;
        }

        @Override
        public void complete(String name) {}

        @Override
        public void abandon(String name) {}

        @Override
        public void close() {}
    }
}
