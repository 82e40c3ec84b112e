package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.WorkStopped;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Work hears that it is to stop wherever it is, and leaves nothing that a collection does not take. */
@Timeout(60)
class StoppingTest {

    private static final int MANY = 2_000;
    private static final Progress STOPPED = bytes -> {
        throw new WorkStopped("enough");
    };

    @TempDir
    Path directory;

    private final MemoryContentIndex index = new MemoryContentIndex();
    private ChunkedContentStore store;

    @BeforeEach
    void open() throws IOException {
        store = TestStore.of(
                index,
                new DirectoryBlobStore(directory.resolve("warm")),
                new DirectoryBlobStore(directory.resolve("cold")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Progress stoppingAtCall(int number) {
        var calls = new int[1];
        return bytes -> {
            calls[0]++;
            if (calls[0] == number) {
                throw new WorkStopped("enough");
            }
        };
    }

    private void assertStops(Stopped work) {
        assertThatExceptionOfType(WorkStopped.class).isThrownBy(work::run);
    }

    private interface Stopped {
        void run() throws IOException;
    }

    private static byte[] noise(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static ListedSource large(int mebibytes) {
        return new ListedSource().file(EntryPath.parse("large"), ListedSource.ATTRIBUTES, noise(mebibytes << 20));
    }

    private static ContentId another() {
        return new ContentId(TestStore.ID.vault(), UUID.randomUUID());
    }

    private void backUp(ContentId id, ListedSource source, Progress progress) throws IOException {
        store.store(id, source, progress, () -> Description.NONE);
    }

    /** What is there apart from the header of the vault. */
    private int objects(String tier) throws IOException {
        return (int) TestStore.files(directory.resolve(tier)).stream()
                .filter(file -> !file.endsWith("vault"))
                .count();
    }

    private void collect() {
        while (store.hasGarbage()) {
            store.collect();
        }
    }

    @Test
    void aBackupStopsInTheMiddleOfALargeFile() throws IOException {
        assertStops(() -> backUp(TestStore.ID, large(80), bytes -> {
            if (bytes > 72 << 20) {
                throw new WorkStopped("enough");
            }
        }));

        assertThat(objects("warm")).as("the pack that was full").isPositive();
        collect();
        assertThat(objects("warm")).isZero();
    }

    @Test
    void aBackupStopsWhileItPassesOverWhatIsThereNoMore() throws IOException {
        var before = new ListedSource();
        for (var i = 0; i < MANY; i++) {
            before.file("deleted-%04d".formatted(i), "x");
        }
        backUp(TestStore.ID, before, Progress.IGNORED);
        var kept = objects("warm");

        var after = new ListedSource().file("z", "z");
        assertStops(() -> backUp(another(), after, stoppingAtCall(MANY / 2)));

        collect();
        assertThat(objects("warm")).isEqualTo(kept);
    }

    @Test
    void aBackupStopsWhileOthersHaveAllBuffers() {
        try (var crew = new Crew(1)) {
            var all = new ArrayList<byte[]>();
            assertStops(() -> {
                while (true) {
                    all.add(crew.takeBuffer(() -> STOPPED.at(0)));
                }
            });
            assertThat(all).hasSize(4);

            crew.giveBack(all.getFirst());
            assertThat(crew.takeBuffer(() -> STOPPED.at(0))).isSameAs(all.getFirst());
        }
    }

    @Test
    void waitingForACrewStops() throws IOException {
        var never = new CompletableFuture<String>();
        assertStops(() -> Crew.await(never, () -> STOPPED.at(0)));

        assertThat(Crew.await(CompletableFuture.completedFuture("done"), () -> STOPPED.at(0)))
                .isEqualTo("done");
        var failed = CompletableFuture.<String>failedFuture(new IllegalStateException("broken"));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Crew.await(failed, () -> STOPPED.at(0)))
                .withMessage("broken");
    }

    @Test
    void aMoveToColdStorageStopsAndIsDoneAgainLater() throws IOException {
        backUp(TestStore.ID, large(40), Progress.IGNORED);
        var heard = new ArrayList<Long>();

        assertStops(() -> store.copyToCold(TestStore.ID, bytes -> {
            heard.add(bytes);
            if (bytes > 20 << 20) {
                throw new WorkStopped("enough");
            }
        }));

        assertThat(heard).isSorted().hasSizeGreaterThan(10);
        collect();
        assertThat(objects("cold")).isZero();
        store.copyToCold(TestStore.ID, Progress.IGNORED);
        store.delete(TestStore.ID, StorageTier.WARM);
        var target = new RecordingTarget();
        store.restore(TestStore.ID, RestoreSelection.EVERYTHING, target, Progress.IGNORED);
        assertThat(target.lines()).isEqualTo(large(40).expected());
    }

    @Test
    void progressOfABackupNeverGoesBack() throws IOException {
        var heard = new ArrayList<Long>();

        backUp(TestStore.ID, large(40), heard::add);

        assertThat(heard).isSorted().contains((long) (40 << 20)).hasSizeGreaterThan(20);
    }
}
