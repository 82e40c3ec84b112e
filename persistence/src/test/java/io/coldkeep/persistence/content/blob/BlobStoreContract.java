package io.coldkeep.persistence.content.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.coldkeep.domain.contract.Concurrently;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link BlobStore} and {@link BlobSink} promise. */
public abstract class BlobStoreContract {

    private static final BlobName VAULTS = new BlobName("vaults");
    private static final BlobName NAME = new BlobName("vaults/v-1/packs/0a/b-1.pack");
    private static final BlobName SIBLING = new BlobName("vaults/v-1/packs/0a/b-10.pack");
    private static final BlobName ELSEWHERE = new BlobName("vaults/v-2/vault");

    private BlobStore store;

    /** A new store without objects. */
    protected abstract BlobStore newStore() throws IOException;

    /** The same objects, as another process sees them. */
    protected abstract BlobStore another() throws IOException;

    @BeforeEach
    protected void makeAStore() throws IOException {
        store = newStore();
    }

    private static byte[] bytes(int seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] whole(BlobStore store, BlobName name) throws IOException {
        return store.read(name, 0, (int) store.size(name));
    }

    private List<BlobName> names(BlobStore from, BlobName below) throws IOException {
        return from.list(below).stream().map(StoredBlob::name).toList();
    }

    private void assertMissing(BlobName name) throws IOException {
        assertThatExceptionOfType(NoSuchBlobException.class)
                .isThrownBy(() -> store.read(name, 0, 0))
                .withMessageContaining(name.toString());
        assertThatExceptionOfType(NoSuchBlobException.class).isThrownBy(() -> store.size(name));
        assertThat(store.list(name)).isEmpty();
        assertThat(names(store, VAULTS)).doesNotContain(name);
    }

    // writing

    @Test
    void givesBackWhatWasPut() throws IOException {
        var bytes = bytes(1, 100_000);

        store.put(NAME, bytes);

        assertThat(whole(store, NAME)).isEqualTo(bytes);
        assertThat(store.size(NAME)).isEqualTo(bytes.length);
        assertThat(whole(another(), NAME)).isEqualTo(bytes);
    }

    @Test
    void givesBackWhatWasWrittenPieceByPiece() throws IOException {
        var bytes = bytes(2, 3_000_000);

        try (var sink = store.create(NAME)) {
            for (var from = 0; from < bytes.length; from += 700_000) {
                var piece = Arrays.copyOfRange(bytes, from, from + 700_000);
                sink.write(piece, Math.min(700_000, bytes.length - from));
                Arrays.fill(piece, (byte) 0); // the buffer is the caller's again
            }
            sink.commit();
        }

        assertThat(whole(store, NAME)).isEqualTo(bytes);
    }

    @Test
    void keepsAnObjectWithoutBytes() throws IOException {
        store.put(NAME, new byte[0]);

        assertThat(store.size(NAME)).isZero();
        assertThat(store.read(NAME, 0, 0)).isEmpty();
        assertThat(names(store, NAME)).containsExactly(NAME);
    }

    @Test
    void hasAnObjectWholeOrNotAtAll() throws IOException {
        try (var sink = store.create(NAME)) {
            assertMissing(NAME);
            sink.write(bytes(3, 10), 10);
            assertMissing(NAME);
            sink.commit();
            assertThat(whole(another(), NAME)).isEqualTo(bytes(3, 10));
        }
        assertThat(whole(store, NAME)).isEqualTo(bytes(3, 10));
    }

    @Test
    void hasNothingOfASinkThatWasClosedWithoutACommit() throws IOException {
        try (var sink = store.create(NAME)) {
            sink.write(bytes(4, 10), 10);
        }

        assertMissing(NAME);
        assertThat(store.list(VAULTS)).isEmpty();
    }

    @Test
    void leavesAnObjectAsItIsWhenAnotherAttemptAtItIsClosedWithoutACommit() throws IOException {
        store.put(NAME, bytes(5, 10));

        try (var sink = store.create(NAME)) {
            sink.write(bytes(6, 5), 5);
            assertThat(whole(store, NAME)).isEqualTo(bytes(5, 10));
        }

        assertThat(whole(store, NAME)).isEqualTo(bytes(5, 10));
    }

