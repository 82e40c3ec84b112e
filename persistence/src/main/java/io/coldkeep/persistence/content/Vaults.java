package io.coldkeep.persistence.content;

import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.NoSuchBlobException;
import io.coldkeep.persistence.content.blob.OtherBytesException;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.crypto.VaultKeys;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of vaults. A vault gets one when the first content comes; its header, which holds the key in its wrap, is in the
 * catalog and in each store that has something of the vault.
 */
final class Vaults {

    private static final Logger LOG = LoggerFactory.getLogger(Vaults.class);
    private static final byte[] MAGIC = {'C', 'K', 'V', 'H', 1, 0, 0, 0};

    private final ContentIndex index;
    private final Stores stores;
    private final MasterKey master;
    private final Map<UUID, VaultKeys> known = new ConcurrentHashMap<>();
    private final Set<HeaderObject> written = ConcurrentHashMap.newKeySet();

    private record HeaderObject(UUID vault, StorageTier tier) {}

    Vaults(ContentIndex index, Stores stores, MasterKey master) {
        this.index = index;
        this.stores = stores;
        this.master = master;
    }

    /**
     * The keys of a vault that is to be written to in that tier, whose store has its header when this returns.
     *
     * @throws IOException when the store has none, though it should have contents of the vault: it is another store, or an empty one
     */
    VaultKeys forWriting(UUID vault, StorageTier tier) throws IOException {
        var header = index.header(vault, () -> header(master.newVaultKey(vault)));
        var keys = keys(vault, header);
        var object = new HeaderObject(vault, tier);
        if (!written.contains(object)) {
            requireOwnStore(object);
            putHeader(object, header);
            written.add(object);
        }
        return keys;
    }

    private void requireOwnStore(HeaderObject object) throws IOException {
        try {
            stores.of(object.tier).size(PackNames.header(object.vault));
        } catch (NoSuchBlobException e) {
            if (!index.contents(object.vault, object.tier).isEmpty()) {
                throw new IOException(
                        "The %s store does not have what the catalog says is in it; is its disk there?"
                                .formatted(object.tier.name().toLowerCase(Locale.ROOT)),
                        e);
            }
        }
    }

    /**
     * A header that is damaged is put right.
     *
     * @throws IOException when the store has one with another key, which what is in there may need
     */
    private void putHeader(HeaderObject object, byte[] header) throws IOException {
        var store = stores.of(object.tier);
        var name = PackNames.header(object.vault);
        try {
            store.put(name, header);
        } catch (OtherBytesException e) {
            if (isKey(object.vault, store.read(name, 0, (int) Math.min(store.size(name), header.length)))) {
                throw e;
            }
            store.replace(name, header);
        }
    }

    private boolean isKey(UUID vault, byte[] header) {
        try {
            keys(master, vault, header);
            return true;
        } catch (IOException e) {
            LOG.warn("the header of the vault {} was damaged and is written anew", vault, e);
            return false;
        }
    }

    /** @throws IOException when this is not the master key that the vaults of the catalog are under */
    void requireKey() throws IOException {
        var vault = index.anyVault();
        if (vault.isPresent()) {
            forReading(vault.get());
        }
    }

    /** @throws IOException when the store of that tier has no header of the vault, though it should have contents of it */
    void requireOwnStore(UUID vault, StorageTier tier) throws IOException {
        requireOwnStore(new HeaderObject(vault, tier));
    }

    /** The keys of a vault that something may be in. */
    Optional<VaultKeys> forReading(UUID vault) throws IOException {
        var header = index.header(vault);
        return header.isPresent() ? Optional.of(keys(vault, header.get())) : Optional.empty();
    }

    private static byte[] header(byte[] wrapped) {
        return ByteBuffer.allocate(MAGIC.length + wrapped.length)
                .put(MAGIC)
                .put(wrapped)
                .array();
    }

    private VaultKeys keys(UUID vault, byte[] header) throws IOException {
        var keys = known.get(vault);
        if (keys == null) {
            keys = keys(master, vault, header);
            known.put(vault, keys);
        }
        return keys;
    }

    /** @throws IOException when that is no header, or not of this vault and under this key */
    static VaultKeys keys(MasterKey master, UUID vault, byte[] header) throws IOException {
        if (header.length < MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(header, MAGIC.length))) {
            throw new IOException("The header of the vault " + vault + " is not one of this version.");
        }
        return master.unwrap(vault, Arrays.copyOfRange(header, MAGIC.length, header.length));
    }
}
