package io.coldkeep.persistence.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a backup reads, and what it passes over. */
abstract class ReadDirectoriesTests extends LocalDirectoriesFixture {

    private static SourceEntry find(BackupSource source, String path) throws IOException {
        for (var entry = source.next(); entry.isPresent(); entry = source.next()) {
            if (entry.get().path().equals(EntryPath.parse(path))) {
                return entry.get();
            }
        }
        throw new AssertionError("not given: " + path);
    }

    @Test
    void readsDepthFirstAndNamesInOrderOfTheirBytes() throws IOException {
        for (var path : List.of("b/2/x", "b/1", "a b", "a/y", "B", "é", "~")) {
            Files.createDirectories(root().resolve(path));
        }

        try (var source = source()) {
            assertThat(rest(source))
                    .extracting(entry -> entry.path().toString())
                    .containsExactly("/", "/B", "/a", "/a/y", "/a b", "/b", "/b/1", "/b/2", "/b/2/x", "/~", "/é");
        }
    }

    @Test
    void passesOverSocketsAndPipesInSilence() throws Exception {
        Files.writeString(root().resolve("file"), "kept");
        assertThat(new ProcessBuilder("mkfifo", root().resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            var shortName = Files.createTempDirectory("s").resolve("s"); // names of sockets are short
            socket.bind(UnixDomainSocketAddress.of(shortName));
            Files.move(shortName, root().resolve("socket"));
            Files.delete(shortName.getParent());

            try (var source = source()) {
                assertThat(rest(source))
                        .extracting(entry -> entry.path().toString())
                        .containsExactly("/", "/file");
                assertThat(source.unreadable()).isEqualTo(Unread.NONE);
            }
        }
    }

    @Test
    void givesLinksAsLinksWhereverTheyPoint() throws IOException {
        Files.createSymbolicLink(root().resolve("out"), outside());
        Files.createSymbolicLink(root().resolve("dangling"), Path.of("no/such/file"));
        Files.createSymbolicLink(root().resolve("up"), Path.of(".."));

        try (var source = source()) {
            assertThat(rest(source).subList(1, 4))
                    .allSatisfy(entry -> assertThat(entry).isInstanceOf(SourceEntry.SymbolicLink.class));
        }
    }

    @Test
    void doesNotFollowALinkThatTookThePlaceOfADirectory() throws IOException {
        Files.createDirectories(root().resolve("a"));
        Files.createDirectories(root().resolve("d/e"));
        Files.writeString(root().resolve("d/e/secret"), "mine");

        try (var source = source()) {
            find(source, "d");
            Files.move(root().resolve("d"), directory.resolve("moved"));
            Files.createSymbolicLink(root().resolve("d"), outside());

            for (var entry = source.next(); entry.isPresent(); entry = source.next()) {
                if (entry.get() instanceof SourceEntry.RegularFile file) {
                    assertThat(source.open(file).content()).hasContent("mine");
                }
            }
        }
    }

    @Test
    void givesTheLinkWhenItIsThereBeforeTheWalk() throws IOException {
        Files.createDirectories(root().resolve("d"));

        try (var source = source()) {
            source.next();
            Files.delete(root().resolve("d"));
            Files.createSymbolicLink(root().resolve("d"), outside());

            assertThat(rest(source)).singleElement().isInstanceOf(SourceEntry.SymbolicLink.class);
        }
    }

    @Test
    void passesOverWhatIsDeletedWhileItWalks() throws IOException {
        Files.writeString(root().resolve("a"), "");
        Files.writeString(root().resolve("b"), "");
        Files.createDirectory(root().resolve("c"));

        try (var source = source()) {
            find(source, "a");
            Files.delete(root().resolve("b"));
            Files.delete(root().resolve("c"));

            assertThat(rest(source)).isEmpty();
            assertThat(source.unreadable()).isEqualTo(Unread.NONE);
        }
    }

    @Test
    void notesDirectoriesThatItMayNotReadAndPassesThemOver() throws IOException {
        Files.createDirectories(root().resolve("a"));
        Files.createDirectories(root().resolve("closed/below"));
        Files.createDirectories(root().resolve("z"));
        Files.setAttribute(root().resolve("closed"), "unix:mode", 0);

        try (var source = source()) {
            var found = rest(source);

            if (uid() == 0) { // whom no mode keeps out
                assertThat(found).hasSize(5);
                assertThat(source.unreadable()).isEqualTo(Unread.NONE);
            } else {
                assertThat(found).extracting(entry -> entry.path().toString()).containsExactly("/", "/a", "/z");
                assertThat(source.unreadable()).isEqualTo(new Unread(1, List.of("/closed")));
            }
        }
    }

    @Test
    void refusesToReadWhatIsNoFileAnyMore() throws Exception {
        var file = root().resolve("f");
        for (var replacement : List.<Replacement>of(
                () -> {},
                () -> Files.createDirectory(file),
                () -> Files.createSymbolicLink(file, outside().resolve("secret")),
                () -> new ProcessBuilder("mkfifo", file.toString()).start().waitFor())) {
            Files.deleteIfExists(file);
            Files.writeString(file, "text");
            try (var source = source()) {
                var found = (SourceEntry.RegularFile) find(source, "f");
                Files.delete(file);
                replacement.make();

                assertThatThrownBy(() -> source.open(found)).isInstanceOf(IOException.class);
            }
        }
    }

    private interface Replacement {
        void make() throws Exception;
    }

    @Test
    void readsAFileAlsoWhenTheWalkHasGoneOn() throws IOException {
        Files.createDirectories(root().resolve("d/e"));
        Files.writeString(root().resolve("d/e/f"), "text");
        Files.writeString(root().resolve("z"), "");

        try (var source = source()) {
            var file = (SourceEntry.RegularFile) find(source, "d/e/f");
            find(source, "z");

            assertThat(source.open(file).content()).hasContent("text");
        }
    }

    @Test
    void leavesOutHiddenDirectoriesOfRestoresAtTheRootOnly() throws IOException {
        Files.createDirectories(root().resolve(".coldkeep-restore-" + UUID.randomUUID()));
        Files.createDirectories(root().resolve("d/.coldkeep-restore-x"));
        Files.createDirectories(root().resolve(".coldkeep"));

        assertThat(seen())
                .containsOnlyKeys(
                        EntryPath.ROOT,
                        EntryPath.parse(".coldkeep"),
                        EntryPath.parse("d"),
                        EntryPath.parse("d/.coldkeep-restore-x"));
    }

    @Test
    void tellsWhichFilesHaveSeveralNames() throws IOException {
        Files.createDirectory(root().resolve("d"));
        Files.writeString(root().resolve("d/f"), "text");
        Files.createLink(root().resolve("g"), root().resolve("d/f"));
        Files.writeString(root().resolve("z"), "alone");

        try (var source = source()) {
            var first = ((SourceEntry.RegularFile) find(source, "d/f")).names().orElseThrow();
            var second = ((SourceEntry.RegularFile) find(source, "g")).names().orElseThrow();

            assertThat(first).isEqualTo(second);
            assertThat(first.device()).isZero();
            assertThat(first.count()).isEqualTo(2);
            assertThat(((SourceEntry.RegularFile) find(source, "z")).names()).isEmpty();
        }
    }
}
