package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Damage;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileStamp;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.Session;
import io.coldkeep.persistence.content.index.SessionEndedException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs that hold little that is needed, or that are lost, are emptied; everything that is kept stays readable meanwhile. */
class RepackTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID VAULT = TestStore.ID.vault();

    /** Large enough for a frame, and a pack, of its own. */
    private static final int LARGE = 300_000;

    /** So many that their entries are in several pages. */
    private static final int SMALL = 1500;

    @TempDir
    Path directory;

    private final MemoryContentIndex index = new MemoryContentIndex();
    private ChunkedContentStore store;
    private Instant inspections = NOW;
    private long attempts;

    @BeforeEach
    void open() throws IOException {
        store = open(index);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private ChunkedContentStore open(ContentIndex seen) throws IOException {
        return new ChunkedContentStore(
                seen,
                new DirectoryBlobStore(directory.resolve("warm")),
                new DirectoryBlobStore(directory.resolve("cold")),
                new MasterKey(new byte[MasterKey.LENGTH]),
                () -> NOW,
                2,
                8 << 20,
                8 << 20);
    }

    private ContentId backUp(ListedSource tree) throws IOException {
        var id = new ContentId(VAULT, new UUID(1, ++attempts));
        store.store(id, tree, Progress.IGNORED, () -> Description.NONE);
        return id;
    }

    private void delete(ContentId id) throws IOException {
        store.delete(id, StorageTier.WARM);
        store.collect();
    }

    /** A day later, and what it freed is collected. */
    private List<Damage> inspect(ChunkedContentStore by) {
        inspections = inspections.plus(Duration.ofDays(1));
        var damages = new ArrayList<Damage>();
        by.upkeep(index, 1 << 30).run(inspections, () -> false, damages::addAll);
        by.collect();
        return damages;
    }

    private void assertRestores(ContentId id, ListedSource tree) throws IOException {
        var target = new RecordingTarget();
        TestStore.restoreWhole(store, id, RestoreSelection.EVERYTHING, target);
        assertThat(target.lines()).isEqualTo(tree.expected());
    }

    /** Many small files, and large ones of those numbers. */
    private static ListedSource tree(int... large) {
        var tree = small(SMALL);
        for (var number : large) {
            add(tree, "z-large-%02d".formatted(number), number, bytes(number));
        }
        return tree;
    }

    private static ListedSource small(int count) {
        var tree = new ListedSource();
        for (var i = 0; i < count; i++) {
            add(tree, "small-%06d".formatted(i), i, new byte[] {(byte) i});
        }
        return tree;
    }

    private static void add(ListedSource tree, String name, int stamp, byte[] content) {
        var path = EntryPath.parse(name);
        tree.file(path, ListedSource.ATTRIBUTES, content);
        tree.add(new SourceEntry.RegularFile(
                path,
                ListedSource.ATTRIBUTES,
                content.length,
                Optional.of(new FileStamp(stamp, Instant.EPOCH.plusSeconds(stamp)))));
    }

    private static byte[] bytes(int number) {
        var bytes = new byte[LARGE];
        new SplittableRandom(number).nextBytes(bytes);
        return bytes;
    }

    private static int[] upTo(int count) {
        return IntStream.range(0, count).toArray();
    }

    private long stored() {
        return index.packs(VAULT, StorageTier.WARM).stream()
                .mapToLong(Pack::size)
                .sum();
    }

    private Path largestPack() throws IOException {
        return TestStore.files(directory.resolve("warm/vaults/" + VAULT + "/packs")).stream()
                .max(Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
    }

    @Test
    void freesWhatAPackHoldsBesidesALittleThatIsNeeded() throws IOException {
        var all = backUp(tree(upTo(10)));
        var two = backUp(tree(3, 7));
        delete(all);
        assertThat(stored()).isGreaterThan(10 * LARGE);

        inspect(store);

        assertThat(stored()).isBetween(2L * LARGE, 3L * LARGE);
        assertThat(index.thinned(VAULT)).isEmpty();
        assertRestores(two, tree(3, 7));
    }

    @Test
    void leavesAPackAloneOfWhichHalfIsNeeded() throws IOException {
        var all = backUp(tree(upTo(10)));
        var most = backUp(tree(0, 1, 2, 3, 4, 5));
        delete(all);
        var before = stored();

        inspect(store);

        assertThat(stored()).isEqualTo(before);
        assertRestores(most, tree(0, 1, 2, 3, 4, 5));
    }

    @Test
    void laterBackupsShareWhatWasMoved() throws IOException {
        var all = backUp(tree(upTo(10)));
        backUp(tree(3, 7));
        delete(all);
        inspect(store);

        var again =
                store.store(new ContentId(VAULT, new UUID(2, 0)), tree(3, 7), Progress.IGNORED, () -> Description.NONE);

        assertThat(again.transfer().storedBytes()).isZero();
    }

    @Test
    void movesPiecesOfManifestsAsWell() throws IOException {
        var all = backUp(small(20 * SMALL));
        var some = backUp(small(SMALL));
        delete(all);
        var before = stored();

        inspect(store);

        assertThat(stored()).isLessThan(before / 3);
        assertRestores(some, small(SMALL));
        var next = new ContentId(VAULT, new UUID(2, 0));
        assertThat(store.store(next, small(SMALL), Progress.IGNORED, () -> Description.NONE)
                        .transfer()
                        .storedBytes())
                .isZero();
        assertRestores(next, small(SMALL));
    }

    @Test
    void keepsWhatABackupFoundThatCameMeanwhile() throws IOException {
        var all = backUp(tree(upTo(10)));
        var two = backUp(tree(3, 7));
        delete(all);
        var late = new ContentId(VAULT, new UUID(2, 0));

        try (var repacking = open(before("replace", () -> {
            store.store(late, tree(3, 4, 5), Progress.IGNORED, () -> Description.NONE);
        }))) {
            inspect(repacking);
        }

        assertRestores(two, tree(3, 7));
        assertRestores(late, tree(3, 4, 5));
        store.delete(late, StorageTier.WARM);
        inspect(store);
        assertRestores(two, tree(3, 7));
        assertThat(stored()).isLessThan(3L * LARGE);
    }

    @Test
    void doesNothingWhileSomebodyWrites() throws IOException {
        var all = backUp(tree(upTo(10)));
        var two = backUp(tree(3, 7));
        delete(all);
        var writer = index.begin(new ContentId(VAULT, new UUID(2, 0)), StorageTier.WARM);

        inspect(store);
        assertThat(stored()).isGreaterThan(10 * LARGE);
        assertThat(index.thinned(VAULT)).isPresent();

        index.end(writer);
        inspect(store);
        assertThat(stored()).isLessThan(3L * LARGE);
        assertRestores(two, tree(3, 7));
    }

    @Test
    void aRestoreGoesOnWhereItsPacksAreRepackedMeanwhile() throws IOException {
        var all = backUp(tree(upTo(10)));
        var two = backUp(tree(3, 7));
        store.delete(all, StorageTier.WARM);
        var target = new InterruptedTarget(new RecordingTarget(), () -> inspect(store));

        store.restore(two, RestoreSelection.EVERYTHING, target, Progress.IGNORED);

        assertThat(stored()).isLessThan(3L * LARGE);
        assertThat(target.recording().lines()).isEqualTo(tree(3, 7).expected());
    }

    @Test
    void whatTheNextBackupHasAgainHealsEarlierOnes() throws IOException {
        var first = backUp(tree(1, 2));
        Files.delete(largestPack());

        assertThat(inspect(store)).hasSize(1);
        assertThatExceptionOfType(CorruptContentException.class).isThrownBy(() -> assertRestores(first, tree(1, 2)));

        backUp(tree(1, 2, 3));
        assertThat(inspect(store)).isEmpty();
        assertRestores(first, tree(1, 2));
        assertThat(index.packs(VAULT, StorageTier.WARM)).allMatch(pack -> pack.state() == Pack.State.LIVE);
    }

    @Test
    void savesWhatCanBeReadOfADamagedPackAndKeepsTellingOfTheRest() throws IOException {
        var first = backUp(tree(1, 2));
        var pack = largestPack();
        var bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 4] ^= 1; // within one of two frames
        Files.write(pack, bytes);

        inspect(store);
        inspections = inspections.plus(Duration.ofDays(40));
        assertThat(inspect(store)).hasSize(1);
        inspect(store);

        assertThat(index.packs(VAULT, StorageTier.WARM))
                .filteredOn(one -> one.state() == Pack.State.LOST)
                .hasSize(1);
        assertThat(List.of(isRestored(first, "z-large-01"), isRestored(first, "z-large-02")))
                .containsExactlyInAnyOrder(true, false);

        backUp(tree(1, 2));
        inspect(store);
        assertRestores(first, tree(1, 2));
    }

    @Test
    void givesUpAndTriesAgainWhenANewPackCannotBeWritten() throws IOException {
        var first = backUp(tree(1, 2));
        var pack = largestPack();
        var bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 4] ^= 1;
        Files.write(pack, bytes);
        inspect(store);
        inspections = inspections.plus(Duration.ofDays(40));
        inspect(store);
        var nobody = new Session(UUID.randomUUID(), first, StorageTier.WARM, 0);

        try (var repacking = open(before("newPack", () -> {
            throw new SessionEndedException(nobody);
        }))) {
            inspect(repacking);
        }

        assertThat(index.thinned(VAULT)).isPresent();
        inspect(store);
        assertThat(index.thinned(VAULT)).isEmpty();
        assertThat(List.of(isRestored(first, "z-large-01"), isRestored(first, "z-large-02")))
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void endsTheSessionThatAProcessDiedIn() throws IOException {
        delete(backUp(tree(1)));
        index.begin(new ContentId(VAULT, new UUID(0, 0)), StorageTier.WARM);

        inspect(store);

        assertThat(isAnotherSessionOpen()).isFalse();
    }

    @Test
    void endsTheSessionThatAProcessDiedInWhenNothingWasLeftToDo() throws IOException {
        delete(backUp(tree(1)));
        backUp(tree(2));
        try (var dying = open(before("end", () -> {
            throw new Died();
        }))) {
            assertThatExceptionOfType(Died.class).isThrownBy(() -> inspect(dying));
        }
        assertThat(isAnotherSessionOpen()).isTrue();

        inspect(store);

        assertThat(isAnotherSessionOpen()).isFalse();
    }

    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    private boolean isAnotherSessionOpen() {
        var session = index.begin(new ContentId(VAULT, UUID.randomUUID()), StorageTier.WARM);
        try {
            return !index.isAlone(session);
        } finally {
            index.end(session);
        }
    }

    private boolean isRestored(ContentId id, String item) throws IOException {
        try {
            TestStore.restoreWhole(
                    store, id, new RestoreSelection(Set.of(EntryPath.parse(item))), new RecordingTarget());
            return true;
        } catch (CorruptContentException e) {
            return false;
        }
    }

    /** Something that happens in between. */
    private interface Work {
        void run() throws Exception;
    }

    /** The index, where something happens once before that method is called. */
    private ContentIndex before(String name, Work work) {
        var done = new boolean[1];
        return (ContentIndex) Proxy.newProxyInstance(
                ContentIndex.class.getClassLoader(), new Class<?>[] {ContentIndex.class}, (_, method, arguments) -> {
                    if (method.getName().equals(name) && !done[0]) {
                        done[0] = true;
                        work.run();
                    }
                    try {
                        return method.invoke(index, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
