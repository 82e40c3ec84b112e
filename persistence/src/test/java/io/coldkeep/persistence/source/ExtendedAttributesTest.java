package io.coldkeep.persistence.source;

import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.ExtendedAttribute;
import io.coldkeep.domain.source.ExtendedAttributes;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What directories and files bear is read and set again, byte by byte. */
class ExtendedAttributesTest {

    private static final Path IN_MEMORY = Path.of("/dev/shm");
    private static final String ACCESS = "system.posix_acl_access";
    private static final String DEFAULT = "system.posix_acl_default";

    @TempDir
    Path directory;

    private final FileSystem fileSystem = aFileSystem().build();
    private LocalDirectories directories;
    private Path root;

    @BeforeEach
    void makeAFileSystem() throws IOException {
        directories = new LocalDirectories(directory, List.of());
        directories.create(fileSystem.id());
        root = directory.resolve(fileSystem.id().value());
        assumeThat(FileFacts.bear(root, "user.test", new byte[0]))
                .as("there are extended attributes here")
                .isTrue();
    }

    private static Map<String, ExtendedAttributes> read(BackupSource source) throws IOException {
        var all = new TreeMap<String, ExtendedAttributes>();
        for (var entry = source.next(); entry.isPresent(); entry = source.next()) {
            var whole = entry.get();
            if (whole instanceof SourceEntry.RegularFile file) {
                try (var opened = source.open(file)) {
                    whole = opened.look();
                }
            }
            all.put(whole.path().toString(), whole.attributes().extended());
        }
        return all;
    }

    private Map<String, ExtendedAttributes> read() throws IOException {
        try (var source = directories.source(fileSystem)) {
            var all = read(source);
            assertThat(source.unreadable()).isEqualTo(Unread.NONE);
            return all;
        }
    }

    private static ExtendedAttribute attribute(String name, byte[] value) {
        return new ExtendedAttribute(name.getBytes(StandardCharsets.ISO_8859_1), value);
    }

    @Test
    void readsThoseOfUsersInTheOrderOfTheirNames() throws IOException {
        var file = Files.createFile(root.resolve("f"));
        Files.createSymbolicLink(root.resolve("l"), Path.of("f"));
        for (var name : List.of("user.b", "user.a", "user.\u00ff\u0080", "user.B")) {
            assertThat(FileFacts.bear(file, name, new byte[] {0, 1, -1})).isTrue();
        }

        var read = read();

        assertThat(read.get("/").all()).containsExactly(attribute("user.test", new byte[0]));
        assertThat(read.get("/f").all())
                .containsExactly(
                        attribute("user.B", new byte[] {0, 1, -1}),
                        attribute("user.a", new byte[] {0, 1, -1}),
                        attribute("user.b", new byte[] {0, 1, -1}),
                        attribute("user.\u00ff\u0080", new byte[] {0, 1, -1}));
        assertThat(read.get("/l")).isEqualTo(ExtendedAttributes.NONE);
    }

    @Test
    void readsNothingOfTheSystems() throws IOException {
        var file = Files.createFile(root.resolve("f"));
        assumeThat(FileFacts.bear(file, "trusted.mine", new byte[] {1}))
                .as("root may set others")
                .isTrue();

        assertThat(read().get("/f")).isEqualTo(ExtendedAttributes.NONE);
    }

    @Test
    void setsWhatItRead() throws IOException {
        var extended = ExtendedAttributes.of(List.of(
                attribute("user.empty", new byte[0]),
                attribute("user.\u00ff", new byte[] {0, 10, -1}),
                attribute("user." + "n".repeat(250), "long name".getBytes(StandardCharsets.UTF_8))));
        var attributes = FileStat.of(root).attributes().withExtended(extended);
        try (var target = directories.target(fileSystem, UUID.randomUUID())) {
            target.directory(new SourceEntry.Directory(EntryPath.ROOT, attributes));
            target.directory(new SourceEntry.Directory(EntryPath.parse("d"), attributes));
            target.file(
                    new SourceEntry.RegularFile(EntryPath.parse("d/f"), attributes, 0),
                    FileContent.of(InputStream.nullInputStream()));
            target.complete("r");
        }

        assertThat(read())
                .containsEntry("/r", extended)
                .containsEntry("/r/d", extended)
                .containsEntry("/r/d/f", extended);
    }

    @Test
    void keepsAccessControlLists() throws IOException {
        var list = FileFacts.listThatLets(4711);
        assumeThat(FileFacts.bear(root, ACCESS, list))
                .as("there are lists here")
                .isTrue();
        var extended = ExtendedAttributes.of(List.of(attribute(ACCESS, list), attribute(DEFAULT, list)));
        var owner = FileStat.of(directory).attributes();
        var ofDirectory = new SourceEntry.Directory(
                EntryPath.parse("d"), new EntryAttributes(0640, owner.uid(), owner.gid(), owner.modified(), extended));
        try (var target = directories.target(fileSystem, UUID.randomUUID())) {
            target.directory(new SourceEntry.Directory(EntryPath.ROOT, owner));
            target.directory(ofDirectory);
            target.file(
                    new SourceEntry.RegularFile(EntryPath.parse("d/plain"), owner, 0),
                    FileContent.of(InputStream.nullInputStream()));
            target.complete("r");
        }

        assertThat(read()).containsEntry("/r/d", extended).containsEntry("/r/d/plain", ExtendedAttributes.NONE);
        assertThat(FileStat.of(root.resolve("r/d")).permissions()).isEqualTo(0640);
    }

    @Test
    void leavesOutWhatIsTooMuchAndSaysSo() throws IOException {
        assumeThat(Files.isDirectory(IN_MEMORY))
                .as("a file system for large values")
                .isTrue();
        var large = Files.createTempDirectory(IN_MEMORY, "coldkeep");
        try {
            var file = Files.createFile(large.resolve("f"));
            assumeThat(FileFacts.bear(file, "user.0", new byte[ExtendedAttribute.MAX_VALUE]))
                    .as("values may be large")
                    .isTrue();
            for (var i = 1; i < 6; i++) {
                FileFacts.bear(file, "user." + i, new byte[ExtendedAttribute.MAX_VALUE]);
            }

            try (var source = new DirectorySource("large", HeldDirectory.open(large))) {
                var read = read(source);

                assertThat(read.get("/f").all())
                        .extracting(attribute -> new String(attribute.name(), StandardCharsets.UTF_8))
                        .containsExactly("user.0", "user.1", "user.2");
                assertThat(source.unreadable().examples()).containsExactly("/f (some of its extended attributes)");
            }
        } finally {
            deleteAll(large);
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        var all = new ArrayList<Path>();
        try (var files = Files.walk(directory)) {
            files.forEach(all::add);
        }
        for (var file : all.reversed()) {
            Files.delete(file);
        }
    }

    @Test
    void readsADirectoryWhereThereAreNone() throws IOException {
        try (var source = new DirectorySource("none", HeldDirectory.open(Path.of("/proc/self/task")))) {
            assertThat(source.next().orElseThrow().attributes().extended()).isEqualTo(ExtendedAttributes.NONE);
            assertThat(source.unreadable()).isEqualTo(Unread.NONE);
        }
    }
}
