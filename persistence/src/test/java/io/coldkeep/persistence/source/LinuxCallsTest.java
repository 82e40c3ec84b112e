package io.coldkeep.persistence.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the other tests of directories cannot choose: which of several ways leads to the same end. */
class LinuxCallsTest {

    @TempDir
    Path directory;

    private int opened;

    @BeforeEach
    void open() throws IOException {
        opened = LinuxCalls.openDirectory(RawName.ofAll(directory));
    }

    @AfterEach
    void close() throws IOException {
        LinuxCalls.close(opened);
    }

    private interface ModeSetter {
        void set(int parent, byte[] name, int mode) throws IOException;
    }

    private static final List<ModeSetter> BOTH_WAYS = List.of(LinuxCalls::setMode, LinuxCalls::setModeThroughOpened);

    private static byte[] name(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private int mode(String name) throws IOException {
        return FileStat.of(directory.resolve(name), LinkOption.NOFOLLOW_LINKS).permissions();
    }

    @Test
    void setsTheModeInBothWays() throws IOException {
        Files.createFile(directory.resolve("f"));
        Files.createDirectory(directory.resolve("d"));

        for (var way : BOTH_WAYS) {
            for (var mode : List.of(0, 06751, 0640)) {
                way.set(opened, name("f"), mode);
                way.set(opened, name("d"), mode);

                assertThat(mode("f")).isEqualTo(mode);
                assertThat(mode("d")).isEqualTo(mode);
            }
        }
    }

    @Test
    void setsTheModeOfNoLinkAndOfNothingBehindOneInEitherWay() throws IOException {
        Files.createFile(directory.resolve("f"));
        Files.createSymbolicLink(directory.resolve("l"), Path.of("f"));
        LinuxCalls.setMode(opened, name("f"), 0600);

        for (var way : BOTH_WAYS) {
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> way.set(opened, name("l"), 0777))
                    .withMessage("l: Operation not supported");
            assertThatExceptionOfType(NoSuchFileException.class)
                    .isThrownBy(() -> way.set(opened, name("none"), 0777))
                    .withMessage("none");
        }

        assertThat(mode("f")).isEqualTo(0600);
    }

    @Test
    void renamesToAFreeName() throws IOException {
        Files.createDirectories(directory.resolve("from/d"));

        assertThat(LinuxCalls.renameToFree(opened, name("from"), name("to"))).isTrue();

        assertThat(directory.resolve("from")).doesNotExist();
        assertThat(directory.resolve("to/d")).isDirectory();
    }

    @Test
    void renamesToNoNameThatAnythingHas() throws IOException {
        Files.createDirectory(directory.resolve("from"));
        Files.createDirectory(directory.resolve("empty"));
        Files.createFile(directory.resolve("file"));
        Files.createSymbolicLink(directory.resolve("dangling"), Path.of("none"));

        for (var taken : List.of("empty", "file", "dangling")) {
            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(() -> LinuxCalls.renameToFree(opened, name("from"), name(taken)))
                    .withMessage(taken);
        }

        assertThat(directory.resolve("from")).isDirectory();
    }
}