    @Test
    void readsDataAtOnceUnlessItIsToldToKeepThatElsewhere() throws IOException {
        try (var sink = store.createData(NAME)) {
            sink.write(bytes(3, 10), 10);
            sink.commit();
        }

        assertThat(store.archives()).isFalse();
        assertThat(store.thaw(List.of(NAME, new BlobName("vaults/none")), () -> {}))
                .isEmpty();
        assertThat(whole(store, NAME)).isEqualTo(bytes(3, 10));
    }

    @Test
    void mayBeGivenTheSameObjectAgain() throws IOException {
        store.put(NAME, bytes(7, 10));

        store.put(NAME, bytes(7, 10));

        assertThat(whole(store, NAME)).isEqualTo(bytes(7, 10));
        assertThat(names(store, VAULTS)).containsExactly(NAME);
    }

    @Test
    void mayBeGivenTheSameObjectByTwoAtATime() throws IOException {
        try (var one = store.create(NAME);
                var other = store.create(NAME)) {
            one.write(bytes(8, 10), 10);
            other.write(bytes(8, 10), 10);
            one.commit();
            other.commit();
        }

        assertThat(whole(store, NAME)).isEqualTo(bytes(8, 10));
    }

    @Test
    void refusesOtherBytesOfTheSameName() throws IOException {
        store.put(NAME, bytes(19, 10));

        assertThatExceptionOfType(OtherBytesException.class)
                .isThrownBy(() -> store.put(NAME, bytes(20, 10)))
                .withMessageContaining(NAME.toString());
        assertThatExceptionOfType(OtherBytesException.class).isThrownBy(() -> store.put(NAME, bytes(19, 11)));
        assertThatExceptionOfType(OtherBytesException.class).isThrownBy(() -> {
            try (var sink = store.create(NAME)) {
                sink.write(bytes(20, 10), 10);
                sink.commit();
            }
        });

        assertThat(whole(store, NAME)).isEqualTo(bytes(19, 10));
        assertThat(names(store, VAULTS)).containsExactly(NAME);
    }

    @Test
    void replacesAnObjectWhenThatIsAskedFor() throws IOException {
        store.replace(SIBLING, bytes(21, 10));
        store.put(NAME, bytes(21, 10));

        store.replace(NAME, bytes(22, 7));

        assertThat(whole(store, NAME)).isEqualTo(bytes(22, 7));
        assertThat(whole(another(), SIBLING)).isEqualTo(bytes(21, 10));
        assertThat(names(store, VAULTS)).containsExactly(NAME, SIBLING);
    }

    // reading

    @Test
    void readsAnyPart() throws IOException {
        var bytes = bytes(9, 1000);
        store.put(NAME, bytes);

        assertThat(store.read(NAME, 0, 10)).isEqualTo(Arrays.copyOf(bytes, 10));
        assertThat(store.read(NAME, 500, 500)).isEqualTo(Arrays.copyOfRange(bytes, 500, 1000));
        assertThat(store.read(NAME, 1000, 0)).isEmpty();
    }

