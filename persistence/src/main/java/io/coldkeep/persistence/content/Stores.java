package io.coldkeep.persistence.content;

import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.pack.PackInput;
import io.coldkeep.persistence.content.pack.PackNames;

/** The object stores of the two tiers, which know nothing of each other. */
record Stores(BlobStore warm, BlobStore cold) {

    BlobStore of(StorageTier tier) {
        return switch (tier) {
            case WARM -> warm;
            case COLD -> cold;
        };
    }

    PackInput open(Pack pack) {
        return new PackInput(of(pack.tier()), PackNames.of(pack));
    }
}
