package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.ArchivedContentException;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Damage;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.Thaw;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.persistence.content.blob.ArchivedBlobException;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.blob.s3.S3Archive;
import io.coldkeep.persistence.content.blob.s3.S3Location;
import io.coldkeep.persistence.content.blob.s3.S3Service;
import io.coldkeep.persistence.content.blob.s3.S3TestServer;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cold storage whose packs of data are in an archive, from which they have to be thawed before they can be read. */
class ArchivedContentTest {

    private static final ContentId ID = TestStore.ID;
    private static final ContentId OTHER = new ContentId(ID.vault(), new UUID(7, 7));
    private static final MasterKey KEY = new MasterKey(new byte[MasterKey.LENGTH]);
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int FILES = 12;
    private static final int COLD_PACK = 100_000;

    @TempDir
    Path directory;

    private final MemoryContentIndex index = new MemoryContentIndex();
    private final List<String> problems = new ArrayList<>();
    private S3TestServer server;
    private S3Service service;
    private BlobStore cold;
    private ChunkedContentStore store;

    @BeforeEach
    void start() throws IOException {
        server = new S3TestServer("bucket");
        service = new S3Service(server.access());
        openStore();
    }

    private void openStore() throws IOException {
        var archive = new S3Archive(Optional.of(S3Archive.StorageClass.DEEP_ARCHIVE), S3Archive.Speed.STANDARD, 7);
        cold = service.open(new S3Location("bucket", "cold"), Optional.of(archive));
        store = new ChunkedContentStore(index, warm(), cold, KEY, InstantSource.system(), 2, 32 << 20, COLD_PACK);
    }

    private BlobStore warm() throws IOException {
        return new DirectoryBlobStore(directory.resolve("warm"));
    }

    @AfterEach
    void stop() {
        store.close();
        service.close();
        server.close();
    }

    /** Files that fill a frame each, of which two fill a pack. */
    private static ListedSource tree(int seed) {
        var random = new Random(seed);
        var tree = new ListedSource().directory("docs");
        for (var i = 0; i < FILES; i++) {
            var bytes = new byte[400_000];
            random.nextBytes(bytes);
            tree.file(EntryPath.parse("docs/%02d".formatted(i)), ListedSource.ATTRIBUTES, bytes);
        }
        return tree.file("small", "kept in the manifest");
    }

    private void keepInCold(ContentId id, int seed) throws IOException {
        store.store(id, tree(seed), Progress.IGNORED, () -> Description.NONE);
        moveToCold(id);
    }

    private void moveToCold(ContentId id) throws IOException {
        store.copyToCold(id, Progress.IGNORED);
        store.delete(id, StorageTier.WARM);
        store.collect();
    }

    private static RestoreSelection item(String path) {
        return new RestoreSelection(Set.of(EntryPath.parse(path)));
    }

    private Thaw thaw(ContentId id, RestoreSelection selection) throws IOException {
        return store.thaw(id, selection, Progress.IGNORED);
    }

    private RecordingTarget restore(ContentId id, RestoreSelection selection) throws IOException {
        var target = new RecordingTarget();
        TestStore.restoreWhole(store, id, selection, target);
        return target;
    }

    private static boolean isData(String key) {
        return key.contains("/packs/");
    }

    private Set<String> dataPacks() {
        return server.objects("bucket").keySet().stream()
                .filter(ArchivedContentTest::isData)
                .collect(Collectors.toSet());
    }

    private Set<String> readData() {
        return server.read().stream().filter(ArchivedContentTest::isData).collect(Collectors.toSet());
    }

    @Test
    void archivesNothingButPacksOfData() throws IOException {
        keepInCold(ID, 1);

        assertThat(dataPacks()).hasSizeGreaterThan(5);
        assertThat(server.objects("bucket").keySet())
                .allSatisfy(key -> assertThat(server.storageClass("bucket", key))
                        .isEqualTo(isData(key) ? "DEEP_ARCHIVE" : "STANDARD"));
    }

    @Test
    void thawsThePacksOfAContentAndNoOthers() throws IOException {
        keepInCold(ID, 1);
        var packs = dataPacks();
        keepInCold(OTHER, 2);

        assertThat(store.frozen(ID, RestoreSelection.EVERYTHING, Progress.IGNORED))
                .isEqualTo(new Thaw(packs.size(), packs.size()));
        assertThat(server.thawing("bucket")).as("nobody asked for it").isEmpty();
        assertThat(thaw(ID, RestoreSelection.EVERYTHING)).isEqualTo(new Thaw(packs.size(), packs.size()));
        assertThat(server.thawing("bucket")).isEqualTo(packs);

        server.finishThaws();
        assertThat(thaw(ID, RestoreSelection.EVERYTHING).isDone()).isTrue();
        assertThat(restore(ID, RestoreSelection.EVERYTHING).lines()).isEqualTo(tree(1).expected());
        assertThat(readData()).isEqualTo(packs);
    }

