package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.Damage;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes packs for lost that were found to be damaged or gone, and finds out what that means for contents. */
final class Losing {

    private static final Logger LOG = LoggerFactory.getLogger(Losing.class);

    private final ContentIndex index;
    private final Stores stores;
    private final Vaults vaults;
    private final Crew crew;

    Losing(ContentIndex index, Stores stores, Vaults vaults, Crew crew) {
        this.index = index;
        this.stores = stores;
        this.vaults = vaults;
        this.crew = crew;
    }

    /** What of contents cannot be given back any more. */
    List<Damage> lost(UUID vault, StorageTier tier, List<Pack> packs) {
        index.lost(packs.stream().map(Pack::number).toList());
        var findings = new DamageList();
        try {
            new Verification(index, stores, crew, findings)
                    .run(vaults.forReading(vault).orElseThrow(), tier, packs);
        } catch (IOException e) {
            LOG.error("the keys of the vault {} cannot be had", vault, e);
        }
        return findings.all().stream()
                .filter(damage -> index.find(damage.content(), tier).isPresent()) // and was not deleted meanwhile
                .toList();
    }
}
