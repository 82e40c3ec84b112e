package io.coldkeep.app.wiring;

import io.coldkeep.app.config.CannotStart;
import io.coldkeep.app.config.StorePlace;
import io.coldkeep.app.config.StoreSettings;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.blob.s3.S3Archive;
import io.coldkeep.persistence.content.blob.s3.S3Location;
import io.coldkeep.persistence.content.blob.s3.S3Service;
import io.coldkeep.persistence.content.blob.s3.S3SetupException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The object stores of both tiers, and the connections to a service that they may need. */
public record ContentStores(BlobStore warm, BlobStore cold, Optional<S3Service> service) implements AutoCloseable {

    /** Opens a store at its place. */
    private interface Opening {
        BlobStore directory(Path path) throws IOException;

        BlobStore bucket(S3Service service, S3Location location, Optional<S3Archive> archive);
    }

    private static final Opening TO_WRITE = new Opening() {
        @Override
        public BlobStore directory(Path path) throws IOException {
            return new DirectoryBlobStore(path);
        }

        @Override
        public BlobStore bucket(S3Service service, S3Location location, Optional<S3Archive> archive) {
            return service.open(location, archive);
        }
    };

    private static final Opening TO_READ = new Opening() {
        @Override
        public BlobStore directory(Path path) {
            return DirectoryBlobStore.toRead(path);
        }

        @Override
        public BlobStore bucket(S3Service service, S3Location location, Optional<S3Archive> archive) {
            return service.toRead(location, archive);
        }
    };

    /** @throws CannotStart when a bucket is not there, or may not be used */
    static ContentStores toWrite(ContentPlaces places) throws IOException {
        return open(places, TO_WRITE);
    }

    /** Nothing is made that is missing, and no bucket is asked for anything yet. */
    public static ContentStores toRead(ContentPlaces places) throws IOException {
        return open(places, TO_READ);
    }

    private static ContentStores open(ContentPlaces places, Opening opening) throws IOException {
        var service = service(places);
        try {
            return new ContentStores(
                    open(StorageTier.WARM, places, service, opening),
                    open(StorageTier.COLD, places, service, opening),
                    service);
        } catch (IOException | RuntimeException e) {
            service.ifPresent(S3Service::close);
            throw e;
        }
    }

    private static Optional<S3Service> service(ContentPlaces places) {
        if (Stream.of(StorageTier.values()).noneMatch(tier -> places.of(tier) instanceof StorePlace.Bucket)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new S3Service(places.settings().s3()));
        } catch (S3SetupException e) {
            throw new CannotStart(
                    "S3 cannot be used (COLDKEEP_S3_ACCESS_KEY_ID, COLDKEEP_S3_REGION): " + e.getMessage(), e);
        }
    }

    private static BlobStore open(StorageTier tier, ContentPlaces places, Optional<S3Service> service, Opening opening)
            throws IOException {
        return switch (places.of(tier)) {
            case StorePlace.Directory(Path path) -> opening.directory(path);
            case StorePlace.Bucket(S3Location location) -> {
                try {
                    yield opening.bucket(
                            service.orElseThrow(), location, places.settings().archive(tier));
                } catch (S3SetupException e) {
                    throw new CannotStart(StoreSettings.variable(tier) + " " + e.getMessage(), e);
                }
            }
        };
    }

    @Override
    public void close() {
        service.ifPresent(S3Service::close);
    }
}
