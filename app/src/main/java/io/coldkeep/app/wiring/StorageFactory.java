package io.coldkeep.app.wiring;

import io.coldkeep.app.config.Settings;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.filesystem.FileSystemDirectories;
import io.coldkeep.persistence.content.ArchiveContentStore;
import io.coldkeep.persistence.source.LocalDirectories;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Where the bytes are, below the data directory. */
@Factory
final class StorageFactory {

    @Singleton
    ContentStore contentStore(Settings settings) throws IOException {
        var content = settings.dataDirectory().resolve("content");
        return new ArchiveContentStore(content.resolve("warm"), content.resolve("cold"));
    }

    @Singleton
    FileSystemDirectories fileSystemDirectories(Settings settings) {
        return new LocalDirectories(
                settings.dataDirectory().resolve("file-systems"), settings.adoptableRoots(), settings.dataDirectory());
    }
}
