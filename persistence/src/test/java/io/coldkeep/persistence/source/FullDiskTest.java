package io.coldkeep.persistence.source;

import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore on a disk with no room for all of it; needs the right to mount such a disk in a namespace of its own. */
class FullDiskTest {

    private static final String MOUNT = "mount -t tmpfs -o nr_inodes=20 none \"$0\"";

    @TempDir
    Path directory;

    @Test
    void aRestoreThatFillsTheDiskStillGivesANameToWhatItWrote() throws Exception {
        assumeThat(canMount()).isTrue();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        var output = inNamespace(
                MOUNT + " && exec \"$@\"",
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Service.class.getName(),
                directory.toString());

        assertThat(output.lines()).containsExactly("No space left on device", "[failed]");
    }

    private boolean canMount() throws InterruptedException {
        try {
            inNamespace(MOUNT);
            return true;
        } catch (IOException e) {
            return false; // no such command, or not permitted
        }
    }

    private String inNamespace(String script, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script, directory.toString()));
        command.addAll(List.of(arguments));
        var running = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (running.waitFor() != 0) {
            throw new IOException(output);
        }
        return output;
    }

    /** Runs in a process of its own, where the directory is on a small disk. */
    static final class Service {

        private static final EntryAttributes ATTRIBUTES = new EntryAttributes(0755, 0, 0, Instant.EPOCH);

        private Service() {}

        public static void main(String[] arguments) throws IOException {
            var root = Path.of(arguments[0]);
            var fileSystem = aFileSystem().build();
            var directories = new LocalDirectories(root, List.of());
            directories.create(fileSystem.id());
            try (var target = directories.target(fileSystem, UUID.randomUUID())) {
                target.directory(new SourceEntry.Directory(EntryPath.ROOT, ATTRIBUTES));
                fill(target);
                target.abandon("failed");
            }
            try (var names = Files.list(root.resolve(fileSystem.id().value()))) {
                System.out.println(names.map(Path::getFileName).toList());
            }
        }

        private static void fill(RestoreTarget target) throws IOException {
            try {
                for (var path = EntryPath.parse("d"); ; path = path.child(new byte[] {'d'})) {
                    target.directory(new SourceEntry.Directory(path, ATTRIBUTES));
                    target.file(
                            new SourceEntry.RegularFile(path.child(new byte[] {'f'}), ATTRIBUTES, 0),
                            FileContent.of(InputStream.nullInputStream()));
                }
            } catch (FileSystemException e) {
                System.out.println(e.getReason());
            }
        }
    }
}
