package io.coldkeep.app.wiring;

import io.coldkeep.app.config.CannotStart;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.StoredVaults;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.crypto.MasterKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Where the content and its key are, below the data directory. */
public record ContentDirectories(Path dataDirectory) {

    /** The directory of the store of that tier. */
    public Path of(StorageTier tier) {
        return dataDirectory.resolve("content").resolve(tier.name().toLowerCase(Locale.ROOT));
    }

    Path masterKey() {
        return dataDirectory.resolve("master.key");
    }

    /**
     * What is there, to be read: nothing is made that is missing.
     *
     * @param configuredMasterKey the key, where it is not in its file
     * @throws CannotStart when there is no key
     */
    public StoredVaults toRead(Optional<String> configuredMasterKey) throws IOException {
        if (configuredMasterKey.isEmpty() && Files.notExists(masterKey())) {
            throw new CannotStart(
                    "there is no master key: COLDKEEP_MASTER_KEY is not set, and there is no " + masterKey());
        }
        return new StoredVaults(
                DirectoryBlobStore.toRead(of(StorageTier.WARM)),
                DirectoryBlobStore.toRead(of(StorageTier.COLD)),
                configuredMasterKey.isPresent()
                        ? MasterKey.parse(configuredMasterKey.get())
                        : MasterKeyFile.read(masterKey()),
                Runtime.getRuntime().availableProcessors());
    }
}
