package io.coldkeep.app.wiring;

import io.coldkeep.app.config.CannotStart;
import io.coldkeep.app.config.Settings;
import io.coldkeep.app.config.StoreSettings;
import io.coldkeep.domain.content.ContentInventory;
import io.coldkeep.domain.content.ContentUpkeep;
import io.coldkeep.domain.filesystem.FileSystemDirectories;
import io.coldkeep.persistence.content.ChunkedContentStore;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.crypto.MasterKeyFile;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.UpkeepLog;
import io.coldkeep.persistence.source.LocalDirectories;
import io.coldkeep.persistence.sql.recovery.RecoveryMark;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Where the bytes are. */
@Factory
final class StorageFactory {

    @Singleton
    ContentPlaces contentPlaces(Settings settings, StoreSettings stores) {
        return new ContentPlaces(settings.dataDirectory(), stores);
    }

    @Singleton
    @Bean(preDestroy = "close")
    ContentStores contentStores(ContentPlaces places) throws IOException {
        return ContentStores.toWrite(places);
    }

    @Singleton
    @Bean(preDestroy = "close")
    ChunkedContentStore contentStore(
            Settings settings,
            ContentPlaces places,
            ContentStores stores,
            ContentIndex index,
            RecoveryMark recovery,
            @Named("real") InstantSource clock)
            throws IOException {
        requireWhole(recovery);
        var store = new ChunkedContentStore(
                index,
                stores.warm(),
                stores.cold(),
                masterKey(settings, places.masterKey(), index),
                clock,
                Runtime.getRuntime().availableProcessors());
        try {
            store.requireKey();
        } catch (IOException e) {
            store.close();
            throw new CannotStart(
                    "%s does not open the vaults in the catalog: %s"
                            .formatted(
                                    settings.configuredMasterKey().isPresent()
                                            ? "COLDKEEP_MASTER_KEY"
                                            : places.masterKey(),
                                    e.getMessage()),
                    e);
        }
        return store;
    }

    /** What a recovery has half done has bytes without their recovery points, which nobody would ever delete. */
    private static void requireWhole(RecoveryMark recovery) {
        if (recovery.isSet()) {
            throw new CannotStart(
                    "'coldkeep recover' has not come to its end on the catalog: run it again, with the settings of the service, until it does");
        }
    }

    @Singleton
    ContentUpkeep contentUpkeep(ChunkedContentStore store, UpkeepLog log, Settings settings) {
        return store.upkeep(log, settings.scrubRateInBytes());
    }

    @Singleton
    ContentInventory contentInventory(ChunkedContentStore store, UpkeepLog log) {
        return store.inventory(log);
    }

    private static MasterKey masterKey(Settings settings, Path file, ContentIndex index) throws IOException {
        var configured = settings.configuredMasterKey();
        if (configured.isPresent()) {
            return MasterKey.parse(configured.get());
        }
        requireFile(file, index);
        try {
            return MasterKeyFile.readOrMake(file);
        } catch (IOException e) {
            throw new CannotStart("the master key cannot be read or made: " + e.getMessage(), e);
        }
    }

    /** A new key would open none of the vaults. Whoever made the first of them had a key in the file before. */
    private static void requireFile(Path file, ContentIndex index) {
        if (index.anyVault().isPresent() && Files.notExists(file)) {
            throw new CannotStart(
                    file + " is missing, and no vault can be read without it: put it back or set COLDKEEP_MASTER_KEY");
        }
    }

    @Singleton
    FileSystemDirectories fileSystemDirectories(Settings settings) {
        return new LocalDirectories(
                settings.dataDirectory().resolve("file-systems"), settings.adoptableRoots(), settings.dataDirectory());
    }
}
