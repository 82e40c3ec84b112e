package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.StoredContent;
import io.coldkeep.domain.content.Transfer;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileStamp;
import io.coldkeep.domain.source.OpenFile;
import io.coldkeep.domain.source.SourceEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of the source and what gets into the store is what the engine says. */
class TransferTest {

    private static final int SMALL = 5_000;
    private static final int LARGE = 3_000_000;

    @TempDir
    Path directory;

    private ChunkedContentStore store;

    @BeforeEach
    void makeAStore() throws IOException {
        store = TestStore.in(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static ContentId newId() {
        return new ContentId(TestStore.ID.vault(), UUID.randomUUID());
    }

    private StoredContent backUp(ListedSource source) throws IOException {
        return store.store(newId(), source, Progress.IGNORED, () -> Description.NONE);
    }

    private static byte[] bytes(int seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A file that was changed long ago, for that time. */
    private static ListedSource with(ListedSource source, String path, long change, byte[] content) {
        var stamp = Optional.of(new FileStamp(path.hashCode(), Instant.ofEpochSecond(change)));
        var file = new SourceEntry.RegularFile(EntryPath.parse(path), ListedSource.ATTRIBUTES, content.length, stamp);
        return source.file(file, time -> OpenFile.of(file, new ByteArrayInputStream(content)));
    }

    private static ListedSource tree(long changeOfSmall, byte[] small) {
        return with(with(new ListedSource(), "large", 0, bytes(1, LARGE)), "small", changeOfSmall, small);
    }

    /** Bytes of the objects with data and lists of entries. */
    private long inStore(String tier) throws IOException {
        var sum = 0L;
        for (var kind : List.of("packs", "meta")) {
            var objects = directory
                    .resolve(tier)
                    .resolve("vaults/" + TestStore.ID.vault())
                    .resolve(kind);
            for (var object : TestStore.files(objects)) {
                sum += Files.size(object);
            }
        }
        return sum;
    }

    @Test
    void readsAllTheFirstTimeAndSaysWhatThatTakesInTheStore() throws IOException {
        var stored = backUp(tree(0, bytes(2, SMALL)));

        assertThat(stored.logicalBytes()).isEqualTo(LARGE + SMALL);
        assertThat(stored.transfer()).isEqualTo(new Transfer(LARGE + SMALL, inStore("warm")));
        assertThat(stored.transfer().storedBytes()).isBetween((long) LARGE + SMALL, LARGE + SMALL + 20_000L);
    }

    @Test
    void neitherReadsNorStoresWhatIsAsItWas() throws IOException {
        backUp(tree(0, bytes(2, SMALL)));

        var stored = backUp(tree(0, bytes(2, SMALL)));

        assertThat(stored.logicalBytes()).isEqualTo(LARGE + SMALL);
        assertThat(stored.transfer()).isEqualTo(new Transfer(0, 0));
    }

    @Test
    void readsAndStoresOnlyWhatChanged() throws IOException {
        backUp(tree(0, bytes(2, SMALL)));
        var before = inStore("warm");

        var stored = backUp(tree(1, bytes(3, SMALL)));

        assertThat(stored.transfer()).isEqualTo(new Transfer(SMALL, inStore("warm") - before));
        assertThat(stored.transfer().storedBytes()).isBetween((long) SMALL, SMALL + 20_000L);
    }

    @Test
    void storesTheSameBytesOnceUnderWhicheverNames() throws IOException {
        var source = new ListedSource();
        for (var name : List.of("one", "other", "third")) {
            with(source, name, 0, bytes(1, 100_000));
        }

        var stored = backUp(source);

        assertThat(stored.transfer().readBytes()).isEqualTo(300_000);
        assertThat(stored.transfer().storedBytes()).isBetween(100_000L, 120_000L);
    }

    /** Each is a piece of its own, and two threads are at pieces that follow one another. */
    @Test
    void storesTheSameLargePieceOnceThoughSeveralThreadsMeetIt() throws IOException {
        var source = new ListedSource();
        for (var i = 0; i < 60; i++) {
            with(source, "file-%02d".formatted(i), 0, bytes(1, 300_000));
        }

        var stored = backUp(source);

        assertThat(stored.transfer().readBytes()).isEqualTo(60 * 300_000);
        assertThat(stored.transfer().storedBytes()).isBetween(300_000L, 320_000L);
    }

    @Test
    void readsAndDoesNotStoreAFileThatIsThereUnderAnotherName() throws IOException {
        backUp(with(new ListedSource(), "one", 0, bytes(1, LARGE)));

        var stored = backUp(with(new ListedSource(), "other", 0, bytes(1, LARGE)));

        assertThat(stored.transfer().readBytes()).isEqualTo(LARGE);
        assertThat(stored.transfer().storedBytes()).isPositive().isLessThan(20_000);
    }

    @Test
    void storesFewerBytesThanThereAreWhenTheyCanBeCompressed() throws IOException {
        var stored = backUp(with(new ListedSource(), "zeros", 0, new byte[LARGE]));

        assertThat(stored.transfer().readBytes()).isEqualTo(LARGE);
        assertThat(stored.transfer().storedBytes()).isPositive().isLessThan(LARGE / 100);
    }

    @Test
    void countsEachReadingOfAFileThatChangesMeanwhile() throws IOException {
        var stored = backUp(new ListedSource().file("f", SMALL + 1, () -> new ByteArrayInputStream(new byte[SMALL])));

        assertThat(stored.logicalBytes()).isEqualTo(SMALL);
        assertThat(stored.transfer().readBytes()).isEqualTo(3 * SMALL);
    }

    @Test
    void countsWhatWasReadOfAFileThatCannotBeReadToItsEnd() throws IOException {
        var stored = backUp(new ListedSource().file("f", 2 * LARGE, () -> failingBehind(bytes(1, LARGE))));

        assertThat(stored.logicalBytes()).isZero();
        assertThat(stored.unread().count()).isOne();
        assertThat(stored.transfer().readBytes()).isPositive().isLessThanOrEqualTo(LARGE);
    }

    /** Has so many bytes before it fails. */
    private static InputStream failingBehind(byte[] bytes) {
        var failure = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("a bad block");
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return read();
            }
        };
        return new SequenceInputStream(new ByteArrayInputStream(bytes), failure);
    }

    @Test
    void saysWhatAMoveToColdStorageWrites() throws IOException {
        var one = newId();
        var other = newId();
        store.store(one, tree(0, bytes(2, SMALL)), Progress.IGNORED, () -> Description.NONE);
        store.store(other, tree(1, bytes(3, SMALL)), Progress.IGNORED, () -> Description.NONE);

        var first = store.copyToCold(one, Progress.IGNORED);
        assertThat(first).isEqualTo(inStore("cold")).isGreaterThan(LARGE + SMALL);

        assertThat(store.copyToCold(other, Progress.IGNORED))
                .isEqualTo(inStore("cold") - first)
                .isBetween((long) SMALL, SMALL + 20_000L);
    }

    @Test
    void saysWhatACopyReadsAndStores() throws IOException {
        var original = newId();
        store.store(original, tree(0, bytes(2, SMALL)), Progress.IGNORED, () -> Description.NONE);
        var elsewhere = UUID.randomUUID();

        var first = copy(original, elsewhere);
        var again = copy(original, elsewhere);

        assertThat(first.transfer().readBytes()).isEqualTo(LARGE + SMALL);
        assertThat(first.transfer().storedBytes()).isBetween((long) LARGE + SMALL, LARGE + SMALL + 20_000L);
        assertThat(again.transfer()).isEqualTo(new Transfer(0, 0));
    }

    private StoredContent copy(ContentId original, UUID vault) throws IOException {
        return store.copy(original, new ContentId(vault, UUID.randomUUID()), Progress.IGNORED, () -> Description.NONE);
    }
}
