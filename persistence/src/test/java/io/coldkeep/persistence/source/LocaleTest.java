package io.coldkeep.persistence.source;

import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.SourceEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are the same bytes whatever locale the service was started in. */
class LocaleTest {

    private static final List<byte[]> NAMES =
            List.of("ascii".getBytes(StandardCharsets.UTF_8), "ä漢😀 %".getBytes(StandardCharsets.UTF_8), new byte[] {
                (byte) 0xc3, '\n', (byte) 0xff
            });

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8", "POSIX", "no_SUCH.locale"})
    void readsAndWritesTheSameNamesInEveryLocale(String locale) throws Exception {
        var process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Service.class.getName(),
                directory.toString());
        process.environment().put("LC_ALL", locale);
        var running = process.redirectErrorStream(true).start();
        var output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(output).isZero();

        assertThat(output.lines()).containsExactlyElementsOf(expected());
    }

    private static List<String> expected() {
        var expected = new ArrayList<String>();
        for (var name : NAMES) {
            expected.add(
                    HexFormat.of().formatHex(name) + " in " + HexFormat.of().formatHex(name));
            expected.add("link to " + HexFormat.of().formatHex(name));
        }
        return expected;
    }

    /** Runs in a process of its own: writes the names, reads them again and says what it read. */
    static final class Service {

        private static final EntryAttributes ATTRIBUTES = new EntryAttributes(0755, 0, 0, Instant.EPOCH);

        private Service() {}

        public static void main(String[] arguments) throws IOException {
            var fileSystem = aFileSystem().build();
            var directories = new LocalDirectories(Path.of(arguments[0]), List.of());
            directories.create(fileSystem.id());
            write(directories, fileSystem);
            try (var source = directories.source(fileSystem)) {
                for (var entry = source.next(); entry.isPresent(); entry = source.next()) {
                    if (entry.get() instanceof SourceEntry.RegularFile file) {
                        try (var content = source.open(file)) {
                            print(
                                    Names.last(file.path()),
                                    " in ",
                                    content.content().readAllBytes());
                        }
                    } else if (entry.get() instanceof SourceEntry.SymbolicLink link) {
                        print(new byte[0], "link to ", link.target().bytes());
                    }
                }
            }
        }

        private static void print(byte[] name, String words, byte[] what) {
            System.out.println(
                    HexFormat.of().formatHex(name) + words + HexFormat.of().formatHex(what));
        }

        private static void write(LocalDirectories directories, FileSystem fileSystem) throws IOException {
            try (var target = directories.target(fileSystem, UUID.randomUUID())) {
                target.directory(new SourceEntry.Directory(EntryPath.ROOT, ATTRIBUTES));
                for (var i = 0; i < NAMES.size(); i++) {
                    var name = NAMES.get(i);
                    var path = EntryPath.parse("d" + i);
                    target.directory(new SourceEntry.Directory(path, ATTRIBUTES));
                    target.file(
                            new SourceEntry.RegularFile(path.child(name), ATTRIBUTES, name.length),
                            FileContent.of(new ByteArrayInputStream(name)));
                    target.symbolicLink(new SourceEntry.SymbolicLink(
                            path.child(new byte[] {(byte) 0xff, 'z'}), ATTRIBUTES, new LinkTarget(name)));
                }
                target.complete("r");
            }
        }
    }
}
