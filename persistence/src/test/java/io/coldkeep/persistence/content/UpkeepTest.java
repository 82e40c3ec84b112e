package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentUpkeep;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Damage;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Lost;
import io.coldkeep.domain.content.Packs;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is damaged is found without anybody asking for it, and not built upon. */
class UpkeepTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final long UNLIMITED = 1L << 40;

    @TempDir
    Path directory;

    private final MemoryContentIndex index = new MemoryContentIndex();
    private ChunkedContentStore store;
    private ContentUpkeep upkeep;

    @BeforeEach
    void open() throws IOException {
        store = TestStore.of(
                index,
                new DirectoryBlobStore(directory.resolve("warm")),
                new DirectoryBlobStore(directory.resolve("cold")));
        upkeep = store.upkeep(index, UNLIMITED);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static ListedSource tree() {
        return new ListedSource().file("a", "a".repeat(5000)).file("b", "b".repeat(5000));
    }

    private void backUp(ContentId id) throws IOException {
        store.store(id, tree(), Progress.IGNORED, () -> Description.NONE);
    }

    private static ContentId another() {
        return new ContentId(TestStore.ID.vault(), UUID.randomUUID());
    }

    private void assertRestores(ContentId id) throws IOException {
        var target = new RecordingTarget();
        TestStore.restoreWhole(store, id, RestoreSelection.EVERYTHING, target);
        assertThat(target.lines()).isEqualTo(tree().expected());
    }

    private Path vault(StorageTier tier) {
        return directory.resolve(tier == StorageTier.WARM ? "warm" : "cold").resolve("vaults/" + TestStore.ID.vault());
    }

    private Path pack(StorageTier tier) throws IOException {
        return TestStore.file(vault(tier).resolve("packs"), ".pack");
    }

    private static void flip(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 4;
        Files.write(file, bytes);
    }

    private List<Damage> after(Duration time) {
        var damages = new ArrayList<Damage>();
        upkeep.run(BEGIN.plus(time), () -> false, damages::addAll);
        return damages;
    }

    @Test
    void hasNothingToDoWhileNothingIsKept() {
        assertThat(upkeep.nextDue()).isEmpty();
        assertThat(after(Duration.ZERO)).isEmpty();
    }

    @Test
    void isDueAtOnceThenEveryDay() throws IOException {
        backUp(TestStore.ID);
        assertThat(upkeep.nextDue()).hasValueSatisfying(due -> assertThat(due).isBefore(BEGIN));

        assertThat(after(Duration.ZERO)).isEmpty();
        assertThat(upkeep.nextDue()).contains(BEGIN.plus(Duration.ofDays(1)));
        after(Duration.ofDays(1));
        assertThat(upkeep.nextDue()).contains(BEGIN.plus(Duration.ofDays(2)));
    }

    @Test
    void takesInventory() throws IOException {
        var inventory = store.inventory(index);
        assertThat(inventory.take().oldestCheck()).isEmpty();
        assertThat(inventory.take().packs())
                .hasSize(2 * Pack.State.values().length)
                .allSatisfy(packs -> assertThat(packs.count()).isZero());

        backUp(TestStore.ID);
        after(Duration.ZERO);
        var data = Files.size(pack(StorageTier.WARM));
        var bytes = data + Files.size(TestStore.file(vault(StorageTier.WARM).resolve("meta"), ".pack"));
        assertThat(inventory.take().oldestCheck()).contains(BEGIN);
        assertThat(inventory.take().packs())
                .contains(
                        new Packs(StorageTier.WARM, Packs.State.LIVE, 2, bytes),
                        new Packs(StorageTier.COLD, Packs.State.LIVE, 0, 0));

        flip(pack(StorageTier.WARM));
        after(Duration.ofDays(31));
        assertThat(inventory.take().packs())
                .contains(
                        new Packs(StorageTier.WARM, Packs.State.LIVE, 1, bytes - data),
                        new Packs(StorageTier.WARM, Packs.State.LOST, 1, data));
    }

    @ParameterizedTest
    @EnumSource
    void findsAFlippedBitWithinAMonthAndSharesThatPackNoMore(StorageTier tier) throws IOException {
        backUp(TestStore.ID);
        if (tier == StorageTier.COLD) {
            store.copyToCold(TestStore.ID, Progress.IGNORED);
            store.delete(TestStore.ID, StorageTier.WARM);
        }
        after(Duration.ZERO);
        flip(pack(tier));

        assertThat(after(Duration.ofDays(29))).isEmpty();
        assertThat(after(Duration.ofDays(30)))
                .containsExactly(
                        new Damage(TestStore.ID, tier, "it does not have its checksum", List.of("/a", "/b"), 2));
        assertThat(after(Duration.ofDays(61))).as("told once").isEmpty();

        var next = another();
        backUp(next);
        assertRestores(next);
    }

    @Test
    void tellsOfNoDamageToWhatTheOtherTierHas() throws IOException {
        backUp(TestStore.ID);
        store.copyToCold(TestStore.ID, Progress.IGNORED);
        after(Duration.ZERO);
        flip(pack(StorageTier.WARM));

        assertThat(after(Duration.ofDays(30))).isEmpty();

        assertThat(index.packs()).anyMatch(pack -> pack.state() == Pack.State.LOST);
        assertRestores(TestStore.ID);
    }

    @Test
    void findsAMissingPackWithinADay() throws IOException {
        backUp(TestStore.ID);
        after(Duration.ZERO);
        Files.delete(pack(StorageTier.WARM));

        assertThat(after(Duration.ofDays(1)))
                .singleElement()
                .satisfies(damage -> assertThat(damage.paths()).containsExactly("/a", "/b"));
        assertThat(after(Duration.ofDays(2))).isEmpty();
        assertThatExceptionOfType(CorruptContentException.class).isThrownBy(() -> assertRestores(TestStore.ID));

        backUp(another());
        assertThat(after(Duration.ofDays(3))).isEmpty();
        assertRestores(TestStore.ID);
    }

    /** Two files in frames of their own: a flipped bit early in the pack is in the large one. */
    private static ListedSource oneLargeOneSmall() {
        var large = new byte[3 << 20];
        new Random(1).nextBytes(large);
        return new ListedSource()
                .file(EntryPath.parse("large"), ListedSource.ATTRIBUTES, large)
                .file("small", "s".repeat(5000));
    }

    @Test
    void findsWhatARestoreCameAcrossWithTheNextRun() throws IOException {
        store.store(TestStore.ID, oneLargeOneSmall(), Progress.IGNORED, () -> Description.NONE);
        after(Duration.ZERO);
        flip(pack(StorageTier.WARM));
        assertThat(after(Duration.ofHours(1))).as("it is nobody's turn").isEmpty();

        var target = new RecordingTarget();
        var restored = store.restore(TestStore.ID, RestoreSelection.EVERYTHING, target, Progress.IGNORED);

        assertThat(restored.lost()).isEqualTo(new Lost(1, List.of("/large")));
        assertThat(target.lines()).doesNotContainKey(EntryPath.parse("large"));
        assertThat(oneLargeOneSmall().expected()).containsAllEntriesOf(target.lines());
        assertThat(target.text("small")).isEqualTo("s".repeat(5000));
        assertThat(restored.entries()).isEqualTo(2);
        assertThat(restored.logicalBytes()).isEqualTo(5000);
        assertThat(upkeep.nextDue()).hasValueSatisfying(due -> assertThat(due).isBefore(BEGIN));
        assertThat(after(Duration.ofHours(1)))
                .singleElement()
                .satisfies(damage -> assertThat(damage.paths()).containsExactly("/large"));
        assertThat(index.packs()).anyMatch(pack -> pack.state() == Pack.State.LOST);
        assertThat(after(Duration.ofHours(2))).as("told once").isEmpty();
    }

    @Test
    void writesADescriptorThatIsMissing() throws IOException {
        backUp(TestStore.ID);
        var descriptor = vault(StorageTier.WARM).resolve("points/" + TestStore.ID.attempt());
        var bytes = Files.readAllBytes(descriptor);
        Files.delete(descriptor);

        assertThat(after(Duration.ZERO)).isEmpty();

        assertThat(descriptor).hasBinaryContent(bytes);
    }

    @ParameterizedTest
    @EnumSource
    void takesNothingForLostWhereTheStoreIsNotThere(StorageTier tier) throws IOException {
        backUp(TestStore.ID);
        store.copyToCold(TestStore.ID, Progress.IGNORED);
        after(Duration.ZERO);
        Files.move(vault(tier), directory.resolve("elsewhere"));

        assertThat(after(Duration.ofDays(40))).isEmpty();

        assertThat(upkeep.nextDue()).as("it waits for a while").isEmpty();
        assertThat(index.packs()).allMatch(pack -> pack.state() == Pack.State.LIVE);
        Files.move(directory.resolve("elsewhere"), vault(tier));
        assertRestores(TestStore.ID);
    }

    @Test
    void findsAgainWhatWasPutBack() throws IOException {
        backUp(TestStore.ID);
        after(Duration.ZERO);
        var pack = pack(StorageTier.WARM);
        var bytes = Files.readAllBytes(pack);
        Files.delete(pack);
        assertThat(after(Duration.ofDays(1))).hasSize(1);

        Files.write(pack, bytes);
        assertThat(after(Duration.ofDays(2))).isEmpty();

        assertThat(index.packs()).allMatch(found -> found.state() == Pack.State.LIVE);
        assertRestores(TestStore.ID);
    }

    @Test
    void tellsOfWhatABackupFoundToBeLost() throws IOException {
        backUp(TestStore.ID);
        after(Duration.ZERO);
        Files.delete(pack(StorageTier.WARM));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> backUp(another()));

        assertThat(after(Duration.ofDays(1)))
                .singleElement()
                .satisfies(damage -> assertThat(damage.content()).isEqualTo(TestStore.ID));
        assertThat(after(Duration.ofDays(2))).isEmpty();
    }

    @Test
    void copiesToColdStorageAgainWhatWasLostThere() throws IOException {
        backUp(TestStore.ID);
        store.copyToCold(TestStore.ID, Progress.IGNORED);
        Files.delete(pack(StorageTier.COLD));

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.copyToCold(TestStore.ID, Progress.IGNORED));
        store.copyToCold(TestStore.ID, Progress.IGNORED);
        store.delete(TestStore.ID, StorageTier.WARM);
        store.collect();

        assertRestores(TestStore.ID);
    }

    @Test
    void leavesTheRestToTheNextRunWhenTheProcessEnds() throws IOException {
        backUp(TestStore.ID);

        upkeep.run(BEGIN, () -> true, _ -> {});

        assertThat(index.firstInspection()).contains(Instant.EPOCH);
    }
}
