package io.coldkeep.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.StoredContent;
import io.coldkeep.domain.content.WorkStopped;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.OpenFile;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ContentStore} promises. */
public abstract class ContentStoreContract {

    private ContentStore store;

    /** A store with nothing in it. */
    protected abstract ContentStore newStore() throws IOException;

    @BeforeEach
    void makeTheStore() throws IOException {
        store = newStore();
    }

    protected static ContentId newId() {
        return new ContentId(UUID.randomUUID(), UUID.randomUUID());
    }

    private StoredContent keep(ContentId id, BackupSource source) throws IOException {
        return store.store(id, source, Progress.IGNORED, () -> Description.NONE);
    }

    private RecordingTarget restored(ContentId id, String... items) throws IOException {
        var target = new RecordingTarget();
        store.restore(id, items.length == 0 ? RestoreSelection.EVERYTHING : select(items), target, Progress.IGNORED);
        return target;
    }

    private static RestoreSelection select(String... items) {
        return new RestoreSelection(Arrays.stream(items).map(EntryPath::parse).collect(Collectors.toSet()));
    }

    private void assertNothingIsKept(ContentId id) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> restored(id));
    }

    private static ListedSource aSmallTree() {
        return new ListedSource()
                .file("top", "at the top")
                .directory("docs")
                .file("docs/a", "first")
                .directory("docs/deep")
                .file("docs/deep/b", "second")
                .link("docs/link", "../top")
                .directory("empty")
                .file("z", "");
    }

    @Test
    void givesBackEverythingAsItWas() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void givesDirectoriesBeforeWhatIsInThem() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        var order = new ArrayList<>(restored(id).lines().keySet());

        assertThat(order).first().isEqualTo(EntryPath.ROOT);
        assertThat(order.indexOf(EntryPath.parse("docs"))).isLessThan(order.indexOf(EntryPath.parse("docs/a")));
        assertThat(order.indexOf(EntryPath.parse("docs/deep")))
                .isLessThan(order.indexOf(EntryPath.parse("docs/deep/b")));
    }

    @Test
    void keepsNamesAsTheBytesThatTheyAre() throws IOException {
        var id = newId();
        var source = new ListedSource();
        for (var name : oddNames()) {
            source.file(EntryPath.of(name), ListedSource.ATTRIBUTES, name);
        }
        keep(id, source);

        assertThat(restored(id).lines()).isEqualTo(source.expected());
    }

    private static byte[][] oddNames() {
        var all = new byte[255];
        for (var i = 0; i < all.length; i++) {
            all[i] = (byte) (i + 1 == '/' ? 'x' : i + 1);
        }
        return new byte[][] {
            all,
            "-rf".getBytes(StandardCharsets.UTF_8),
            " ".getBytes(StandardCharsets.UTF_8),
            "new\nline \"quoted\" back\\slash\ttab *?".getBytes(StandardCharsets.UTF_8),
            "umläut 漢字 😀".getBytes(StandardCharsets.UTF_8),
            "x".repeat(255).getBytes(StandardCharsets.UTF_8),
            {(byte) 0xff, (byte) 0xfe},
            {(byte) 0xc3}, // the first half of a character
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, // a surrogate, which is no character
            "...".getBytes(StandardCharsets.UTF_8),
        };
    }

    @Test
    void keepsWhatIsDeepDown() throws IOException {
        var id = newId();
        var source = new ListedSource();
        var path = EntryPath.ROOT;
        for (var i = 0; i < 40; i++) {
            path = path.child("d".repeat(200).getBytes(StandardCharsets.UTF_8));
            source.add(new SourceEntry.Directory(path, ListedSource.ATTRIBUTES));
        }
        keep(id, source.file(path.child(new byte[] {'f'}), ListedSource.ATTRIBUTES, new byte[] {1, 2, 3}));

        assertThat(restored(id).lines()).isEqualTo(source.expected());
    }

    @Test
    void keepsModesOwnersAndTimes() throws IOException {
        var id = newId();
        var source = new ListedSource();
        var times = new String[] {
            "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:58.500000001Z",
            "1901-12-13T20:45:52.999999999Z",
            "2026-11-22T01:02:03.000000001Z",
            "2446-05-10T22:38:55.999999999Z",
            "9999-12-31T23:59:59.100000000Z",
        };
        for (var i = 0; i < times.length; i++) {
            var attributes =
                    new EntryAttributes(07777 >> i, 1L << (6 * i), (1L << 32) - 1 - i, Instant.parse(times[i]));
            source.add(new SourceEntry.Directory(EntryPath.parse("d" + i), attributes));
            source.file(EntryPath.parse("f" + i), attributes, new byte[i]);
            source.add(new SourceEntry.SymbolicLink(
                    EntryPath.parse("l" + i), attributes, new LinkTarget(new byte[] {'x', (byte) (0x7e + i)})));
        }
        keep(id, source);

        assertThat(restored(id).lines()).isEqualTo(source.expected());
    }

    @Test
    void keepsTargetsOfLinksAsTheyAre() throws IOException {
        var id = newId();
        var source = new ListedSource();
        var targets = new String[] {"/etc/passwd", "..", "../../..", "a//b/", "/", ".", "dangling", "x".repeat(4095)};
        for (var i = 0; i < targets.length; i++) {
            source.link("link" + i, targets[i]);
        }
        keep(id, source);

        assertThat(restored(id).lines()).isEqualTo(source.expected());
    }

    @Test
    void keepsFilesOfAllSizes() throws IOException {
        var id = newId();
        var source = new ListedSource();
        var random = new Random(1);
        for (var size : new int[] {0, 1, 511, 512, 513, (1 << 17) - 1, 1 << 17, (1 << 20) + 1, 3 << 20}) {
            var content = new byte[size];
            random.nextBytes(content);
            source.file(EntryPath.parse("random" + size), ListedSource.ATTRIBUTES, content);
            source.file(EntryPath.parse("zeros" + size), ListedSource.ATTRIBUTES, new byte[size]);
        }
        keep(id, source);

        assertThat(restored(id).lines()).isEqualTo(source.expected());
    }

    @Test
    void keepsEntriesInWhateverOrderTheyCome() throws IOException {
        var id = newId();
        var source = new ListedSource()
                .directory("a")
                .directory("a b")
                .file("a/x", "below the first")
                .file("a b/y", "below the second")
                .file("a/z", "below the first again");
        keep(id, source);

        assertThat(restored(id).lines()).isEqualTo(source.expected());
    }

    @Test
    void keepsAnEmptyTree() throws IOException {
        var id = newId();

        var stored = keep(id, new ListedSource());

        assertThat(stored.logicalBytes()).isZero();
        assertThat(stored.entries()).isOne();
        assertThat(restored(id).lines()).isEqualTo(new ListedSource().expected());
    }

    @Test
    void reportsWhatItKept() throws IOException {
        var stored = keep(newId(), aSmallTree());

        assertThat(stored.logicalBytes()).isEqualTo(21);
        assertThat(stored.entries()).isEqualTo(9);
        assertThat(stored.transfer().readBytes()).isEqualTo(21);
        assertThat(stored.transfer().storedBytes()).isPositive();
        assertThat(stored.unread()).isEqualTo(Unread.NONE);
    }

    @Test
    void reportsWhatItRestored() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        var all = store.restore(id, RestoreSelection.EVERYTHING, new RecordingTarget(), Progress.IGNORED);
        var some = store.restore(id, select("docs/a"), new RecordingTarget(), Progress.IGNORED);

        assertThat(all.logicalBytes()).isEqualTo(21);
        assertThat(all.entries()).isEqualTo(9);
        assertThat(all.missing()).isEmpty();
        assertThat(some.logicalBytes()).isEqualTo(5);
        assertThat(some.entries()).isEqualTo(3);
    }

    @Test
    void restoresItemsWithTheDirectoriesAboveThemAndNothingElse() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        assertThat(restored(id, "docs/deep").lines().keySet())
                .containsExactly(
                        EntryPath.ROOT,
                        EntryPath.parse("docs"),
                        EntryPath.parse("docs/deep"),
                        EntryPath.parse("docs/deep/b"));
        assertThat(restored(id, "/docs/link/", "z").lines().keySet())
                .containsExactly(
                        EntryPath.ROOT, EntryPath.parse("docs"), EntryPath.parse("docs/link"), EntryPath.parse("z"));
    }

    @Test
    void reportsItemsThatAreMissing() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        var restored =
                store.restore(id, select("top", "TOP", "docs/none", "to"), new RecordingTarget(), Progress.IGNORED);

        assertThat(restored.missing())
                .isEqualTo(Set.of(EntryPath.parse("TOP"), EntryPath.parse("docs/none"), EntryPath.parse("to")));
    }

    @Test
    void notesAFileThatCannotBeReadAndKeepsTheRest() throws IOException {
        var id = newId();

        var stored = keep(
                id,
                new ListedSource()
                        .file("a", "before")
                        .file("gone", 5, () -> {
                            throw new IOException("gone");
                        })
                        .file("broken", 5, ContentStoreContract::failing)
                        .file("z", "behind")
                        .passingOver("/a directory"));

        assertThat(stored.unread().count()).isEqualTo(3);
        assertThat(stored.unread().examples()).containsExactlyInAnyOrder("/gone", "/broken", "/a directory");
        assertThat(restored(id).lines().keySet())
                .containsExactly(EntryPath.ROOT, EntryPath.parse("a"), EntryPath.parse("z"));
        assertThat(restored(id).text("z")).isEqualTo("behind");
    }

    private static InputStream failing() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is broken");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
    }

    @Test
    void notesAFileThatIsNotAsLongAsItWas() throws IOException {
        var id = newId();

        var stored = keep(
                id,
                new ListedSource()
                        .file("grown", 3, () -> new ByteArrayInputStream("12345".getBytes(StandardCharsets.UTF_8)))
                        .file("shrunk", 5, () -> new ByteArrayInputStream("123".getBytes(StandardCharsets.UTF_8)))
                        .file("z", "behind"));

        assertThat(stored.unread().count()).isEqualTo(2);
        assertThat(stored.unread().examples())
                .containsExactlyInAnyOrder("/grown (changed while it was read)", "/shrunk (changed while it was read)");
        assertThat(stored.logicalBytes()).isEqualTo(14);
        assertThat(restored(id).text("grown")).isEqualTo("12345");
        assertThat(restored(id).text("shrunk")).isEqualTo("123");
        assertThat(restored(id).text("z")).isEqualTo("behind");
    }

    @Test
    void keepsNothingWhenTheSourceFails() {
        var id = newId();
        var source = new FailingSource(aSmallTree(), 4);

        assertThatThrownBy(() -> keep(id, source))
                .isInstanceOf(IOException.class)
                .hasMessage("the source is gone");

        assertNothingIsKept(id);
    }

    /** Fails as a whole at some entry. */
    private static final class FailingSource implements BackupSource {

        private final BackupSource source;
        private int left;

        FailingSource(BackupSource source, int left) {
            this.source = source;
            this.left = left;
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public Optional<SourceEntry> next() throws IOException {
            if (left-- == 0) {
                throw new IOException("the source is gone");
            }
            return source.next();
        }

        @Override
        public OpenFile open(SourceEntry.RegularFile file) throws IOException {
            return source.open(file);
        }

        @Override
        public Unread unreadable() {
            return source.unreadable();
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }

    @Test
    void keepsNothingWhenItIsStopped() {
        var id = newId();

        assertThatExceptionOfType(WorkStopped.class)
                .isThrownBy(() -> store.store(id, aSmallTree(), stoppingAt(15), () -> Description.NONE));

        assertNothingIsKept(id);
    }

    private static Progress stoppingAt(long limit) {
        return bytes -> {
            if (bytes >= limit) {
                throw new WorkStopped("enough");
            }
        };
    }

    /** It may be some way ahead of what it has reported. */
    @Test
    void stopsARestore() throws IOException {
        var id = newId();
        keep(id, aWideTree());
        var target = new RecordingTarget();

        assertThatExceptionOfType(WorkStopped.class)
                .isThrownBy(() -> store.restore(id, RestoreSelection.EVERYTHING, target, stoppingAt(11)));

        assertThat(target.lines()).containsKey(EntryPath.parse("1000/a")).doesNotContainKey(EntryPath.parse("1999/a"));
    }

    private static ListedSource aWideTree() {
        var source = new ListedSource();
        for (var i = 1000; i < 2000; i++) {
            source.directory(String.valueOf(i)).file(i + "/a", "content");
        }
        return source;
    }

    @Test
    void reportsProgressUpToTheEnd() throws IOException {
        var id = newId();
        var kept = new ArrayList<Long>();
        var given = new ArrayList<Long>();

        store.store(id, aSmallTree(), kept::add, () -> Description.NONE);
        store.restore(id, RestoreSelection.EVERYTHING, new RecordingTarget(), given::add);

        assertThat(kept).isSorted().endsWith(21L);
        assertThat(given).isSorted().endsWith(21L);
    }

    @Test
    void passesOnAFailureOfTheTarget() throws IOException {
        var id = newId();
        keep(id, aSmallTree());
        var target = new RecordingTarget();
        target.directory(new SourceEntry.Directory(EntryPath.parse("docs"), ListedSource.ATTRIBUTES));

        assertThatThrownBy(() -> store.restore(id, RestoreSelection.EVERYTHING, target, Progress.IGNORED))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(CorruptContentException.class)
                .hasMessage("given twice: /docs");
    }

    @Test
    void doesTheWholeWhenItIsAskedAgain() throws IOException {
        var id = newId();
        keep(id, new ListedSource().file("old", "of an attempt that died"));

        keep(id, aSmallTree());

        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void keepsAttemptsApart() throws IOException {
        var vault = UUID.randomUUID();
        var one = new ContentId(vault, UUID.randomUUID());
        var other = new ContentId(vault, UUID.randomUUID());
        keep(one, new ListedSource().file("f", "one"));
        keep(other, new ListedSource().file("f", "other"));

        store.delete(one, StorageTier.WARM);

        assertNothingIsKept(one);
        assertThat(restored(other).text("f")).isEqualTo("other");
    }

    @Test
    void restoresFromColdStorageWhatWasMovedThere() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        store.copyToCold(id, Progress.IGNORED);
        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
        store.delete(id, StorageTier.WARM);

        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void copiesToColdStorageOnceHoweverOftenItIsAsked() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        assertThat(store.copyToCold(id, Progress.IGNORED)).isPositive();
        assertThat(store.copyToCold(id, Progress.IGNORED)).isZero();
        store.delete(id, StorageTier.WARM);
        assertThat(store.copyToCold(id, Progress.IGNORED)).isZero();

        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void keepsNothingColdWhenTheCopyIsStopped() throws IOException {
        var id = newId();
        keep(id, aSmallTree());
        var heard = new ArrayList<Long>();

        assertThatExceptionOfType(WorkStopped.class)
                .isThrownBy(() -> store.copyToCold(id, bytes -> {
                    heard.add(bytes);
                    if (bytes > 0) {
                        throw new WorkStopped("enough");
                    }
                }));

        assertThat(heard).isNotEmpty();
        store.copyToCold(id, Progress.IGNORED);
        store.delete(id, StorageTier.WARM);
        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void copiesToColdStorageWhenSeveralAskAtOnce() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        Concurrently.run(8, number -> {
            try {
                store.copyToCold(id, Progress.IGNORED);
                return number;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        store.delete(id, StorageTier.WARM);

        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void leavesWarmBytesWhenTheColdOnesAreDeleted() throws IOException {
        var id = newId();
        keep(id, aSmallTree());
        store.copyToCold(id, Progress.IGNORED);

        store.delete(id, StorageTier.COLD);

        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void deletesManyAtOnceWhetherTheyAreThereOrNot() throws IOException {
        var kept = newId();
        var ids = Stream.generate(ContentStoreContract::newId).limit(20).toList();
        keep(kept, aSmallTree());
        for (var id : ids.subList(0, 15)) {
            keep(id, aSmallTree());
            store.copyToCold(id, Progress.IGNORED);
        }

        assertThat(store.deleteAll(ids, StorageTier.WARM)).isEmpty();
        assertThat(restored(ids.get(0)).lines())
                .as("out of cold storage")
                .isEqualTo(aSmallTree().expected());
        assertThat(store.deleteAll(ids, StorageTier.COLD)).isEmpty();
        assertThat(store.deleteAll(List.of(), StorageTier.COLD)).isEmpty();

        ids.forEach(this::assertNothingIsKept);
        assertThat(restored(kept).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void copiesIntoAnotherVault() throws IOException {
        var from = newId();
        var to = newId();
        keep(from, aSmallTree());

        var stored = store.copy(from, to, Progress.IGNORED, () -> Description.NONE);

        assertThat(stored.logicalBytes()).isEqualTo(21);
        assertThat(stored.entries()).isEqualTo(9);
        assertThat(stored.transfer().readBytes()).isEqualTo(21);
        assertThat(stored.transfer().storedBytes()).isPositive();
        assertThat(restored(to).lines()).isEqualTo(aSmallTree().expected());
        assertThat(restored(from).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void copiesOutOfColdStorageIntoTheWarmStore() throws IOException {
        var from = newId();
        var to = newId();
        keep(from, aSmallTree());
        store.copyToCold(from, Progress.IGNORED);
        store.delete(from, StorageTier.WARM);

        store.copy(from, to, Progress.IGNORED, () -> Description.NONE);
        store.delete(to, StorageTier.COLD);

        assertThat(restored(to).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void keepsACopyWhateverHappensToItsOriginal() throws IOException {
        var from = newId();
        var to = newId();
        var again = newId();
        keep(from, aSmallTree());
        store.copy(from, to, Progress.IGNORED, () -> Description.NONE);

        store.delete(from, StorageTier.WARM);
        store.copy(to, again, Progress.IGNORED, () -> Description.NONE);
        store.copyToCold(to, Progress.IGNORED);
        store.delete(to, StorageTier.WARM);

        assertThat(restored(to).lines()).isEqualTo(aSmallTree().expected());
        assertThat(restored(again).lines()).isEqualTo(aSmallTree().expected());
        assertNothingIsKept(from);
    }

    @Test
    void copiesAgainWhenItIsAskedAgain() throws IOException {
        var from = newId();
        var to = newId();
        keep(from, aSmallTree());

        store.copy(from, to, Progress.IGNORED, () -> Description.NONE);
        store.copy(from, to, Progress.IGNORED, () -> Description.NONE);

        assertThat(restored(to).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void reportsTheProgressOfACopy() throws IOException {
        var from = newId();
        keep(from, aSmallTree());
        var copied = new ArrayList<Long>();

        store.copy(from, newId(), copied::add, () -> Description.NONE);

        assertThat(copied).isSorted().last().asInstanceOf(LONG).isPositive();
    }

    @Test
    void keepsNothingOfACopyThatIsStopped() throws IOException {
        var from = newId();
        var to = newId();
        keep(from, aSmallTree());

        assertThatExceptionOfType(WorkStopped.class)
                .isThrownBy(() -> store.copy(from, to, stoppingAt(1), () -> Description.NONE));

        assertNothingIsKept(to);
        assertThat(restored(from).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void needsNoThawWhereEverythingCanBeRead() throws IOException {
        var id = newId();
        keep(id, aSmallTree());
        assertThat(store.thaw(id, RestoreSelection.EVERYTHING, Progress.IGNORED).isDone())
                .isTrue();
        store.copyToCold(id, Progress.IGNORED);
        store.delete(id, StorageTier.WARM);

        assertThat(store.thaw(id, select("docs/a"), Progress.IGNORED).isDone()).isTrue();
    }

    @Test
    void thawsNothingThatIsNotThere() {
        assertThatExceptionOfType(CorruptContentException.class)
                .isThrownBy(() -> store.thaw(newId(), RestoreSelection.EVERYTHING, Progress.IGNORED));
    }

    @Test
    void copiesNothingThatIsNotThere() {
        var to = newId();

        assertThatExceptionOfType(CorruptContentException.class)
                .isThrownBy(() -> store.copy(newId(), to, Progress.IGNORED, () -> Description.NONE));

        assertNothingIsKept(to);
    }

    @Test
    void deletesHoweverOftenItIsAsked() throws IOException {
        var id = newId();
        keep(id, aSmallTree());
        store.copyToCold(id, Progress.IGNORED);

        for (var i = 0; i < 2; i++) {
            store.delete(id, StorageTier.WARM);
            store.delete(id, StorageTier.COLD);
        }

        assertNothingIsKept(id);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.copyToCold(id, Progress.IGNORED));
    }

    @Test
    void doesNotRestoreOrMoveWhatItNeverKept() throws IOException {
        var id = newId();

        assertNothingIsKept(id);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.copyToCold(id, Progress.IGNORED));
        store.delete(id, StorageTier.WARM);
        store.delete(id, StorageTier.COLD);
    }
}
