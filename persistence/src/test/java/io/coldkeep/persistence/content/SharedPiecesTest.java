package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.OpenFile;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobSink;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Threads that meet the same piece at the same moment: one keeps it, and the others wait for that one. */
@Timeout(60)
class SharedPiecesTest {

    @TempDir
    Path directory;

    private final CountDownLatch severalAreRead = new CountDownLatch(5);
    private final AtomicBoolean isFull = new AtomicBoolean(true);

    /** The same bytes under each name, of which each is a piece of its own. */
    private ListedSource tree() {
        var bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        var tree = new ListedSource();
        for (var i = 0; i < 20; i++) {
            var path = EntryPath.parse("file-%02d".formatted(i));
            var file = new SourceEntry.RegularFile(path, ListedSource.ATTRIBUTES, bytes.length, Optional.empty());
            tree.file(file, time -> {
                severalAreRead.countDown();
                return OpenFile.of(file, new ByteArrayInputStream(bytes));
            });
        }
        return tree;
    }

    /** Takes no pack while it is full, and says so late. */
    private final class FullStore extends OtherStore {

        FullStore() throws IOException {
            super(new DirectoryBlobStore(directory.resolve("warm")));
        }

        @Override
        public BlobSink create(BlobName name) throws IOException {
            if (name.value().contains("/packs/") && isFull.get()) {
                try {
                    severalAreRead.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new IOException("no space left");
            }
            return super.create(name);
        }
    }

    @Test
    void nobodyWaitsForOneThatCouldNotKeepIt() throws IOException {
        try (var store = TestStore.of(
                new MemoryContentIndex(), new FullStore(), new DirectoryBlobStore(directory.resolve("cold")))) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> store.store(TestStore.ID, tree(), Progress.IGNORED, () -> Description.NONE))
                    .withMessage("no space left");

            isFull.set(false);
            var stored = store.store(TestStore.ID, tree(), Progress.IGNORED, () -> Description.NONE);
            assertThat(stored.transfer().storedBytes()).isBetween(300_000L, 320_000L);
        }
    }
}