    @Test
    void readsNothingBeyondTheEnd() throws IOException {
        store.put(NAME, bytes(10, 1000));

        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> store.read(NAME, 0, 1001));
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> store.read(NAME, 999, 2));
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> store.read(NAME, 1001, 0));
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> store.read(NAME, 1L << 40, 1));
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> store.read(NAME, 0, Integer.MAX_VALUE));
    }

    @Test
    void saysThatAnObjectIsMissing() throws IOException {
        store.put(SIBLING, bytes(11, 10));

        assertMissing(NAME);
    }

    // listing

    @Test
    void listsNothingWhereThereIsNothing() throws IOException {
        assertThat(store.list(VAULTS)).isEmpty();
    }

    @Test
    void listsAllBelowAPartOfAName() throws IOException {
        store.put(SIBLING, bytes(12, 1));
        store.put(NAME, bytes(12, 1));
        store.put(ELSEWHERE, bytes(12, 1));
        store.put(new BlobName("vaults/v-10/vault"), bytes(12, 1));

        assertThat(store.list(VAULTS)).hasSize(4);
        assertThat(names(store, new BlobName("vaults/v-1"))).containsExactlyInAnyOrder(NAME, SIBLING);
        assertThat(names(store, new BlobName("vaults/v-1/packs/0a"))).containsExactlyInAnyOrder(NAME, SIBLING);
        assertThat(names(store, NAME)).containsExactly(NAME);
        assertThat(names(another(), ELSEWHERE)).containsExactly(ELSEWHERE);
    }

    @Test
    void listsByNameAndWithSizes() throws IOException {
        store.put(SIBLING, bytes(23, 2));
        store.put(ELSEWHERE, bytes(23, 1));
        store.put(NAME, bytes(23, 3));

        assertThat(store.list(VAULTS))
                .containsExactly(new StoredBlob(NAME, 3), new StoredBlob(SIBLING, 2), new StoredBlob(ELSEWHERE, 1));
    }

    // deleting

    @Test
    void listsAndDeletesMoreThanFitOnAPage() throws IOException {
        var many = new ArrayList<BlobName>();
        for (var i = 0; i < 1003; i++) {
            many.add(new BlobName("many/%04d".formatted(i)));
            store.put(many.getLast(), new byte[] {1});
        }
        store.put(NAME, bytes(24, 1));

        assertThat(names(store, new BlobName("many"))).containsExactlyElementsOf(many);
        assertThat(store.deleteAll(many)).isEmpty();
        assertThat(names(store, new BlobName("many"))).isEmpty();
        assertThat(whole(store, NAME)).isEqualTo(bytes(24, 1));
    }

    @Test
    void deletesAnObjectAndNoOther() throws IOException {
        store.put(NAME, bytes(13, 10));
        store.put(SIBLING, bytes(13, 10));

        store.delete(NAME);

        assertMissing(NAME);
        assertThat(whole(store, SIBLING)).isEqualTo(bytes(13, 10));
    }

    @Test
    void deletesWhatIsNotThere() throws IOException {
        store.put(SIBLING, bytes(14, 10));

        store.delete(NAME);
        store.delete(new BlobName("nothing/was/ever/here"));

        assertThat(whole(store, SIBLING)).isEqualTo(bytes(14, 10));
    }

    @Test
    void deletesWhatWasBegunOfAnObject() throws IOException {
        try (var sink = store.create(NAME)) {
            sink.write(bytes(15, 10), 10);

            another().delete(NAME);

            assertThatIOException().isThrownBy(() -> {
                sink.write(bytes(15, 10), 10);
                sink.commit();
            });
        }
        assertMissing(NAME);
    }

    @Test
    void leavesWhatWasBegunOfOtherObjects() throws IOException {
        try (var sink = store.create(SIBLING)) {
            sink.write(bytes(16, 10), 10);

            store.delete(NAME);

            sink.commit();
        }
        assertThat(whole(store, SIBLING)).isEqualTo(bytes(16, 10));
    }

    @Test
    void keepsAnObjectAgainThatWasDeleted() throws IOException {
        store.put(NAME, bytes(17, 10));
        store.delete(NAME);

        store.put(NAME, bytes(17, 10));

        assertThat(whole(store, NAME)).isEqualTo(bytes(17, 10));
    }

    // many threads

    @Test
    void servesManyThreads() throws IOException {
        Concurrently.run(8, thread -> {
            try {
                for (var i = 0; i < 20; i++) {
                    var mine = new BlobName("vaults/v-1/packs/%02x/t-%d-%d.pack".formatted(i, thread, i));
                    store.put(mine, bytes(thread, 10_000));
                    store.put(NAME, bytes(18, 10_000)); // all of them the same
                    assertThat(whole(store, mine)).isEqualTo(bytes(thread, 10_000));
                    assertThat(whole(store, NAME)).isEqualTo(bytes(18, 10_000));
                    assertThat(names(store, VAULTS)).contains(mine, NAME);
                    if (i % 2 == 1) {
                        store.delete(mine);
                    }
                }
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(store.list(VAULTS)).hasSize(8 * 10 + 1);
    }
}
