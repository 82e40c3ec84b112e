package io.coldkeep.persistence.source;

import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.contract.FileSystemDirectoriesContract;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.FilePlace;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract and what is true of directories on a disk, for one way to open them. */
abstract class LocalDirectoriesTests extends FileSystemDirectoriesContract {

    private static final int DEEP = 30; // levels of names of 200 bytes: more than a path may have

    private final OpenDirectory.Opener opener;

    @TempDir
    Path directory;

    LocalDirectoriesTests(OpenDirectory.Opener opener) {
        this.opener = opener;
    }

    @Override
    protected LocalDirectories newDirectories() throws IOException {
        Files.createDirectories(allowed());
        return new LocalDirectories(opener, directory.resolve("data/file-systems"), List.of(allowed()), data());
    }

    private Path allowed() {
        return directory.resolve("allowed");
    }

    private Path data() {
        return directory.resolve("data");
    }

    @Override
    protected long uid() throws IOException {
        return FileStat.of(directory).uid();
    }

    @Override
    protected long gid() throws IOException {
        return FileStat.of(directory).gid();
    }

    /** The directory of the file system. */
    private Path root() {
        return data().resolve("file-systems").resolve(fileSystem().id().value());
    }

    /** A directory that is none of the file system's business, with a secret in it. */
    private Path outside() throws IOException {
        var outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        return outside;
    }

    private void assertOutsideIsUntouched() throws IOException {
        try (var files = Files.walk(directory.resolve("outside"))) {
            assertThat(files).containsExactly(directory.resolve("outside"), directory.resolve("outside/secret"));
        }
        assertThat(directory.resolve("outside/secret")).hasContent("secret");
    }

    private BackupSource source() throws IOException {
        return directories().source(fileSystem());
    }

    private static List<SourceEntry> rest(BackupSource source) throws IOException {
        var rest = new ArrayList<SourceEntry>();
        for (var entry = source.next(); entry.isPresent(); entry = source.next()) {
            rest.add(entry.get());
        }
        return rest;
    }

    private static SourceEntry find(BackupSource source, String path) throws IOException {
        for (var entry = source.next(); entry.isPresent(); entry = source.next()) {
            if (entry.get().path().equals(EntryPath.parse(path))) {
                return entry.get();
            }
        }
        throw new AssertionError("not given: " + path);
    }

    private static void putLink(RestoreTarget target, EntryAttributes attributes, String path, String to)
            throws IOException {
        target.symbolicLink(new SourceEntry.SymbolicLink(
                EntryPath.parse(path), attributes, new LinkTarget(to.getBytes(StandardCharsets.UTF_8))));
    }

    // What a backup reads

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

    // What may be adopted

    @Test
    void adoptsADirectoryBelowAnAllowedRootByItsRealPath() throws IOException {
        var real = Files.createDirectories(allowed().resolve("a/ä"));
        Files.createSymbolicLink(allowed().resolve("link"), real);

        assertThat(directories().adopt(real.toString()))
                .isEqualTo(real.toRealPath().toString());
        assertThat(directories().adopt(allowed().resolve("link") + "/"))
                .isEqualTo(real.toRealPath().toString());
        assertThat(directories().adopt(allowed().toString()))
                .isEqualTo(allowed().toRealPath().toString());
    }

    @Test
    void adoptsBelowARootThatIsALink() throws IOException {
        var real = Files.createDirectories(directory.resolve("elsewhere/d"));
        var link = Files.createSymbolicLink(directory.resolve("root-link"), real.getParent());
        var local = new LocalDirectories(opener, data().resolve("file-systems"), List.of(link));

        assertThat(local.adopt(link.resolve("d").toString()))
                .isEqualTo(real.toRealPath().toString());
    }

    @Test
    void refusesToAdoptWhatIsNotBelowAnAllowedRoot() throws IOException {
        Files.createSymbolicLink(allowed().resolve("out"), outside());
        Files.writeString(allowed().resolve("file"), "");
        Files.createDirectories(directory.resolve("allowed-not"));

        for (var path : List.of(
                allowed().resolve("out").toString(),
                allowed() + "/../outside",
                allowed().resolve("none").toString(),
                allowed().resolve("file").toString(),
                directory.resolve("allowed-not").toString(),
                outside().toString(),
                "/")) {
            assertThatExceptionOfType(RuleBroken.class)
                    .as(path)
                    .isThrownBy(() -> directories().adopt(path))
                    .withMessageContaining("coldkeep:source-path")
                    .withMessageContaining("COLDKEEP_SOURCE_ROOTS")
                    .withMessageEndingWith("was '" + path + "'");
        }
    }