    @Test
    void thawsThePacksOfAnItemAndNoOthers() throws IOException {
        keepInCold(ID, 1);

        var thaw = thaw(ID, item("docs/03"));

        assertThat(thaw.frozen()).isPositive().isLessThan(4);
        var asked = server.thawing("bucket");
        assertThat(asked).hasSize(thaw.of());
        assertThat(readData()).isEmpty();
        server.finishThaws();
        assertThat(thaw(ID, item("docs/03"))).isEqualTo(new Thaw(0, thaw.of()));
        assertThat(restore(ID, item("docs/03")).lines())
                .containsOnlyKeys(EntryPath.ROOT, EntryPath.parse("docs"), EntryPath.parse("docs/03"))
                .containsEntry(EntryPath.parse("docs/03"), tree(1).expected().get(EntryPath.parse("docs/03")));
        assertThat(readData()).isEqualTo(asked);
    }

    @Test
    void needsNoPackForWhatIsInTheManifest() throws IOException {
        keepInCold(ID, 1);

        assertThat(thaw(ID, item("small"))).isEqualTo(Thaw.NOTHING);

        assertThat(restore(ID, item("small")).text("small")).isEqualTo("kept in the manifest");
        assertThat(server.thawing("bucket")).isEmpty();
    }

    /** There may be so many files that need no pack that going through them takes long. */
    @Test
    void canBeStoppedAtEachFileWhileItPlans() throws IOException {
        var tree = new ListedSource().directory("tiny");
        for (var i = 0; i < 1000; i++) {
            tree.file("tiny/%04d".formatted(i), "in the manifest");
        }
        store.store(ID, tree, Progress.IGNORED, () -> Description.NONE);
        moveToCold(ID);
        var asked = new AtomicInteger();

        assertThat(store.thaw(ID, item("tiny"), bytes -> asked.incrementAndGet()))
                .isEqualTo(Thaw.NOTHING);

        assertThat(asked).hasValueGreaterThanOrEqualTo(1000);
    }

    @Test
    void copiesWhatIsThawedAndTakesWhatIsNotForNoDamage() throws IOException {
        keepInCold(ID, 1);
        var copy = new ContentId(new UUID(8, 8), new UUID(9, 9));

        assertThatExceptionOfType(ArchivedContentException.class)
                .isThrownBy(() -> store.copy(ID, copy, Progress.IGNORED, () -> Description.NONE))
                .withMessage("Content " + ID.attempt() + " of the recovery point is archived: it has to be thawed");

        assertThat(index.packs(ID.vault(), StorageTier.COLD)).allMatch(pack -> pack.state() == Pack.State.LIVE);
        thaw(ID, RestoreSelection.EVERYTHING);
        server.finishThaws();
        store.copy(ID, copy, Progress.IGNORED, () -> Description.NONE);
        assertThat(restore(copy, RestoreSelection.EVERYTHING).lines()).isEqualTo(tree(1).expected());
    }

    @Test
    void goesOnWaitingInAnotherProcess() throws IOException {
        keepInCold(ID, 1);
        var thaw = thaw(ID, RestoreSelection.EVERYTHING);
        store.close();
        openStore();
        server.forgetOperations();

        assertThat(thaw(ID, RestoreSelection.EVERYTHING)).isEqualTo(thaw);
        assertThat(server.operations()).doesNotContain("RestoreObject");

        server.finishThaws();
        assertThat(thaw(ID, RestoreSelection.EVERYTHING)).isEqualTo(new Thaw(0, thaw.of()));
        assertThat(restore(ID, RestoreSelection.EVERYTHING).lines()).isEqualTo(tree(1).expected());
    }

    @Test
    void takesWhatIsArchivedForNoDamage() throws IOException {
        keepInCold(ID, 1);
        var target = new RecordingTarget();

        assertThatExceptionOfType(ArchivedContentException.class)
                .isThrownBy(() -> store.restore(ID, RestoreSelection.EVERYTHING, target, Progress.IGNORED))
                .withMessage("Content " + ID.attempt() + " of the recovery point is archived: it has to be thawed");

        assertThat(index.packs(ID.vault(), StorageTier.COLD)).allMatch(pack -> pack.state() == Pack.State.LIVE);
    }

    @Test
    void takesWhatMovesToTheArchiveWhileItIsReadForNoDamage() throws IOException {
        store.store(ID, tree(1), Progress.IGNORED, () -> Description.NONE);
        var target = new InterruptedTarget(new RecordingTarget(), () -> moveToCold(ID));

        assertThatExceptionOfType(ArchivedContentException.class)
                .isThrownBy(() -> store.restore(ID, RestoreSelection.EVERYTHING, target, Progress.IGNORED));
    }

    private List<Damage> upkeep(int day) {
        var damages = new ArrayList<Damage>();
        store.upkeep(index, 1L << 40).run(BEGIN.plus(Duration.ofDays(day)), () -> false, damages::addAll);
        return damages;
    }

    @Test
    void reportsNoDamageOfWhatIsArchived() throws IOException {
        keepInCold(ID, 1);
        upkeep(0);
        server.forgetOperations();

        assertThat(upkeep(31)).isEmpty();

        assertThat(readData()).isEmpty();
        assertThat(server.thawing("bucket")).isEmpty();
        assertThat(index.packs(ID.vault(), StorageTier.COLD)).allMatch(pack -> pack.state() == Pack.State.LIVE);
        assertThat(store.verify(ID.vault())).isEmpty();
    }

