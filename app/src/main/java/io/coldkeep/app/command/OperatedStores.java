package io.coldkeep.app.command;

import io.coldkeep.app.config.CannotStart;
import io.coldkeep.app.wiring.ContentDirectories;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.StoredVaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The stores of the data directory, and what files are called in them. */
final class OperatedStores {

    private final ContentDirectories directories;
    private final Optional<String> masterKey;

    OperatedStores(ContentDirectories directories, Optional<String> masterKey) {
        this.directories = directories;
        this.masterKey = masterKey;
    }

    /** An object by its tier and name. */
    record Located(StorageTier tier, String object) {}

    /** Opens both; one that is not there, such as a disk that is not mounted, is a problem. */
    StoredVaults open(Report report) throws IOException {
        if (Stream.of(StorageTier.values()).noneMatch(this::isThere)) {
            throw new CannotStart("COLDKEEP_DATA_DIR " + directories.dataDirectory() + " has no content in it");
        }
        Stream.of(StorageTier.values())
                .filter(tier -> !isThere(tier))
                .forEach(tier -> report.problem(directories.of(tier) + " is not there"));
        return directories.toRead(masterKey);
    }

    private boolean isThere(StorageTier tier) {
        return Files.isDirectory(directories.of(tier));
    }

    Path file(StorageTier tier, String object) {
        return directories.of(tier).resolve(object);
    }

    StoredVaults.Problems problems(Report report) {
        return (tier, object, what) -> report.problem(file(tier, object) + ": " + what);
    }

    /** The descriptor that this is the file of. */
    Located descriptor(String argument) throws IOException {
        var file = Path.of(argument);
        if (Files.isRegularFile(file)) {
            for (var tier : StorageTier.values()) {
                var located = within(tier, file.toRealPath());
                if (located.isPresent()) {
                    return located.get();
                }
            }
        }
        throw new WrongUsage(argument + " is no descriptor below " + directories.dataDirectory()
                + "; 'coldkeep contents' lists those that are");
    }

    private Optional<Located> within(StorageTier tier, Path file) throws IOException {
        if (!isThere(tier)) {
            return Optional.empty();
        }
        var store = directories.of(tier).toRealPath();
        return Optional.of(file)
                .filter(found -> found.startsWith(store))
                .map(found -> store.relativize(found).toString())
                .filter(StoredVaults::isDescriptor)
                .map(object -> new Located(tier, object));
    }
}
