package io.coldkeep.app.wiring;

import io.coldkeep.app.config.CannotStart;
import io.coldkeep.app.config.StorePlace;
import io.coldkeep.app.config.StoreSettings;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.StoredVaults;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.crypto.MasterKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the content and its key are. */
public record ContentPlaces(Path dataDirectory, StoreSettings settings) {

    /** Where the objects of that tier are. */
    public StorePlace of(StorageTier tier) {
        return settings.place(tier, dataDirectory);
    }

    Path masterKey() {
        return dataDirectory.resolve("master.key");
    }

    /**
     * The key that opens the stores.
     *
     * @param configured the key, where it is not in its file
     * @throws CannotStart when there is none
     */
    public MasterKey key(Optional<String> configured) throws IOException {
        if (configured.isPresent()) {
            return MasterKey.parse(configured.get());
        }
        if (Files.notExists(masterKey())) {
            throw new CannotStart(
                    "there is no master key: COLDKEEP_MASTER_KEY is not set, and there is no " + masterKey());
        }
        return MasterKeyFile.read(masterKey());
    }

    /** What is in the stores. */
    public static StoredVaults read(ContentStores stores, MasterKey key) {
        return new StoredVaults(
                stores.warm(), stores.cold(), key, Runtime.getRuntime().availableProcessors());
    }
}