    @Test
    void refusesToAdoptWhatIsNoAbsolutePath() {
        for (var path : List.of("", "relative", "./x", "~", "/zero\0byte")) {
            assertThatExceptionOfType(RuleBroken.class)
                    .isThrownBy(() -> directories().adopt(path))
                    .withMessageContaining("absolute path");
        }
    }

    @Test
    void refusesToAdoptTheServicesOwnDirectories() throws IOException {
        var local = new LocalDirectories(opener, data().resolve("file-systems"), List.of(directory), data());
        Files.createDirectories(data().resolve("content"));

        for (var path : List.of(directory, data(), data().resolve("content"), root())) {
            assertThatExceptionOfType(RuleBroken.class)
                    .isThrownBy(() -> local.adopt(path.toString()))
                    .withMessageContaining("of the service itself");
        }
    }

    @Test
    void saysWhenNothingMayBeAdopted() {
        var local = new LocalDirectories(opener, data(), List.of());

        assertThatExceptionOfType(RuleBroken.class)
                .isThrownBy(() -> local.adopt("/srv"))
                .withMessageContaining("COLDKEEP_SOURCE_ROOTS allows none");
    }

    private FileSystem adopted(String name) throws IOException {
        var path = Files.createDirectories(allowed().resolve(name));
        return aFileSystem()
                .adoptedDirectory(directories().adopt(path.toString()))
                .build();
    }

    @Test
    void readsAndFillsAdoptedDirectoriesAndLeavesThemAlone() throws IOException {
        var adopted = adopted("a");
        Files.writeString(allowed().resolve("a/f"), "text");

        try (var source = directories().source(adopted)) {
            assertThat(rest(source)).hasSize(2);
        }
        try (var target = directories().target(adopted, UUID.randomUUID())) {
            target.directory(new SourceEntry.Directory(EntryPath.ROOT, attributes(0755)));
            target.complete("restored");
        }
        directories().delete(adopted);

        assertThat(allowed().resolve("a/f")).hasContent("text");
        assertThat(allowed().resolve("a/restored")).isDirectory();
    }

