package io.coldkeep.persistence.content;

import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.RestoredContent;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.persistence.content.StoredVaults.Stored;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.source.LocalDirectories;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the stores and the master key alone: everything is found, and of what is damaged the rest. */
class StoredVaultsTest {

    private static final byte[] FRAME = "CKFR".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGE = 400_000; // one chunk or two, in frames of their own
    private static final int IN_A_FRAME = 1000;

    @TempDir
    Path directory;

    private final FileSystem fileSystem = aFileSystem().build();
    private final List<String> problems = new ArrayList<>();
    private LocalDirectories directories;
    private Path root;
    private ChunkedContentStore store;
    private StoredVaults vaults;

    @BeforeEach
    void makeAFileSystem() throws IOException {
        store = TestStore.in(directory);
        directories = new LocalDirectories(directory.resolve("file-systems"), List.of());
        directories.create(fileSystem.id());
        root = directory.resolve("file-systems").resolve(fileSystem.id().value());
        vaults = open(new byte[MasterKey.LENGTH]);
    }

    @AfterEach
    void close() {
        vaults.close();
        store.close();
    }

    private StoredVaults open(byte[] masterKey) {
        return new StoredVaults(
                DirectoryBlobStore.toRead(directory.resolve("warm")),
                DirectoryBlobStore.toRead(directory.resolve("cold")),
                new MasterKey(masterKey),
                2);
    }

    private void backUp(ContentId id) throws IOException {
        try (var source = directories.source(fileSystem)) {
            store.store(id, source, Progress.IGNORED, () -> Description.NONE);
        }
    }

    private void backUp() throws IOException {
        backUp(TestStore.ID);
    }

    private void note(StorageTier tier, String object, String what) {
        problems.add(tier + " " + object + ": " + what);
    }

