package io.coldkeep.persistence.content.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coldkeep.domain.contract.Concurrently;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.blob.BlobStoreContract;
import io.coldkeep.persistence.content.blob.NoSuchBlobException;
import io.coldkeep.persistence.content.blob.OtherBytesException;
import io.coldkeep.persistence.content.blob.StoredBlob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract in a bucket of a service that is there already: {@code COLDKEEP_TEST_S3_ENDPOINT}. Each test has its own prefix. */
class S3EndpointTest extends BlobStoreContract {

    private static final BlobName NAME = new BlobName("vaults/v-1/packs/0a/b-1.pack");

    private S3Service service;
    private S3Location location;

    @BeforeEach
    @Override
    protected void makeAStore() throws IOException {
        var endpoint = TestEndpoint.find();
        assumeTrue(endpoint.isPresent(), "COLDKEEP_TEST_S3_ENDPOINT is not set");
        service = new S3Service(endpoint.get().access());
        location = new S3Location(endpoint.get().bucket(), "coldkeep-test/" + UUID.randomUUID());
        super.makeAStore();
    }

    @AfterEach
    void deleteAll() throws IOException {
        if (service != null) {
            try (var closed = service) {
                var store = closed.toRead(location, Optional.empty());
                var left = Stream.of("vaults", "many")
                        .flatMap(top -> list(store, top).stream())
                        .map(StoredBlob::name)
                        .toList();
                assertThat(store.deleteAll(left)).isEmpty();
            }
        }
    }

    private static List<StoredBlob> list(BlobStore store, String top) {
        try {
            return store.list(new BlobName(top));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected BlobStore newStore() {
        return another();
    }

    @Override
    protected BlobStore another() {
        return service.open(location);
    }

    private static byte[] bytes(int seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void write(BlobStore store, byte[] bytes) throws IOException {
        try (var sink = store.create(NAME)) {
            sink.write(bytes, bytes.length);
            sink.commit();
        }
    }

    @Test
    void writesLargeObjectsInParts() throws IOException {
        var bytes = bytes(1, 2 * S3Sink.PART + 5);
        var store = another();

        write(store, bytes);
        write(store, bytes);

        assertThat(store.read(NAME, 0, bytes.length)).isEqualTo(bytes);
        assertThatExceptionOfType(OtherBytesException.class).isThrownBy(() -> write(store, bytes(2, bytes.length)));
        assertThat(store.read(NAME, 0, bytes.length)).isEqualTo(bytes);
    }

    /** Nobody who was told that his bytes are kept finds another's. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneOfManyWritersOfANameWins(boolean inParts) throws IOException {
        for (var round = 0; round < 5; round++) {
            var store = another();
            var winner = new AtomicInteger(-1);
            var wins = Concurrently.run(4, writer -> {
                try {
                    if (inParts) {
                        write(store, bytes(writer, 1000));
                    } else {
                        store.put(NAME, bytes(writer, 1000));
                    }
                    winner.set(writer);
                    return true;
                } catch (OtherBytesException e) {
                    return false;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            assertThat(wins).containsOnlyOnce(true);
            assertThat(store.read(NAME, 0, 1000)).isEqualTo(bytes(winner.get(), 1000));
            store.delete(NAME);
        }
    }

    @Test
    void aBucketThatIsGoneIsNotAnObjectThatIsGone() {
        var store = service.toRead(new S3Location("coldkeep-no-such-" + UUID.randomUUID(), ""), Optional.empty());

        assertThatIOException()
                .isThrownBy(() -> store.size(NAME))
                .isNotInstanceOf(NoSuchBlobException.class)
                .withMessageContaining("NoSuchBucket");
        assertThatIOException().isThrownBy(() -> store.read(NAME, 0, 1)).isNotInstanceOf(NoSuchBlobException.class);
    }

    @Test
    void refusesABucketThatIsNotThere() {
        assertThatExceptionOfType(S3SetupException.class)
                .isThrownBy(() -> service.open(new S3Location("coldkeep-no-such-" + UUID.randomUUID(), "p")))
                .withMessageContaining("NoSuchBucket");
    }
}
