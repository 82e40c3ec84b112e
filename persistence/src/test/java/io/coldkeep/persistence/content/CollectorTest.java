package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {

    @TempDir
    Path directory;

    private Instant now = Instant.parse("2026-06-01T00:00:00Z");

    private final MemoryContentIndex index = new MemoryContentIndex();

    private ChunkedContentStore store() throws IOException {
        return new ChunkedContentStore(
                index,
                new DirectoryBlobStore(directory.resolve("warm")),
                new DirectoryBlobStore(directory.resolve("cold")),
                new MasterKey(new byte[MasterKey.LENGTH]),
                () -> now,
                1);
    }

    /** A directory that is not empty has the name of the pack, and cannot be deleted. */
    private Path blockedPack() throws IOException {
        var pack = TestStore.file(directory.resolve("warm/vaults/" + TestStore.ID.vault() + "/packs"), ".pack");
        Files.delete(pack);
        Files.createDirectories(pack.resolve("in the way"));
        return pack;
    }

    @Test
    void waitsForAMoveThatAProcessDiedInUntilItIsEnded() throws IOException {
        var moving = new ContentId(TestStore.ID.vault(), UUID.randomUUID());
        try (var store = store()) {
            for (var id : List.of(TestStore.ID, moving)) {
                var text = id.toString().repeat(100);
                store.store(id, new ListedSource().file("f", text), Progress.IGNORED, () -> Description.NONE);
            }
            index.begin(moving, StorageTier.COLD); // and the process dies
            store.delete(TestStore.ID, StorageTier.WARM);
            var packs = packs();
            store.collect();
            assertThat(packs()).isEqualTo(packs);
            assertThat(store.hasGarbage()).isFalse();

            store.endCopyToCold(moving);
            store.collect();

            assertThat(packs()).hasSize(packs.size() / 2).allMatch(packs::contains);
        }
    }

    private List<Path> packs() throws IOException {
        return TestStore.files(directory.resolve("warm")).stream()
                .filter(file -> file.toString().endsWith(".pack"))
                .toList();
    }

    @Test
    void leavesAVaultAloneForAWhileWhenSomethingOfItCannotBeDeleted() throws IOException {
        try (var store = store()) {
            store.store(
                    TestStore.ID,
                    new ListedSource().file("f", "f".repeat(2000)),
                    Progress.IGNORED,
                    () -> Description.NONE);
            var blocked = blockedPack();
            store.delete(TestStore.ID, StorageTier.WARM);

            store.collect();
            var atOnce = store.hasGarbage();
            Files.delete(blocked.resolve("in the way"));
            Files.delete(blocked);
            now = now.plus(Duration.ofMinutes(5));
            var later = store.hasGarbage();
            store.collect();

            assertThat(atOnce).isFalse();
            assertThat(later).isTrue();
            assertThat(store.hasGarbage()).isFalse();
        }
    }
}
