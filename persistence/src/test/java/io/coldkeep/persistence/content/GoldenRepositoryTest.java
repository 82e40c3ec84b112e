package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.persistence.content.StoredVaults.Stored;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a version of the format once wrote is read by this one. With {@code -Dcoldkeep.golden=write}, the repository is written
 * anew before; that of a version that was released never is.
 */
class GoldenRepositoryTest {

    private static final Path REPOSITORY = Path.of("src/test/resources/golden/format-1");
    private static final UUID VAULT = UUID.fromString("0f0e0d0c-0b0a-0908-0706-050403020100");
    private static final ContentId COLD = new ContentId(VAULT, UUID.fromString("00000000-0000-4000-8000-000000000001"));
    private static final ContentId WARM = new ContentId(VAULT, UUID.fromString("00000000-0000-4000-8000-000000000002"));
    private static final Map<ContentId, StorageTier> TIERS = Map.of(COLD, StorageTier.COLD, WARM, StorageTier.WARM);
    private static final Description DESCRIPTION = new Description("{\"version\":1}");
    private static final Instant BEGUN = Instant.parse("2026-06-01T00:00:00Z");

    private final List<String> problems = new ArrayList<>();
    private StoredVaults vaults;

    @BeforeAll
    static void writeIfAsked() throws IOException {
        if (System.getProperty("coldkeep.golden", "").equals("write")) {
            write();
        }
    }

    private static MasterKey masterKey() {
        var key = new byte[MasterKey.LENGTH];
        for (var i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        return new MasterKey(key);
    }

    private static void write() throws IOException {
        deleteAll(REPOSITORY);
        Files.createDirectories(REPOSITORY);
        var warm = new DirectoryBlobStore(REPOSITORY.resolve("warm"));
        var cold = new DirectoryBlobStore(REPOSITORY.resolve("cold"));
        try (var store = new ChunkedContentStore(new MemoryContentIndex(), warm, cold, masterKey(), () -> BEGUN, 1)) {
            store(store, COLD, GoldenTree.at(1));
            store(store, WARM, GoldenTree.at(2));
            store.copyToCold(COLD, Progress.IGNORED);
            store.delete(COLD, StorageTier.WARM);
            store.collect();
        }
        Files.write(listing(COLD), ListingTarget.of(GoldenTree.at(1)));
        Files.write(listing(WARM), ListingTarget.of(GoldenTree.at(2)));
    }

    private static void store(ChunkedContentStore store, ContentId id, BackupSource source) throws IOException {
        store.store(id, source, Progress.IGNORED, () -> DESCRIPTION);
    }

    private static Path listing(ContentId id) {
        return REPOSITORY.resolve(id.attempt() + ".txt");
    }

    private static void deleteAll(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @BeforeEach
    void open() {
        vaults = new StoredVaults(
                DirectoryBlobStore.toRead(REPOSITORY.resolve("warm")),
                DirectoryBlobStore.toRead(REPOSITORY.resolve("cold")),
                masterKey(),
                2);
    }

    @AfterEach
    void close() {
        vaults.close();
    }

    private void note(StorageTier tier, String object, String what) {
        problems.add(tier + " " + object + ": " + what);
    }

    @Test
    void findsBothContents() throws IOException {
        var all = vaults.contents(this::note);

        assertThat(all).extracting(Stored::id).containsExactlyInAnyOrder(COLD, WARM);
        assertThat(all).allSatisfy(stored -> {
            assertThat(stored.tier()).isEqualTo(TIERS.get(stored.id()));
            assertThat(stored.source()).isEqualTo("listed");
            assertThat(stored.begun()).isEqualTo(BEGUN);
            assertThat(stored.description()).isEqualTo(DESCRIPTION);
            assertThat(stored.entries())
                    .isEqualTo(Files.readAllLines(listing(stored.id())).size());
        });
        assertThat(problems).isEmpty();
    }

    @Test
    void restoresExactlyWhatIsListed() throws IOException {
        for (var stored : vaults.contents(this::note)) {
            var target = new ListingTarget();

            vaults.restore(stored, RestoreSelection.EVERYTHING, target, Progress.IGNORED, this::note);

            assertThat(target.lines()).isEqualTo(Files.readAllLines(listing(stored.id())));
            assertThat(target.otherNames()).isEqualTo(2);
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void findsNothingDamaged() throws IOException {
        var verified = vaults.verify(this::note, Progress.IGNORED);

        assertThat(verified.contents()).isEqualTo(2);
        assertThat(problems).isEmpty();
    }

    @Test
    void readsWhatTheListingsSayToday() throws IOException {
        assertThat(ListingTarget.of(GoldenTree.at(1))).isEqualTo(Files.readAllLines(listing(COLD)));
        assertThat(ListingTarget.of(GoldenTree.at(2))).isEqualTo(Files.readAllLines(listing(WARM)));
    }
}
