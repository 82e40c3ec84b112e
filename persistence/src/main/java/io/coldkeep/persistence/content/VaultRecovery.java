package io.coldkeep.persistence.content;

import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.StoredVaults.Stored;
import io.coldkeep.persistence.content.crypto.VaultKeys;
import io.coldkeep.persistence.content.index.ContentIndex;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/**
 * Takes what a vault has in the stores over into an index that lacks it. What the index has stays as it is, so that this can be
 * interrupted at any time and done again.
 */
public final class VaultRecovery {

    private final Map<StorageTier, TierRecovery> tiers = new EnumMap<>(StorageTier.class);

    private VaultRecovery() {}

    /** Takes over the packs of the vault. */
    static VaultRecovery of(VaultKeys keys, ContentIndex index, Stores stores, Crew crew) throws IOException {
        var recovery = new VaultRecovery();
        var objects = ObjectIndex.read(keys, EnumSet.allOf(StorageTier.class), stores, crew);
        objects.requireReadable();
        for (var tier : StorageTier.values()) {
            var inTier = new TierRecovery(tier, keys, objects, index, stores, crew);
            inTier.adoptPacks();
            recovery.tiers.put(tier, inTier);
        }
        return recovery;
    }

    /**
     * Whether the index knows all chunks of the content, in packs that are there as far as it knows.
     *
     * @throws IOException when something cannot be read this time
     */
    public boolean isWhole(Stored stored) throws IOException {
        return in(stored).isWhole(stored);
    }

    /**
     * Takes a content over, and what is left of one that is not {@linkplain #isWhole whole}: that keeps all packs of its tier.
     * Those of one source come in the order in which they were made.
     *
     * @return whether it is whole
     * @throws IOException when somebody else writes to the vault, or something cannot be read this time
     */
    public boolean adopt(Stored stored) throws IOException {
        return in(stored).adopt(stored);
    }

    private TierRecovery in(Stored stored) {
        return Optional.ofNullable(tiers.get(stored.tier())).orElseThrow();
    }
}
