package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the bytes of an archive, it is noticed: it is not restored as good, and not moved or copied as good. */
class ArchiveDamageTest {

    private static final ContentId COPY = new ContentId(UUID.randomUUID(), UUID.randomUUID());

    @TempDir
    Path directory;

    private ArchiveContentStore store;
    private Path file;
    private byte[] sound;

    @BeforeEach
    void keepASmallTree() throws IOException {
        store = new ArchiveContentStore(directory.resolve("warm"), directory.resolve("cold"));
        store.store(Archives.ID, aSmallTree(), Progress.IGNORED);
        file = Archives.file(directory.resolve("warm"), Archives.ID);
        sound = Files.readAllBytes(file);
    }

    private static ListedSource aSmallTree() {
        return new ListedSource()
                .directory("docs")
                .file("docs/a", "The quick brown fox jumps over the lazy dog.")
                .file(
                        EntryPath.of(new byte[] {(byte) 0xff}),
                        ListedSource.ATTRIBUTES,
                        "text".getBytes(StandardCharsets.UTF_8))
                .link("link", "docs/a");
    }

    private void assertDamageIsNoticed(byte[] damaged) throws IOException {
        Files.write(file, damaged);
        assertThatExceptionOfType(CorruptContentException.class).isThrownBy(this::restore);
        assertThatExceptionOfType(CorruptContentException.class).isThrownBy(() -> store.copyToCold(Archives.ID));
        assertThat(Archives.files(directory.resolve("cold"))).isEmpty();
        assertThatExceptionOfType(CorruptContentException.class)
                .isThrownBy(() -> store.copy(Archives.ID, COPY, Progress.IGNORED));
        assertThat(Archives.file(directory.resolve("warm"), COPY)).doesNotExist();
    }

    private RecordingTarget restore() throws IOException {
        var target = new RecordingTarget();
        store.restore(Archives.ID, RestoreSelection.EVERYTHING, target, Progress.IGNORED);
        return target;
    }

    @Test
    void noticesABitFlippedInAnyByte() throws IOException {
        for (var i = 0; i < sound.length; i++) {
            var damaged = sound.clone();
            damaged[i] ^= (byte) (1 << (i % 8));
            assertDamageIsNoticed(damaged);
        }

        Files.write(file, sound);
        assertThat(restore().lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void noticesThatTheArchiveIsCutOffAnywhere() throws IOException {
        for (var length = 0; length < sound.length; length++) {
            assertDamageIsNoticed(Arrays.copyOf(sound, length));
        }
    }

    @Test
    void noticesWhatWasAppended() throws IOException {
        for (var length : new int[] {sound.length + 1, 2 * sound.length}) {
            assertDamageIsNoticed(Arrays.copyOf(sound, length));
        }
    }

    @Test
    void noticesPartsThatChangedPlaces() throws IOException {
        for (var i = 1; i < sound.length / 2; i += 7) {
            var damaged = sound.clone();
            System.arraycopy(sound, 0, damaged, i, i);
            System.arraycopy(sound, i, damaged, 0, i);
            if (!Arrays.equals(damaged, sound)) {
                assertDamageIsNoticed(damaged);
            }
        }
    }

    @Test
    void noticesAnotherArchiveInItsPlace() throws IOException {
        for (var other : Set.of(
                new ContentId(Archives.ID.vault(), UUID.randomUUID()),
                new ContentId(UUID.randomUUID(), Archives.ID.attempt()))) {
            store.store(other, aSmallTree(), Progress.IGNORED);

            assertDamageIsNoticed(Files.readAllBytes(Archives.file(directory.resolve("warm"), other)));
        }
    }

    @Test
    void noticesDamageBehindTheOnlyItemThatIsWanted() throws IOException {
        var damaged = sound.clone();
        damaged[damaged.length - ArchiveFrame.TRAILER_LENGTH - 1] ^= 1;
        Files.write(file, damaged);

        assertThatExceptionOfType(CorruptContentException.class)
                .isThrownBy(() -> store.restore(
                        Archives.ID,
                        new RestoreSelection(Set.of(EntryPath.parse("docs"))),
                        new RecordingTarget(),
                        Progress.IGNORED));
    }

    @Test
    void copiesAgainWhatIsDamagedInColdStorage() throws IOException {
        store.copyToCold(Archives.ID);
        var cold = Archives.file(directory.resolve("cold"), Archives.ID);
        Files.write(cold, Arrays.copyOf(sound, sound.length - 1));

        store.copyToCold(Archives.ID);
        store.delete(Archives.ID, StorageTier.WARM);

        assertThat(restore().lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void keepsWhatIsInColdStorageWhenTheWarmArchiveIsDamaged() throws IOException {
        store.copyToCold(Archives.ID);
        Files.write(file, Arrays.copyOf(sound, sound.length - 1));

        store.copyToCold(Archives.ID);
        store.delete(Archives.ID, StorageTier.WARM);

        assertThat(restore().lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void saysWhichContentIsDamagedAndNoPaths() throws IOException {
        Files.write(file, new byte[0]);

        assertThatExceptionOfType(CorruptContentException.class)
                .isThrownBy(this::restore)
                .withMessageContaining(Archives.ID.attempt().toString())
                .withMessageNotContaining(directory.toString());
    }
}
