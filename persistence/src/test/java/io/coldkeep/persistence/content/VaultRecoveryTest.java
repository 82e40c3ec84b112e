package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VaultRecoveryTest {

    private static final UUID VAULT = new UUID(0, 10);
    private static final UUID OTHER_VAULT = new UUID(0, 11);
    private static final ContentId COLD = new ContentId(VAULT, new UUID(0, 1));
    private static final ContentId WARM = new ContentId(VAULT, new UUID(0, 2));
    private static final ContentId LATEST = new ContentId(VAULT, new UUID(0, 3));
    private static final ContentId COPY = new ContentId(OTHER_VAULT, new UUID(0, 4));

    private static final int[] ALL = IntStream.range(0, 12).toArray();

    private FaultyWorld world;
    private final List<String> problems = new ArrayList<>();

    @BeforeEach
    void keepSomething() throws IOException {
        world = new FaultyWorld();
        try (var process = world.start(Faults.none())) {
            process.backUp(COLD, tree(1), tree(1).expected());
            process.backUp(WARM, tree(2), tree(2).expected());
            process.moveToCold(COLD);
            process.copy(WARM, COPY);
            process.backUp(LATEST, tree(3), tree(3).expected());
            process.store().collect();
        }
    }

    private static ListedSource tree(int version) {
        return new ListedSource()
                .directory("d")
                .file(EntryPath.parse("d/a"), ListedSource.ATTRIBUTES, bytes(0, 2_000))
                .file(EntryPath.parse("d/b"), ListedSource.ATTRIBUTES, bytes(version, 1_500))
                .file("d/inline", "version " + version)
                .file(EntryPath.parse("d/large"), ListedSource.ATTRIBUTES, bytes(100 + version % 2, 600_000));
    }

    private static byte[] bytes(int seed, int length) {
        var bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private Set<ContentId> recover() throws IOException {
        return world.recover(Faults.none(), (tier, object, what) -> problems.add(object + " " + what));
    }

    @Test
    void givesTheSameContentsAndSharesThemOn() throws IOException {
        var before = world.contents();
        world.loseIndex();

        assertThat(recover()).isEmpty();

        assertThat(problems).isEmpty();
        assertThat(world.contents()).isEqualTo(before);
        world.assertNothingIsLost();
        world.assertNothingIsLeftOver();
        try (var process = world.start(Faults.none())) {
            var again = new ContentId(VAULT, new UUID(0, 5));
            var stored = process.store().store(again, tree(3), Progress.IGNORED, () -> Description.NONE);
            assertThat(stored.transfer().storedBytes()).isZero();
        }
    }

    @Test
    void changesNothingWhereNothingIsMissing() throws IOException {
        var packs = world.index().packs(VAULT, StorageTier.WARM);
        var before = world.contents();

        assertThat(recover()).isEmpty();

        assertThat(world.contents()).isEqualTo(before);
        assertThat(world.index().packs(VAULT, StorageTier.WARM)).isEqualTo(packs);
    }

    @Test
    void freesAllBytesOfWhatIsDeletedThen() throws IOException {
        world.loseIndex();
        recover();

        try (var process = world.start(Faults.none())) {
            for (var id : List.of(COLD, WARM, LATEST, COPY)) {
                process.delete(id);
            }
            process.store().collect();
        }

        world.assertNothingIsLeftOver();
        for (var tier : StorageTier.values()) {
            assertThat(world.store(tier).objects().keySet()).allMatch(name -> name.endsWith("/vault"));
        }
    }

    @Test
    void addsWhatAnOldCatalogLacks() throws IOException {
        var old = new ContentId(VAULT, new UUID(0, 6));
        var before = world.contents();
        world.loseIndex();
        try (var process =
                world.start(Faults.none())) { // a catalog that has only this one, under the numbers of others
            recoverOnlyHeader();
            process.backUp(old, tree(4), tree(4).expected());
        }
        assertThat(world.index().packs(VAULT, StorageTier.WARM)).isNotEmpty();

        assertThat(recover()).isEmpty();

        assertThat(world.contents())
                .containsKeys(before.keySet().toArray(String[]::new))
                .hasSize(before.size() + 1);
        world.assertNothingIsLost();
        world.assertNothingIsLeftOver();
    }

    /** The catalog knew the vault's key before. */
    private void recoverOnlyHeader() throws IOException {
        var header = world.store(StorageTier.WARM).objects().get("vaults/" + VAULT + "/vault");
        world.index().header(VAULT, () -> header);
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void canBeInterruptedAtAnyStepAndRunAgain(Faults.Kind kind) throws IOException {
        var before = world.contents();
        var step = 0;
        for (var happened = true; happened; step++) {
            world.loseIndex();
            var faults = new Faults(kind, step);
            try {
                assertThat(world.recover(faults, (tier, object, what) -> problems.add(object + " " + what)))
                        .as("taken for damaged at step %d", step)
                        .isEmpty();
            } catch (IOException | RuntimeException e) {
                assertThat(faults.haveHappened()).as("step %d: %s", step, e).isTrue();
            }
            happened = faults.haveHappened();

            assertThat(recover()).as("step %d", step).isEmpty();
            assertThat(world.contents()).as("step %d", step).isEqualTo(before);
            world.assertNothingIsLost();
        }
        world.assertNothingIsLeftOver();
        assertThat(step).isPositive();
    }

    @Test
    void readsPacksWithDamagedFooters() throws IOException {
        var before = world.contents();
        for (var tier : StorageTier.values()) {
            for (var object : world.store(tier).objects().keySet()) {
                if (object.endsWith(".pack")) {
                    var bytes = world.store(tier).objects().get(object);
                    bytes[bytes.length - 50] ^= 1;
                }
            }
        }
        world.loseIndex();

        assertThat(recover()).isEmpty();

        assertThat(world.contents()).isEqualTo(before);
        world.assertNothingIsLost();
    }

    @Test
    void keepsWhatIsLeftOfAContentAndBuildsNothingOnIt() throws IOException {
        var only = only(LATEST, Pack.Kind.DATA);
        world.store(StorageTier.WARM).delete(only);
        world.loseIndex();

        assertThat(recover()).containsExactly(LATEST);

        var packs = world.index().packs(VAULT, StorageTier.WARM);
        var damaged = world.index().find(LATEST, StorageTier.WARM).orElseThrow();
        assertThat(packs).allMatch(pack -> damaged.packs().contains(pack.number()));
        try (var process = world.start(Faults.none())) {
            assertThat(process.restore(WARM)).isEqualTo(tree(2).expected());
            assertThat(process.restore(COLD)).isEqualTo(tree(1).expected());
            var next = new ContentId(VAULT, new UUID(0, 7));
            process.backUp(next, tree(3), tree(3).expected());
            assertThat(process.restore(next)).isEqualTo(tree(3).expected());
        }

        assertThat(recover()).as("has back what it lost, by the one behind it").isEmpty();
        world.assertNothingIsLost();
        world.assertNothingIsLeftOver();
    }

    @Test
    void keepsAllPacksForAContentWhosePagesAreLost() throws IOException {
        for (var pack : world.contents().get("WARM " + LATEST + " " + tree(3).name())) {
            if (pack.contains("/meta/")
                    && !world.contents()
                            .get("WARM " + WARM + " " + tree(2).name())
                            .contains(pack)) {
                world.store(StorageTier.WARM).delete(new BlobName(pack));
            }
        }
        world.loseIndex();

        assertThat(recover()).containsExactly(LATEST);

        try (var process = world.start(Faults.none())) {
            process.delete(WARM);
            process.store().collect();
            assertThat(process.store().hasGarbage()).isFalse();
        }
        assertThat(world.store(StorageTier.WARM).objects())
                .containsKey(only(LATEST, Pack.Kind.DATA).value());
    }

    /** A pack of that content in warm storage that no other content needs. */
    private BlobName only(ContentId id, Pack.Kind kind) {
        var contents = world.index().contents(VAULT, StorageTier.WARM);
        var mine = world.index().find(id, StorageTier.WARM).orElseThrow().packs();
        return world.index().packs(VAULT, StorageTier.WARM).stream()
                .filter(pack -> pack.kind() == kind && mine.contains(pack.number()))
                .filter(pack -> contents.stream()
                        .noneMatch(
                                other -> !other.id().equals(id) && other.packs().contains(pack.number())))
                .map(PackNames::of)
                .findFirst()
                .orElseThrow();
    }

    /** Inline files, and files whose bytes are in frames of their own. */
    private static ListedSource tree(int inline, int... large) {
        var tree = new ListedSource();
        for (var i = 0; i < inline; i++) {
            tree.file("inline-%06d".formatted(i), "content " + i);
        }
        for (var number : large) {
            tree.file(EntryPath.parse("large-%02d".formatted(number)), ListedSource.ATTRIBUTES, bytes(number, 300_000));
        }
        return tree;
    }

    /** So many inline files have pages enough that those which only the other content needs weigh little, or nearly all. */
    @ParameterizedTest
    @CsvSource({"3000, 3000", "15000, 1500"})
    void findsWhatWasRepackedSinceAnOldCatalog(int before, int after) throws IOException {
        var all = new ContentId(VAULT, new UUID(0, 8));
        var some = new ContentId(VAULT, new UUID(0, 9));
        try (var process = world.startWithLargePacks(Faults.none())) {
            process.backUp(all, tree(before, ALL), tree(before, ALL).expected());
            process.backUp(some, tree(after, 3, 7), tree(after, 3, 7).expected());
        }
        var dump = world.dumpIndex();
        deleteAndRepack(all);
        world.putBack(dump);

        assertThat(recover()).isEmpty();

        try (var process = world.start(Faults.none())) {
            process.store().collect();
            assertThat(process.restore(some)).isEqualTo(tree(after, 3, 7).expected());
            process.upkeep();
            var next = new ContentId(VAULT, new UUID(0, 10));
            assertThat(process.store()
                            .store(next, tree(after, 3, 7), Progress.IGNORED, () -> Description.NONE)
                            .transfer()
                            .storedBytes())
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void findsWhatWasRepackedAfterAnInterruptionToo(Faults.Kind kind) throws IOException {
        var all = new ContentId(VAULT, new UUID(0, 8));
        var some = new ContentId(VAULT, new UUID(0, 9));
        try (var process = world.startWithLargePacks(Faults.none())) {
            process.backUp(all, tree(1, ALL), tree(1, ALL).expected());
            process.backUp(some, tree(1, 3, 7), tree(1, 3, 7).expected());
        }
        var dump = world.dumpIndex();
        deleteAndRepack(all);
        var step = 0;
        for (var happened = true; happened; step++) {
            world.putBack(new MemoryContentIndex(dump));
            var faults = new Faults(kind, step);
            try {
                world.recover(faults, (tier, object, what) -> problems.add(object + " " + what));
            } catch (IOException | RuntimeException e) {
                assertThat(faults.haveHappened()).as("step %d: %s", step, e).isTrue();
            }
            happened = faults.haveHappened();

            assertThat(recover()).as("step %d", step).isEmpty();
        }
        try (var process = world.start(Faults.none())) {
            process.store().collect();
            assertThat(process.restore(some)).isEqualTo(tree(1, 3, 7).expected());
        }
        assertThat(step).isPositive();
    }

    @Test
    void keepsWhatIsLeftOfAContentThatWasRepackedSinceAnOldCatalog() throws IOException {
        var all = new ContentId(VAULT, new UUID(0, 8));
        var some = new ContentId(VAULT, new UUID(0, 9));
        try (var process = world.startWithLargePacks(Faults.none())) {
            process.backUp(all, tree(3000, ALL), tree(3000, ALL).expected());
        }
        try (var process = world.start(Faults.none())) { // its pack with the last file stays as it is
            process.backUp(some, tree(3000, 3, 7, 20), tree(3000, 3, 7, 20).expected());
        }
        var lost = only(some, Pack.Kind.DATA);
        var dump = world.dumpIndex();
        deleteAndRepack(all);
        world.store(StorageTier.WARM).delete(lost);
        world.putBack(dump);

        assertThat(recover()).containsExactly(some);

        try (var process = world.start(Faults.none())) {
            process.store().collect();
            process.upkeep();
            var target = new RecordingTarget();
            var item = new RestoreSelection(Set.of(EntryPath.parse("large-07")));
            process.store().restore(some, item, target, Progress.IGNORED);
            assertThat(target.lines()).containsKey(EntryPath.parse("large-07"));
        }
    }

    @Test
    void prefersWhatIsThereToWhatIsLostAndCanBeRead() throws IOException {
        var first = new ContentId(VAULT, new UUID(0, 8));
        var second = new ContentId(VAULT, new UUID(0, 9));
        try (var process = world.start(Faults.none())) {
            process.backUp(first, tree(1, 3), tree(1, 3).expected());
            world.index()
                    .lost(world.index().packs(VAULT, StorageTier.WARM).stream()
                            .filter(pack -> pack.kind() == Pack.Kind.DATA)
                            .map(Pack::number)
                            .toList());
        }
        var dump = world.dumpIndex();
        try (var process = world.start(Faults.none())) {
            process.backUp(second, tree(1, 3), tree(1, 3).expected());
        }
        world.putBack(dump);

        assertThat(recover()).doesNotContain(first, second);

        var lost = world.index().packs(VAULT, StorageTier.WARM).stream()
                .filter(pack -> pack.state() == Pack.State.LOST)
                .map(Pack::number)
                .toList();
        assertThat(world.index().find(second, StorageTier.WARM).orElseThrow().packs().stream())
                .doesNotContainAnyElementsOf(lost);
    }

    private void deleteAndRepack(ContentId id) throws IOException {
        var before = Set.copyOf(world.store(StorageTier.WARM).objects().keySet());
        try (var process = world.startWithLargePacks(Faults.none())) {
            process.delete(id);
            process.upkeep();
            process.store().collect();
        }
        assertThat(world.store(StorageTier.WARM).objects().keySet())
                .as("after repacking")
                .isNotEqualTo(before)
                .anyMatch(name -> name.contains("/packs/") && !before.contains(name));
    }
}
