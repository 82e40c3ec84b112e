package io.coldkeep.domain.contract;

import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.filesystem.FileSystemDirectories;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.SourceEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link FileSystemDirectories} promises about the directories that the service makes. */
public abstract class FileSystemDirectoriesContract extends FileSystemDirectoriesFixture {

    private static EntryPath[] paths(String... paths) {
        return Arrays.stream(paths).map(EntryPath::parse).toArray(EntryPath[]::new);
    }

    @Test
    void makesAnEmptyDirectoryOnceHoweverOftenItIsAsked() throws IOException {
        assertThat(seen()).containsOnlyKeys(EntryPath.ROOT);

        try (var target = newTarget()) {
            putFile(target, "f", "here");
            target.complete("restored");
        }
        directories.create(fileSystem.id());

        assertThat(seen()).containsKey(EntryPath.parse("restored/f"));
    }

    @Test
    void readsWhatWasRestored() throws IOException {
        var tree = new ListedSource()
                .add(new SourceEntry.Directory(EntryPath.parse("restored"), attributes(0755)))
                .add(new SourceEntry.Directory(EntryPath.parse("restored/docs"), attributes(0700)))
                .file(EntryPath.parse("restored/docs/f"), attributes(0640), "text".getBytes(StandardCharsets.UTF_8))
                .add(new SourceEntry.Directory(EntryPath.parse("restored/read-only"), attributes(0555)))
                .file(
                        EntryPath.parse("restored/read-only/g"),
                        attributes(0640),
                        "more".getBytes(StandardCharsets.UTF_8));
        try (var target = newTarget()) {
            putDirectory(target, "docs", 0700);
            putFile(target, "docs/f", "text");
            putDirectory(target, "read-only", 0555);
            putFile(target, "read-only/g", "more");
            target.complete("restored");
        }

        var expected = tree.expected();
        expected.remove(EntryPath.ROOT);
        assertThat(seen()).containsAllEntriesOf(expected).hasSize(expected.size() + 1);
    }

    @Test
    void readsDirectoriesBeforeWhatIsInThem() throws IOException {
        try (var target = newTarget()) {
            putDirectory(target, "b", 0755);
            putFile(target, "b/2", "");
            putFile(target, "b/1", "");
            putFile(target, "a", "");
            target.complete("r");
        }

        var seen = new ArrayList<>(seen().keySet());

        assertThat(seen).startsWith(paths("", "r")).contains(paths("r/a", "r/b", "r/b/1", "r/b/2"));
        assertThat(seen.indexOf(EntryPath.parse("r/b"))).isLessThan(seen.indexOf(EntryPath.parse("r/b/1")));
    }

    @Test
    void takesEntriesInAnyOrderThatGivesDirectoriesFirst() throws IOException {
        try (var target = newTarget()) {
            putDirectory(target, "a", 0500);
            putDirectory(target, "a b", 0700);
            putFile(target, "a/x", "first");
            putFile(target, "a b/y", "second");
            putDirectory(target, "a/deep", 0700);
            putFile(target, "a/deep/z", "third");
            target.complete("r");
        }

        assertThat(seen())
                .containsOnlyKeys(paths("", "r", "r/a", "r/a b", "r/a/x", "r/a b/y", "r/a/deep", "r/a/deep/z"));
        assertThat(seen().get(EntryPath.parse("r/a")))
                .isEqualTo(RecordingTarget.line(
                        new SourceEntry.Directory(EntryPath.parse("r/a"), attributes(0500)), new byte[0]));
    }

    @Test
    void showsNothingOfARestoreBeforeItIsComplete() throws IOException {
        try (var target = newTarget()) {
            putFile(target, "f", "not yet");

            assertThat(seen()).containsOnlyKeys(EntryPath.ROOT);
        }
        assertThat(seen()).containsOnlyKeys(EntryPath.ROOT);
    }

    @Test
    void refusesANameThatIsTakenAndTakesAnother() throws IOException {
        try (var first = newTarget();
                var second = newTarget()) {
            putFile(first, "f", "first");
            putFile(second, "f", "second");
            first.complete("one");

            assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> second.complete("one"));
            second.complete("two");
        }

        assertThat(seen()).containsOnlyKeys(paths("", "one", "one/f", "two", "two/f"));
        assertThat(seen().get(EntryPath.parse("one/f"))).endsWith("\nfirst");
        assertThat(seen().get(EntryPath.parse("two/f"))).endsWith("\nsecond");
    }

    @Test
    void refusesANameThatAnEmptyDirectoryHas() throws IOException {
        try (var first = newTarget();
                var second = newTarget()) {
            first.complete("one");

            assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> second.abandon("one"));
        }
    }

    @Test
    void givesANameToWhatAnAbandonedRestoreHasWritten() throws IOException {
        try (var target = newTarget()) {
            putDirectory(target, "d", 0755);
            putFile(target, "d/f", "so far");
            target.abandon("failed");
        }

        assertThat(seen()).containsOnlyKeys(paths("", "failed", "failed/d", "failed/d/f"));
    }

    @Test
    void discardsWhatADeadAttemptLeftHoweverOftenItIsAsked() throws IOException {
        var attempt = UUID.randomUUID();
        try (var target = directories.target(fileSystem, attempt)) {
            target.directory(new SourceEntry.Directory(EntryPath.ROOT, attributes(0755)));
            putDirectory(target, "d", 0);
            putFile(target, "f", "left");
        }

        directories.discardTarget(fileSystem, attempt);
        directories.discardTarget(fileSystem, attempt);
        directories.discardTarget(fileSystem, UUID.randomUUID());

        assertThat(seen()).containsOnlyKeys(EntryPath.ROOT);
    }

    @Test
    void discardsNothingOfOtherAttempts() throws IOException {
        try (var target = newTarget()) {
            putFile(target, "f", "going on");

            directories.discardTarget(fileSystem, UUID.randomUUID());
            target.complete("r");
        }

        assertThat(seen()).containsKey(EntryPath.parse("r/f"));
    }

    @Test
    void deletesADirectoryWithAllInItHoweverOftenItIsAsked() throws IOException {
        try (var target = newTarget()) {
            putDirectory(target, "d", 0755);
            putDirectory(target, "d/read-only", 0500);
            putFile(target, "d/read-only/f", "gone soon");
            target.complete("r");
        }

        directories.delete(fileSystem);
        directories.delete(fileSystem);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> directories.source(fileSystem).close());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () -> directories.target(fileSystem, UUID.randomUUID()).close());
        directories.discardTarget(fileSystem, UUID.randomUUID());
    }

    @Test
    void deletesNothingOfOtherFileSystems() throws IOException {
        var other = aFileSystem().build();
        directories.create(other.id());

        directories.delete(other);

        assertThat(seen()).containsOnlyKeys(EntryPath.ROOT);
    }

    @Test
    void refusesToAdoptWhatItMayNot() {
        assertThatExceptionOfType(RuleBroken.class)
                .isThrownBy(() -> directories.adopt("/no/such/directory"))
                .satisfies(refusal -> assertThat(refusal.violation().field()).isEqualTo("coldkeep:source-path"));
    }
}
