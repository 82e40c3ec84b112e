package io.coldkeep.persistence.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.FilePlace;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a restore writes, and where it does not. */
abstract class RestoredDirectoriesTests extends LocalDirectoriesFixture {

    private static void putLink(RestoreTarget target, EntryAttributes attributes, String path, String to)
            throws IOException {
        target.symbolicLink(new SourceEntry.SymbolicLink(
                EntryPath.parse(path), attributes, new LinkTarget(to.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void keepsEverybodyOutUntilTheRestoreIsComplete() throws IOException {
        try (var target = newTarget()) {
            putDirectory(target, "d", 0777);
            assertThat(FileStat.of(hidden()).permissions()).isEqualTo(0700);
        }
    }

    /** The hidden directory, when it is the only thing in the file system. */
    private Path hidden() throws IOException {
        try (var entries = Files.newDirectoryStream(root())) {
            return entries.iterator().next();
        }
    }

    @Test
    void setsModesTimesAndOwners() throws IOException {
        var modified = Instant.parse("1969-07-20T20:17:40.000000001Z");
        var isRoot = uid() == 0;
        var attributes = new EntryAttributes(06751, uid() + 1, gid() + 1, modified);
        try (var target = newTarget()) {
            target.directory(new SourceEntry.Directory(EntryPath.parse("d"), attributes));
            target.file(
                    new SourceEntry.RegularFile(EntryPath.parse("d/f"), attributes, 0),
                    FileContent.of(InputStream.nullInputStream()));
            putLink(target, attributes, "d/l", "f");
            target.complete("r");
        }

        for (var name : List.of("r/d", "r/d/f", "r/d/l")) {
            var stat = FileStat.of(root().resolve(name), LinkOption.NOFOLLOW_LINKS);
            assertThat(stat.uid()).isEqualTo(isRoot ? 1 : uid());
            if (!stat.isLink()) {
                assertThat(stat.permissions()).isEqualTo(isRoot ? 06751 : 0751); // no set-id for another owner
                assertThat(stat.modified()).isEqualTo(isHeld() ? modified : modified.truncatedTo(ChronoUnit.SECONDS));
            }
        }
    }

    private SourceEntry.RegularFile file(String path) throws IOException {
        return new SourceEntry.RegularFile(EntryPath.parse(path), attributes(0640), 4);
    }

    @Test
    void finishesDirectoriesWhenTheirFilesAreThere() throws Exception {
        var filling = new ArrayList<Future<?>>();
        try (var target = newTarget();
                var threads = Executors.newFixedThreadPool(4)) {
            for (var i = 0; i < 50; i++) {
                var name = "d" + i;
                putDirectory(target, name, 0510);
                var places = List.of(target.place(file(name + "/f")), target.place(file(name + "/g")));
                filling.add(threads.submit(() -> fill(places)));
                putDirectory(target, name + "/below", 0500);
            }
            target.complete("r");
        }

        for (var filled : filling) {
            filled.get();
        }
        for (var i = 0; i < 50; i++) {
            var directory = root().resolve("r/d" + i);
            var stat = FileStat.of(directory);
            assertThat(stat.permissions()).isEqualTo(0510);
            assertThat(stat.modified()).isEqualTo(attributes(0510).modified());
            assertThat(directory.resolve("f")).hasContent("text");
            assertThat(FileStat.of(directory.resolve("g")).permissions()).isEqualTo(0640);
        }
    }

    private static boolean fill(List<FilePlace> places) throws IOException {
        for (var place : places) {
            try (place) {
                place.fill(FileContent.of(new ByteArrayInputStream("text".getBytes(StandardCharsets.UTF_8))));
            }
        }
        return true;
    }

    @Test
    void givesAFileOtherNames() throws IOException {
        try (var target = newTarget()) {
            putDirectory(target, "a", 0700);
            putFile(target, "a/f", "text");
            assertThat(target.anotherName(file("a/g"), EntryPath.parse("a/f"))).isTrue();
            putDirectory(target, "b", 0755);
            assertThat(target.anotherName(file("b/h"), EntryPath.parse("a/f")))
                    .as("of a directory that is finished")
                    .isTrue();
            target.complete("r");
        }

        var inode = FileStat.of(root().resolve("r/a/f")).stamp().inode();
        for (var name : List.of("r/a/g", "r/b/h")) {
            assertThat(FileStat.of(root().resolve(name)).stamp().inode()).isEqualTo(inode);
            assertThat(root().resolve(name)).hasContent("text");
        }
        assertThat(FileStat.of(root().resolve("r/a/f")).names()).isEqualTo(3);
    }

    @Test
    void saysWhenAFileCannotHaveAnotherName() throws IOException {
        try (var target = newTarget()) {
            putFile(target, "f", "text");
            putLink(target, attributes(0777), "out", outside().toString());

            assertThat(target.anotherName(file("g"), EntryPath.parse("none"))).isFalse();
            assertThat(target.anotherName(file("g"), EntryPath.parse("none/f"))).isFalse();
            assertThat(target.anotherName(file("g"), EntryPath.parse("out/secret")))
                    .isFalse();
            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(() -> target.anotherName(file("out"), EntryPath.parse("f")));
            putFile(target, "g", "of its own");
            target.complete("r");
        }

        assertThat(root().resolve("r/g")).hasContent("of its own");
        assertOutsideIsUntouched();
    }

    @Test
    void refusesWhatWouldOverwriteSomething() throws IOException {
        try (var target = newTarget()) {
            putFile(target, "f", "first");
            putDirectory(target, "d", 0755);
            putLink(target, attributes(0777), "l", outside().resolve("secret").toString());

            for (var name : List.of("f", "d", "l")) {
                assertThatExceptionOfType(FileAlreadyExistsException.class)
                        .isThrownBy(() -> putFile(target, name, "second"));
                assertThatExceptionOfType(FileAlreadyExistsException.class)
                        .isThrownBy(() -> putDirectory(target, name, 0755));
                assertThatExceptionOfType(FileAlreadyExistsException.class)
                        .isThrownBy(() -> putLink(target, attributes(0777), name, "x"));
            }
            target.abandon("r");
        }

        assertThat(root().resolve("r/f")).hasContent("first");
        assertOutsideIsUntouched();
    }

    @Test
    void refusesEntriesWhoseDirectoryWasNotGiven() throws IOException {
        try (var target = newTarget()) {
            putFile(target, "f", "");
            putLink(target, attributes(0777), "out", outside().toString());
            putLink(target, attributes(0777), "here", ".");

            for (var path : List.of("none/x", "f/x", "out/x", "here/x", "out/secret/x")) {
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> putFile(target, path, "never"));
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> putDirectory(target, path, 0755));
            }
        }
        assertOutsideIsUntouched();
    }

    @Test
    void writesNothingElsewhereWhenTheTreeIsChangedUnderIt() throws IOException {
        try (var target = newTarget()) {
            putDirectory(target, "d", 0755);
            putFile(target, "d/f", "");
            var hidden = hidden();
            Files.move(hidden, root().resolve("moved"));
            Files.createSymbolicLink(hidden, outside());

            // Either it goes on in the directory that it made, or it fails.
            try {
                putFile(target, "d/g", "");
                putDirectory(target, "e", 0755);
                putFile(target, "e/secret", "");
            } catch (IOException e) {
                assertThat(opener().open(directory)).isInstanceOf(NamedDirectory.class);
            }
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> target.complete("r"));
        }
        assertOutsideIsUntouched();
        assertThat(root().resolve("r")).doesNotExist();
    }
}