    @Test
    void looksAgainWhetherAnAdoptedDirectoryIsStillAllowed() throws IOException {
        var adopted = adopted("a");
        Files.delete(allowed().resolve("a"));
        Files.createSymbolicLink(allowed().resolve("a"), outside());

        assertRefused(adopted);

        Files.delete(allowed().resolve("a"));
        assertRefused(adopted);

        Files.move(allowed(), directory.resolve("real"));
        Files.createSymbolicLink(allowed(), outside());
        Files.createDirectory(outside().resolve("a"));
        var elsewhere = new LocalDirectories(opener, data(), List.of(directory.resolve("real")));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> elsewhere.source(adopted));
    }

    private void assertRefused(FileSystem adopted) throws IOException {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> directories().source(adopted));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> directories().target(adopted, UUID.randomUUID()));
        directories().discardTarget(adopted, UUID.randomUUID());
        assertOutsideIsUntouched();
    }

    // What a restore writes

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
                assertThat(opener.open(directory)).isInstanceOf(NamedDirectory.class);
            }
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> target.complete("r"));
        }
        assertOutsideIsUntouched();
        assertThat(root().resolve("r")).doesNotExist();
    }

    @Test
    void deletesLinksAndNotWhatTheyPointTo() throws IOException {
        Files.createSymbolicLink(root().resolve("out"), outside());
        Files.createDirectory(root().resolve("d"));
        Files.createSymbolicLink(root().resolve("d/out"), outside());

        directories().delete(fileSystem());

        assertThat(root()).doesNotExist();
        assertOutsideIsUntouched();
    }

    @Test
    void deletesATreeOfWhichMoreAndMoreIsGone() throws IOException {
        var steps = 0;
        while (!isDoneAfter(steps, 0, root())) {
            steps++;
        }

        assertThat(steps).isGreaterThan(10);
        assertThat(isDoneAfter(100, 120, root()))
                .as("with directories let go of")
                .isFalse();
    }

    @Test
    void deletesATreeAlsoWhenTheFileSystemIsGone() throws IOException {
        var steps = 0;
        while (!isDoneAfter(steps, 0, root().getParent())) {
            steps++;
        }

        assertThat(steps).isGreaterThan(10);
    }

    /** Begins to delete a tree, lets somebody else delete it after some steps with all that is in a directory, and ends. */
    private boolean isDoneAfter(int steps, int deeper, Path emptied) throws IOException {
        directories().create(fileSystem().id());
        Files.createDirectories(root().resolve("tree/a/b/c" + "/d".repeat(deeper)));
        for (var file : List.of("tree/a/b/c/f", "tree/a/b/f", "tree/a/b/g", "tree/z")) {
            Files.createFile(root().resolve(file));
        }
        try (var deletion = new TreeDeletion(opener.open(root()))) {
            deletion.begin("tree".getBytes(StandardCharsets.UTF_8));
            for (var i = 0; i < steps && !deletion.isDone(); i++) {
                deletion.goOn();
            }
            var done = deletion.isDone();
            empty(emptied);
            while (!deletion.isDone()) {
                deletion.goOn();
            }
            assertThat(root().resolve("tree")).doesNotExist();
            return done;
        }
    }

    private void empty(Path emptied) throws IOException {
        try (var opened = opener.open(emptied)) {
            for (var name : opened.names()) {
                TreeDeletion.delete(opener.open(emptied), name);
            }
        }
    }

    // Names and paths

    @Test
    void restoresAndReadsNamesOfAnyBytes() throws IOException {
        var names = List.of(
                new byte[] {(byte) 0xff, (byte) 0x80, '\n', '"', '\\', '%', ' '},
                new byte[] {(byte) 0xc3},
                "ä漢😀".getBytes(StandardCharsets.UTF_8),
                "%41+?#".getBytes(StandardCharsets.UTF_8),
                "n".repeat(255).getBytes(StandardCharsets.UTF_8));
        try (var target = newTarget()) {
            for (var name : names) {
                var path = EntryPath.ROOT.child(name);
                target.directory(new SourceEntry.Directory(path, attributes(0755)));
                target.file(
                        new SourceEntry.RegularFile(path.child(name), attributes(0644), 0),
                        FileContent.of(InputStream.nullInputStream()));
                target.symbolicLink(new SourceEntry.SymbolicLink(
                        path.child(new byte[] {'l'}), attributes(0777), new LinkTarget(name)));
            }
            target.complete("r");
        }

        var root = EntryPath.parse("r");
        try (var source = source()) {
            var found = rest(source);
            for (var name : names) {
                var path = root.child(name);
                assertThat(found).extracting(SourceEntry::path).contains(path, path.child(name));
                assertThat(found)
                        .filteredOn(entry -> entry.path().equals(path.child(new byte[] {'l'})))
                        .singleElement()
                        .isInstanceOfSatisfying(
                                SourceEntry.SymbolicLink.class,
                                link -> assertThat(link.target()).isEqualTo(new LinkTarget(name)));
            }
        }
    }

    /** Whether directories are held open, so that the system does not limit what paths and times can be. */
    abstract boolean isHeld();

    @Test
    void doesNotLoseItsWayInDeepTrees() throws IOException {
        var levels = 400; // more than are held open at once
        var path = EntryPath.ROOT;
        try (var target = newTarget()) {
            for (var i = 0; i < levels; i++) {
                path = path.child(new byte[] {'d'});
                target.directory(new SourceEntry.Directory(path, attributes(0755)));
            }
            putFile(target, "z", "back at the top");
            target.complete("r");
        }

        assertThat(seen()).hasSize(levels + 3).containsKey(EntryPath.parse("r/z"));
        directories().delete(fileSystem());
        assertThat(root()).doesNotExist();
    }

    @Test
    void goesAsDeepAsItCanAndNotesWhatIsDeeper() throws IOException {
        try (var held = new LocalDirectories(HeldDirectory::open, data().resolve("file-systems"), List.of())
                .target(fileSystem(), UUID.randomUUID())) {
            held.directory(new SourceEntry.Directory(EntryPath.ROOT, attributes(0755)));
            var inTarget = EntryPath.ROOT;
            for (var i = 0; i < DEEP; i++) {
                inTarget = inTarget.child("d".repeat(200).getBytes(StandardCharsets.UTF_8));
                held.directory(new SourceEntry.Directory(inTarget, attributes(0755)));
            }
            held.complete("r");
        }

        try (var source = source()) {
            var found = rest(source);
            if (isHeld()) {
                assertThat(found).hasSize(DEEP + 2);
                assertThat(source.unreadable()).isEqualTo(Unread.NONE);
            } else {
                assertThat(found).hasSizeBetween(15, DEEP);
                assertThat(source.unreadable().count()).isOne();
            }
        }
        new LocalDirectories(HeldDirectory::open, data().resolve("file-systems"), List.of()).delete(fileSystem());
    }
}
