package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.Damage;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.UpkeepLog;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes packs for lost that are damaged or gone, and finds out what that means for contents. A store that does not answer, or is
 * another one, has lost nothing.
 */
final class Losing {

    private static final Logger LOG = LoggerFactory.getLogger(Losing.class);

    private final ContentIndex index;
    private final UpkeepLog log;
    private final Stores stores;
    private final Vaults vaults;
    private final Crew crew;

    Losing(ContentIndex index, UpkeepLog log, Stores stores, Vaults vaults, Crew crew) {
        this.index = index;
        this.log = log;
        this.stores = stores;
        this.vaults = vaults;
        this.crew = crew;
    }

    /**
     * Looks whether the pack is what was written.
     *
     * @throws IOException when the store does not answer, or is another one
     */
    PackCheck check(Pack pack) throws IOException {
        try (var codecs = new Codecs(vaults.forReading(pack.vault()).orElseThrow())) {
            var check = codecs.with(codec -> PackCheck.of(pack, stores, codec));
            if (check.damage().isPresent()) {
                vaults.requireOwnStore(pack.vault(), pack.tier());
            }
            return check;
        }
    }

    /**
     * Looks at packs that seem to be lost, and takes those for lost that are.
     *
     * @throws IOException when the store does not answer, or is another one
     */
    void lookInto(Collection<Pack> suspects) throws IOException {
        for (var pack : suspects) {
            check(pack).damage().ifPresent(why -> lose(pack, String.valueOf(why.getMessage())));
        }
    }

    /** Takes a pack for lost that is live. */
    void lose(Pack pack, String why) {
        if (isLive(pack)) {
            LOG.error("the object {} is lost: {}", PackNames.of(pack), why);
            index.lost(List.of(pack.number()));
        }
    }

    /** Deletion makes it something else before its object goes. */
    private boolean isLive(Pack pack) {
        return index.pack(pack.number())
                .filter(now -> now.state() == Pack.State.LIVE)
                .isPresent();
    }

    /** Tells what of contents cannot be given back any more, for packs of which that was not told, whoever found them. */
    void tell(UUID vault, Instant now, Consumer<List<Damage>> findings) throws IOException {
        var packs = log.lostUnnoticed(vault);
        if (packs.isEmpty()) {
            return;
        }
        var damages = new ArrayList<Damage>();
        for (var tier : StorageTier.values()) {
            var inTier = packs.stream().filter(pack -> pack.tier() == tier).toList();
            if (!inTier.isEmpty()) {
                damages.addAll(damages(vault, tier, inTier));
            }
        }
        if (!damages.isEmpty()) {
            findings.accept(damages);
        }
        packs.forEach(pack -> log.checked(pack, now));
    }

    private List<Damage> damages(UUID vault, StorageTier tier, List<Pack> packs) throws IOException {
        var found = new DamageList();
        new Verification(index, stores, crew, found)
                .run(vaults.forReading(vault).orElseThrow(), tier, packs);
        return found.all().stream()
                .filter(damage -> index.find(damage.content(), tier).isPresent()) // and was not deleted meanwhile
                .toList();
    }
}
