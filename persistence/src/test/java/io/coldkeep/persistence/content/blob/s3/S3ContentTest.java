package io.coldkeep.persistence.content.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.persistence.content.ChunkedContentStore;
import io.coldkeep.persistence.content.blob.s3.S3TestServer.Fault;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Backups, moves into an archive, thaws, restores and collections in a bucket where every sixth request goes wrong in some way. What was
 * refused is done again, as the service does it. The same again: {@code -Dcoldkeep.seed=…}.
 */
class S3ContentTest {

    private static final UUID VAULT = new UUID(0, 1);
    private static final int MOST_ATTEMPTS = 60;
    private static final S3Archive ARCHIVE =
            new S3Archive(Optional.of(S3Archive.StorageClass.GLACIER), S3Archive.Speed.STANDARD, 1);

    private final long seed = Long.getLong("coldkeep.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final AtomicInteger faults = new AtomicInteger();
    private final Map<ContentId, Map<EntryPath, String>> expected = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long attempts;

    private synchronized Fault fault(String operation) {
        if (random.nextInt(6) > 0) {
            return Fault.NONE;
        }
        faults.incrementAndGet();
        var all = Fault.values();
        var fault = all[random.nextInt(1, all.length)];
        return fault == Fault.ERROR_IN_SUCCESS && !operation.equals("CompleteMultipartUpload")
                ? Fault.SLOW_DOWN
                : fault;
    }

    @Test
    void losesNothingAndLeavesNothingInABucketThatFailsAtRandom() throws IOException {
        System.out.println("S3ContentTest: -Dcoldkeep.seed=" + seed);
        try (var server = new S3TestServer("bucket");
                var service = new S3Service(
                        server.access(), new S3Service.Patience(3, Duration.ofMillis(1), Duration.ofMillis(5)));
                var store = new ChunkedContentStore(
                        new MemoryContentIndex(),
                        service.open(new S3Location("bucket", "warm")),
                        service.open(new S3Location("bucket", "cold"), Optional.of(ARCHIVE)),
                        new MasterKey(new byte[MasterKey.LENGTH]),
                        () -> now,
                        2)) {
            server.setFaults(this::fault);

            var tree = new ListedSource().directory("again");
            for (var round = 0; round < 4; round++) {
                edit(tree, round);
                backUp(store, tree);
                assertAllIsThere(store, server);
            }
            moveToCold(store, first());
            moveToCold(store, first());
            assertAllIsThere(store, server);
            delete(store, first());
            collect(store);
            assertAllIsThere(store, server);
            while (!expected.isEmpty()) {
                delete(store, first());
            }
            collect(store);

            assertThat(faults.get()).as("requests that went wrong").isGreaterThan(20);
            assertThat(server.objects("bucket").keySet())
                    .containsExactlyInAnyOrder("warm/vaults/" + VAULT + "/vault", "cold/vaults/" + VAULT + "/vault");
            assertThat(server.uploads()).isEmpty();
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static void edit(ListedSource tree, int round) {
        var bytes = new byte[round == 0 ? 18_000_000 : 1_500_000];
        new Random(round).nextBytes(bytes);
        tree.file(EntryPath.parse("large-" + round), ListedSource.ATTRIBUTES, bytes);
        for (var i = 0; i < 50; i++) {
            tree.file("small-%02d".formatted(i), "round " + (i % (round + 1)) + " of file " + i);
        }
    }

    private ContentId first() {
        return expected.keySet().iterator().next();
    }

    /** An attempt that failed is deleted, and the next one is another. */
    private void backUp(ChunkedContentStore store, ListedSource tree) throws IOException {
        var lines = tree.expected();
        again(() -> {
            var id = new ContentId(VAULT, new UUID(1, ++attempts));
            try {
                store.store(
                        id,
                        tree.directory("again"),
                        Progress.IGNORED,
                        () -> Description.NONE); // which it lists from the start
                expected.put(id, lines);
            } catch (IOException e) {
                again(() -> store.delete(id, StorageTier.WARM));
                throw e;
            }
        });
    }

    private void moveToCold(ChunkedContentStore store, ContentId id) throws IOException {
        again(() -> store.copyToCold(id, Progress.IGNORED));
        again(() -> store.delete(id, StorageTier.WARM));
        expected.put(id, expected.remove(id)); // the others are first now
    }

    private void delete(ChunkedContentStore store, ContentId id) throws IOException {
        again(() -> store.delete(id, StorageTier.WARM));
        again(() -> store.delete(id, StorageTier.COLD));
        expected.remove(id);
    }

    private void collect(ChunkedContentStore store) throws IOException {
        again(() -> {
            store.collect();
            now = now.plus(Duration.ofHours(1));
            if (store.hasGarbage()) {
                throw new IOException("there is garbage left");
            }
        });
    }

    private void assertAllIsThere(ChunkedContentStore store, S3TestServer server) throws IOException {
        for (var content : expected.entrySet()) {
            again(() -> thaw(store, content.getKey(), server));
            again(() -> {
                var target = new RecordingTarget();
                store.restore(content.getKey(), RestoreSelection.EVERYTHING, target, Progress.IGNORED);
                assertThat(target.lines().equals(content.getValue()))
                        .as("bit-exact")
                        .isTrue();
            });
        }
    }

    private static void thaw(ChunkedContentStore store, ContentId id, S3TestServer server) throws IOException {
        if (!store.thaw(id, RestoreSelection.EVERYTHING, Progress.IGNORED).isDone()) {
            server.finishThaws();
            throw new IOException("something was frozen");
        }
    }

    /** What the service would be told to do again. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void again(Work work) throws IOException {
        for (var attempt = 1; ; attempt++) {
            try {
                work.run();
                return;
            } catch (CorruptContentException e) {
                throw e; // a request that went wrong is no damage
            } catch (IOException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
