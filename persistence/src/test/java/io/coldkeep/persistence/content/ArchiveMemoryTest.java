package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with little memory keeps and gives back a tree that it could not remember. */
class ArchiveMemoryTest {

    private static final long ENTRIES = 1_000_000;
    private static final long LARGE = 256L << 20;

    @TempDir
    Path directory;

    @Test
    void needsNoMoreMemoryForAMillionEntriesAndALargeFile() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-Xmx24m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Service.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.strip()).isEqualTo(String.valueOf(ENTRIES) + " " + LARGE);
    }

    /** Runs in a process of its own. */
    static final class Service {

        private Service() {}

        public static void main(String[] arguments) throws IOException {
            var root = Path.of(arguments[0]);
            var store = new ArchiveContentStore(root.resolve("warm"), root.resolve("cold"));
            store.store(Archives.ID, new ManyEntries(), Progress.IGNORED);
            var counting = new Counting();
            store.restore(Archives.ID, RestoreSelection.EVERYTHING, counting, Progress.IGNORED);
            System.out.println(counting.entries + " " + counting.bytes);
        }
    }

    /** The root, a large file and empty files in plenty. */
    private static final class ManyEntries implements BackupSource {

        private long given;

        @Override
        public Optional<SourceEntry> next() {
            var number = given++;
            if (number == 0) {
                return Optional.of(new SourceEntry.Directory(EntryPath.ROOT, ListedSource.ATTRIBUTES));
            }
            var path = EntryPath.parse("file-of-a-rather-long-name-" + number);
            var size = number == 1 ? LARGE : 0;
            return number < ENTRIES
                    ? Optional.of(new SourceEntry.RegularFile(path, ListedSource.ATTRIBUTES, size))
                    : Optional.empty();
        }

        @Override
        public InputStream open(SourceEntry.RegularFile file) {
            return new Zeros(file.size());
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

        private long entries;
        private long bytes;

        @Override
        public void directory(SourceEntry.Directory directory) {
            entries++;
        }

        @Override
        public void file(SourceEntry.RegularFile file, InputStream content) throws IOException {
            entries++;
            var buffer = new byte[1 << 16];
            for (var read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                bytes += read;
            }
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