    private Stored only() throws IOException {
        var all = vaults.contents(this::note);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private RestoredContent restore(Stored stored, String... items) throws IOException {
        var selection = items.length == 0
                ? RestoreSelection.EVERYTHING
                : new RestoreSelection(Set.of(EntryPath.parse(items[0])));
        try (var target = LocalDirectories.target(directory, UUID.randomUUID())) {
            var restored = vaults.restore(stored, selection, target, Progress.IGNORED, this::note);
            target.complete("restored");
            return restored;
        }
    }

    private Path restored() {
        return directory.resolve("restored");
    }

    private StoredVaults.Verified verify() throws IOException {
        return vaults.verify(this::note, Progress.IGNORED);
    }

    private Path inStore(String tier, String kind) {
        return directory.resolve(tier + "/vaults/" + TestStore.ID.vault() + "/" + kind);
    }

    private static String descriptor() {
        return "vaults/" + TestStore.ID.vault() + "/points/" + TestStore.ID.attempt();
    }

    private Path onlyPack(String tier, String kind) throws IOException {
        return TestStore.file(inStore(tier, kind), ".pack");
    }

    private String objectOf(String tier, Path pack) {
        return directory.resolve(tier).relativize(pack).toString();
    }

    private static void flip(Path file, int at) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    /** Where the frames of a pack begin; the last one is the footer. */
    private static List<Integer> frames(Path pack) throws IOException {
        var bytes = Files.readAllBytes(pack);
        var frames = new ArrayList<Integer>();
        for (var i = 0; i <= bytes.length - FRAME.length; i++) {
            if (Arrays.equals(bytes, i, i + FRAME.length, FRAME, 0, FRAME.length)) {
                frames.add(i);
            }
        }
        return frames;
    }

    private void makeLargeFiles(String... names) throws IOException {
        var random = new Random(7);
        for (var name : names) {
            var bytes = new byte[LARGE];
            random.nextBytes(bytes);
            Files.write(
                    Files.createDirectories(root.resolve(name).getParent())
                            .resolve(Path.of(name).getFileName()),
                    bytes);
        }
    }

    private void makeManyFiles() throws IOException {
        for (var i = 0; i < 3000; i++) {
            var of = Files.createDirectories(root.resolve("many/%02d".formatted(i / 50)));
            Files.writeString(of.resolve("file-%04d".formatted(i)), "content " + i);
        }
    }

    @Test
    void listsWhatIsInBothTiers() throws IOException {
        var id = new ContentId(TestStore.ID.vault(), UUID.randomUUID());
        makeLargeFiles("a/one");
        backUp();
        store.copyToCold(TestStore.ID, Progress.IGNORED);
        store.delete(TestStore.ID, StorageTier.WARM);
        Files.writeString(root.resolve("two"), "22");
        backUp(id);

        var all = vaults.contents(this::note);

        assertThat(all).extracting(Stored::id).containsExactly(TestStore.ID, id);
        assertThat(all).extracting(Stored::tier).containsExactly(StorageTier.COLD, StorageTier.WARM);
        assertThat(all).extracting(Stored::entries).containsExactly(3L, 4L);
        assertThat(all).extracting(Stored::logicalBytes).containsExactly((long) LARGE, LARGE + 2L);
        assertThat(all).extracting(Stored::source).containsOnly(fileSystem.arn().toString());
        assertThat(all.getFirst().object()).isEqualTo(descriptor());
        assertThat(problems).isEmpty();
    }

    @Test
    void bringsBackEverythingAboutAnOddTree() throws IOException {
        OddTree.make(root);
        Files.writeString(Path.of(URI.create(root.toUri() + "not-utf-8-%FF%E4")), "odd");
        var before = OddTree.everythingAbout(root);
        backUp();

        var result = restore(only());

        assertThat(OddTree.everythingAbout(restored())).isEqualTo(before);
        assertThat(result.entries()).isEqualTo(before.size());
        assertThat(problems).isEmpty();
    }

    @Test
    void bringsBackOneItem() throws IOException {
        OddTree.make(root);
        backUp();

        restore(only(), "/a/dangling");

        assertThat(OddTree.everythingAbout(restored()).keySet()).containsExactly("", "a/", "a/dangling");
    }

    @Test
    void saysThatAnItemIsNotThere() throws IOException {
        OddTree.make(root);
        backUp();

        assertThat(restore(only(), "no/such").missing()).containsExactly(EntryPath.parse("no/such"));
        assertThat(problems).isEmpty();
    }

    @Test
    void bringsBackWhatIsColdWhenNothingIsWarmAnyMore() throws IOException {
        OddTree.make(root);
        var before = OddTree.everythingAbout(root);
        backUp();
        store.copyToCold(TestStore.ID, Progress.IGNORED);
        store.delete(TestStore.ID, StorageTier.WARM);
        store.collect();
        assertThat(TestStore.files(inStore("warm", "packs"))).isEmpty();

        restore(only());

        assertThat(OddTree.everythingAbout(restored())).isEqualTo(before);
        assertThat(problems).isEmpty();
    }

    @Test
    void changesNothingInTheStores() throws IOException {
        OddTree.make(root);
        backUp();
        var before = OddTree.everythingAbout(directory.resolve("warm"));

        vaults.contents(this::note);
        verify();

        assertThat(OddTree.everythingAbout(directory.resolve("warm"))).isEqualTo(before);
    }

    @Test
    void passesOverWhatIsNotOfTheStore() throws IOException {
        OddTree.make(root);
        backUp();
        Files.writeString(inStore("warm", "packs").resolve("Desktop Settings"), "x");
        Files.writeString(inStore("warm", "points").resolve("notes.txt"), "x");
        Files.createDirectory(directory.resolve("warm/vaults/lost+found"));

        verify();

        assertThat(only().id()).isEqualTo(TestStore.ID);
        assertThat(problems).isEmpty();
    }

    @Test
    void refusesAnotherMasterKey() throws IOException {
        OddTree.make(root);
        backUp();
        var stored = only();
        var other = new byte[MasterKey.LENGTH];
        other[0] = 1;

        try (var locked = open(other)) {
            assertThatIOException()
                    .isThrownBy(() -> locked.contents(this::note))
                    .withMessageContaining("the master key is another one");
            assertThatIOException()
                    .isThrownBy(() -> locked.verify(this::note, Progress.IGNORED))
                    .withMessageContaining("the master key is another one");
            assertThatIOException()
                    .isThrownBy(() -> locked.content(stored.tier(), stored.object()))
                    .withMessageContaining("the master key is another one");
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void opensAVaultByTheHeaderOfEitherTierAndSaysWhichIsDamaged() throws IOException {
        makeLargeFiles("one");
        backUp();
        store.copyToCold(TestStore.ID, Progress.IGNORED);
        store.delete(TestStore.ID, StorageTier.COLD);
        flip(inStore("warm", "vault"), 40);

        restore(only());
        problems.clear();
        verify();

        assertThat(problems).singleElement().asString().startsWith("WARM vaults/" + TestStore.ID.vault() + "/vault: ");
        assertThat(restored().resolve("one")).hasSameBinaryContentAs(root.resolve("one"));
    }

    @Test
    void findsNothingWrongWithASoundStore() throws IOException {
        OddTree.make(root);
        backUp();
        store.copyToCold(TestStore.ID, Progress.IGNORED);

        var verified = verify();

        assertThat(problems).isEmpty();
        assertThat(verified.vaults()).isEqualTo(1);
        assertThat(verified.contents()).isEqualTo(2);
        assertThat(verified.packs()).isEqualTo(4);
        assertThat(verified.bytes())
                .isEqualTo(TestStore.files(directory.resolve("warm")).stream()
                                .filter(file -> file.toString().endsWith(".pack"))
                                .mapToLong(file -> file.toFile().length())
                                .sum()
                        + TestStore.files(directory.resolve("cold")).stream()
                                .filter(file -> file.toString().endsWith(".pack"))
                                .mapToLong(file -> file.toFile().length())
                                .sum());
    }

    @Test
    void restoresAllButTheFileWhoseFrameIsDamaged() throws IOException {
        makeLargeFiles("a/1", "a/2", "a/3", "b/4");
        Files.writeString(root.resolve("b/5"), "small, and in the manifest");
        backUp();
        var pack = onlyPack("warm", "packs");
        flip(pack, frames(pack).getFirst() + IN_A_FRAME);

        var result = restore(only());
        var lost = List.copyOf(problems);
        problems.clear();
        verify();

        assertThat(lost).singleElement().asString().startsWith("WARM " + descriptor() + ": /");
        var path = lost.getFirst()
                .substring(
                        ("WARM " + descriptor() + ": ").length(),
                        lost.getFirst().indexOf(" cannot"));
        assertThat(lost.getFirst()).endsWith(" cannot be restored: it does not have its checksum");
        assertThat(Path.of(restored() + path)).doesNotExist();
        var expected = OddTree.everythingAbout(root);
        expected.remove(path.substring(1));
        assertThat(OddTree.everythingAbout(restored())).isEqualTo(expected);
        assertThat(result.entries()).isEqualTo(expected.size());
        assertThat(result.logicalBytes()).isEqualTo(3L * LARGE + 26);
        assertThat(problems)
                .containsExactly(
                        "WARM " + objectOf("warm", pack) + ": the pack is damaged: it does not have its checksum",
                        lost.getFirst());
    }

    @Test
    void restoresAllOfAPackWithoutItsFooter() throws IOException {
        makeLargeFiles("a/1", "a/2", "a/3");
        var before = OddTree.everythingAbout(root);
        backUp();
        var pack = onlyPack("warm", "packs");
        flip(pack, (int) Files.size(pack) - 100);

        restore(only());
        verify();

        assertThat(OddTree.everythingAbout(restored())).isEqualTo(before);
        assertThat(problems)
                .containsExactly(
                        "WARM " + objectOf("warm", pack) + ": the pack is damaged: it does not have its checksum");
    }

    @Test
    void findsTheSoundFramesOfAPackThatIsDamagedAllOver() throws IOException {
        makeLargeFiles("a/1", "a/2", "a/3", "a/4", "a/5", "a/6");
        backUp();
        var pack = onlyPack("warm", "packs");
        var bytes = Files.readAllBytes(pack);
        var frames = frames(pack);
        bytes[3] ^= 1;
        Arrays.fill(bytes, frames.get(1) - 500, frames.get(1) + 70_000, (byte) 0); // two frames, and where one begins
        Files.write(pack, Arrays.copyOf(bytes, bytes.length - 300));

        restore(only());

        assertThat(problems).hasSizeBetween(1, 2).allMatch(problem -> problem.contains("cannot be restored"));
        assertThat(TestStore.files(restored())).hasSize(6 - problems.size());
    }

    @Test
    void restoresWhatIsNotInAPackThatIsGone() throws IOException {
        makeLargeFiles("a/1");
        backUp();
        var gone = onlyPack("warm", "packs");
        var second = new ContentId(TestStore.ID.vault(), UUID.randomUUID());
        Files.writeString(root.resolve("new"), "n".repeat(1000));
        backUp(second);
        Files.delete(gone);

        verify();
        var found = List.copyOf(problems);
        restore(vaults.contents(this::note).getLast());

        assertThat(found)
                .hasSize(2)
                .allMatch(problem ->
                        problem.contains(": /a/1 cannot be restored: it needs a chunk that is not in the store: "));
        assertThat(found).anyMatch(problem -> problem.contains(second.attempt().toString()));
        assertThat(restored().resolve("new")).hasContent("n".repeat(1000));
        assertThat(restored().resolve("a")).isEmptyDirectory();
    }

    @Test
    void readsAChunkWhereItIsSound() throws IOException {
        makeLargeFiles("a/1");
        backUp();
        var first = onlyPack("warm", "packs");
        var copy = first.resolveSibling(first.getFileName()
                .toString()
                .replaceFirst("^[0-9a-f-]{36}", UUID.randomUUID().toString()));
        Files.copy(first, copy); // as by an attempt that was given up
        flip(first, frames(first).getFirst() + IN_A_FRAME);

        restore(only());
        verify();

        assertThat(restored().resolve("a/1")).hasSameBinaryContentAs(root.resolve("a/1"));
        assertThat(problems).singleElement().asString().contains("the pack is damaged");
    }

    @Test
    void restoresWhatTheOtherPagesOfTheManifestSay() throws IOException {
        makeManyFiles();
        backUp();
        var pack = onlyPack("warm", "meta");
        var frames = frames(pack);
        flip(pack, frames.getFirst() + 100);
        flip(pack, frames.get(frames.size() / 2) + 100);

        restore(only());
        var lost = List.copyOf(problems);
        problems.clear();
        verify();

        assertThat(lost).hasSize(2);
        assertThat(lost.getFirst()).contains("of the manifest is lost what begins with / and ends before /many/");
        assertThat(lost.getLast()).contains("of the manifest is lost what begins with /many/");
        assertThat(problems).hasSize(3).endsWith(lost.toArray(String[]::new));
        var files = TestStore.files(restored());
        assertThat(files).hasSizeBetween(1000, 2999);
        for (var file : files) {
            assertThat(file).hasSameBinaryContentAs(root.resolve(restored().relativize(file)));
        }
        assertThat(Files.getPosixFilePermissions(restored().resolve("many"))).hasSize(3);
    }

    @Test
    void saysThatAContentIsLostWhoseRootIsDamaged() throws IOException {
        makeLargeFiles("a/1");
        backUp();
        var pack = onlyPack("warm", "meta");
        var frames = frames(pack);
        flip(pack, frames.get(frames.size() - 2) + 100);

        assertThatExceptionOfType(CorruptContentException.class)
                .isThrownBy(() -> restore(only()))
                .withMessageContaining("the root of its manifest is lost: it does not have its checksum");
        verify();
        assertThat(problems)
                .hasSize(2)
                .last()
                .asString()
                .endsWith(": nothing of it can be restored: it does not have its checksum");
    }

    @Test
    void saysWhichDescriptorIsDamaged() throws IOException {
        makeLargeFiles("a/1");
        backUp();
        var stored = only();
        flip(inStore("warm", "points").resolve(TestStore.ID.attempt().toString()), 60);

        assertThat(vaults.contents(this::note)).isEmpty();
        assertThat(problems)
                .containsExactly("WARM " + descriptor() + ": the descriptor is damaged: it does not have its checksum");
        assertThatExceptionOfType(CorruptContentException.class)
                .isThrownBy(() -> vaults.content(stored.tier(), stored.object()));
        problems.clear();
        verify();
        assertThat(problems)
                .containsExactly(
                        "WARM " + descriptor() + ": nothing of it can be restored: it does not have its checksum");
    }
}
