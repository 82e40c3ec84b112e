package io.coldkeep.app.command;

import io.coldkeep.app.config.CannotStart;
import io.coldkeep.app.config.StorePlace;
import io.coldkeep.app.wiring.ContentPlaces;
import io.coldkeep.app.wiring.ContentStores;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.StoredVaults;
import io.coldkeep.persistence.content.blob.s3.S3Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The stores of both tiers, and what objects are called in them. */
final class OperatedStores implements AutoCloseable {

    private final ContentPlaces places;
    private final Optional<String> masterKey;
    private Optional<ContentStores> stores = Optional.empty();

    OperatedStores(ContentPlaces places, Optional<String> masterKey) {
        this.places = places;
        this.masterKey = masterKey;
    }

    /** An object by its tier and name. */
    record Located(StorageTier tier, String object) {}

    /** Opens both; a directory that is not there, such as a disk that is not mounted, is a problem. */
    StoredVaults open(Report report) throws IOException {
        if (Stream.of(StorageTier.values()).noneMatch(this::mayBeThere)) {
            throw new CannotStart("COLDKEEP_DATA_DIR " + places.dataDirectory() + " has no content in it");
        }
        Stream.of(StorageTier.values())
                .filter(tier -> !mayBeThere(tier))
                .forEach(tier -> report.problem(places.of(tier) + " is not there"));
        var key = places.key(masterKey);
        var opened = ContentStores.toRead(places);
        stores = Optional.of(opened);
        return ContentPlaces.read(opened, key);
    }

    /** Of a bucket, whoever asks it for something hears that it is not. */
    private boolean mayBeThere(StorageTier tier) {
        return switch (places.of(tier)) {
            case StorePlace.Directory(Path path) -> Files.isDirectory(path);
            case StorePlace.Bucket _ -> true;
        };
    }

    /** What the object is called outside. */
    String name(StorageTier tier, String object) {
        return places.of(tier).of(object);
    }

    StoredVaults.Problems problems(Report report) {
        return (tier, object, what) -> report.problem(name(tier, object) + ": " + what);
    }

    /** The descriptor that is called so. */
    Located descriptor(String argument) throws IOException {
        for (var tier : StorageTier.values()) {
            var located =
                    object(tier, argument).filter(StoredVaults::isDescriptor).map(object -> new Located(tier, object));
            if (located.isPresent()) {
                return located.get();
            }
        }
        throw new WrongUsage("%s is no descriptor in %s or %s; 'coldkeep contents' lists those that are"
                .formatted(argument, places.of(StorageTier.WARM), places.of(StorageTier.COLD)));
    }

    private Optional<String> object(StorageTier tier, String argument) throws IOException {
        return switch (places.of(tier)) {
            case StorePlace.Directory(Path store) -> within(store, Path.of(argument));
            case StorePlace.Bucket(S3Location location) ->
                Optional.of(argument)
                        .filter(uri -> uri.startsWith(location.uri("")))
                        .map(uri -> uri.substring(location.uri("").length()));
        };
    }

    private static Optional<String> within(Path store, Path file) throws IOException {
        if (!Files.isDirectory(store) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        var real = store.toRealPath();
        return Optional.of(file.toRealPath())
                .filter(found -> found.startsWith(real))
                .map(found -> real.relativize(found).toString());
    }

    @Override
    public void close() {
        stores.ifPresent(ContentStores::close);
    }
}