    @Test
    void findsOutThatWhatIsArchivedIsGoneOrHasAnotherLength() throws IOException {
        keepInCold(ID, 1);
        upkeep(0);
        var objects = server.objects("bucket");
        var packs = List.copyOf(dataPacks());
        var first = objects.remove(packs.get(0));
        objects.put(packs.get(1), new byte[7]);

        assertThat(upkeep(1))
                .singleElement()
                .satisfies(damage -> assertThat(damage.content()).isEqualTo(ID));
        assertThat(lost()).isEqualTo(2);

        objects.put(packs.get(0), first);
        upkeep(2);
        assertThat(lost()).as("archived, what is back may be anything").isEqualTo(2);
        thaw(ID, RestoreSelection.EVERYTHING);
        server.finishThaws();
        upkeep(3);
        assertThat(lost()).isEqualTo(1);
    }

    @Test
    void whatWasMetDamagedIsLostWhileItIsArchived() throws IOException {
        keepInCold(ID, 1);
        upkeep(0);
        var pack = index.packs(ID.vault(), StorageTier.COLD).stream()
                .filter(candidate -> candidate.kind() == Pack.Kind.DATA)
                .findFirst()
                .orElseThrow();
        index.suspect(List.of(pack.number()));

        assertThat(upkeep(1))
                .singleElement()
                .satisfies(damage -> assertThat(damage.content()).isEqualTo(ID));
        assertThat(lost()).isEqualTo(1);

        thaw(ID, RestoreSelection.EVERYTHING);
        server.finishThaws();
        upkeep(2);
        assertThat(lost()).as("it can be read, and is what was written").isZero();
    }

    private long lost() {
        return index.packs(ID.vault(), StorageTier.COLD).stream()
                .filter(pack -> pack.state() == Pack.State.LOST)
                .count();
    }

    @Test
    void isThawedAndRestoredWithoutTheCatalog() throws IOException {
        keepInCold(ID, 1);
        var packs = dataPacks().size();
        try (var vaults = new StoredVaults(warm(), cold, KEY, 2)) {
            var stored = vaults.contents(this::note).getFirst();

            var verified = vaults.verify(this::note, Progress.IGNORED);
            assertThat(verified.archived()).isEqualTo(packs);
            assertThat(verified.archivedBytes()).isGreaterThan(FILES * 400_000L);
            assertThat(verified.packs()).isEqualTo(1);
            assertThatExceptionOfType(StoredVaults.ArchivedPacks.class)
                    .isThrownBy(() -> restore(vaults, stored, RestoreSelection.EVERYTHING))
                    .satisfies(archived -> assertThat(archived.packs()).isEqualTo(packs));
            assertThatExceptionOfType(StoredVaults.ArchivedPacks.class)
                    .isThrownBy(() -> vaults.recover(ID.vault(), new MemoryContentIndex()));
            assertThatExceptionOfType(StoredVaults.ArchivedPacks.class)
                    .isThrownBy(vaults::requireReadable)
                    .satisfies(archived -> assertThat(archived.bytes()).isGreaterThan(FILES * 400_000L));
            assertThat(server.thawing("bucket")).isEmpty();
            assertThat(restore(vaults, stored, item("small")).text("small")).isEqualTo("kept in the manifest");

            assertThat(vaults.thaw(stored).frozen()).isEqualTo(packs);
            assertThat(vaults.thaw().frozen()).isEqualTo(packs);
            server.finishThaws();

            assertThat(vaults.thaw(stored).isDone()).isTrue();
            vaults.requireReadable();
            assertThat(restore(vaults, stored, RestoreSelection.EVERYTHING).lines())
                    .isEqualTo(tree(1).expected());
            assertThat(vaults.verify(this::note, Progress.IGNORED).archived()).isZero();
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void whatFreezesAgainWhileItIsRestoredWithoutTheCatalogIsNoDamage() throws IOException {
        keepInCold(ID, 1);
        try (var vaults = new StoredVaults(warm(), cold, KEY, 2)) {
            var stored = vaults.contents(this::note).getFirst();
            vaults.thaw(stored);
            server.finishThaws();
            var target = new InterruptedTarget(new RecordingTarget(), server::freezeAgain);

            assertThatExceptionOfType(ArchivedBlobException.class)
                    .isThrownBy(() ->
                            vaults.restore(stored, RestoreSelection.EVERYTHING, target, Progress.IGNORED, this::note));
        }
        assertThat(problems).isEmpty();
    }

    private RecordingTarget restore(StoredVaults vaults, StoredVaults.Stored stored, RestoreSelection selection)
            throws IOException {
        var target = new RecordingTarget();
        vaults.restore(stored, selection, target, Progress.IGNORED, this::note);
        return target;
    }

    private void note(StorageTier tier, String object, String what) {
        problems.add(tier + " " + object + ": " + what);
    }
}
