package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.Damage;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.UpkeepLog;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads packs to their last byte, each once in a while and the one first that was not read for longest. What is in a damaged one is
 * shared no more, so that the next backup keeps it anew.
 */
final class Scrub {

    private static final Duration INTERVAL = Duration.ofDays(30);
    private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);

    private final ContentIndex index;
    private final UpkeepLog log;
    private final Stores stores;
    private final Vaults vaults;
    private final Losing losing;
    private final ByteBudget budget;

    Scrub(ContentIndex index, UpkeepLog log, Stores stores, Vaults vaults, Losing losing, ByteBudget budget) {
        this.index = index;
        this.log = log;
        this.stores = stores;
        this.vaults = vaults;
        this.losing = losing;
        this.budget = budget;
    }

    /** Empty while nothing is kept, or as many bytes were read as may be for now. */
    Optional<Instant> nextDue() {
        return budget.isLeft() ? log.firstCheck().map(INTERVAL::addTo).map(Instant::from) : Optional.empty();
    }

    List<Damage> run(Instant upTo, BooleanSupplier processEnds) {
        var damages = new ArrayList<Damage>();
        while (budget.isLeft() && !processEnds.getAsBoolean()) {
            var pack = log.checkedBy(upTo.minus(INTERVAL));
            if (pack.isEmpty()) {
                break;
            }
            damages.addAll(check(pack.get()));
            log.checked(pack.get(), upTo);
        }
        return damages;
    }

    /** One that cannot be read, for whatever reason, has its turn again with all others. */
    private List<Damage> check(Pack pack) {
        budget.spend(pack.size());
        try {
            var keys = vaults.forReading(pack.vault()).orElseThrow();
            try (var codecs = new Codecs(keys)) {
                codecs.with(codec -> {
                    stores.open(pack).verify(pack.vault(), codec);
                    return true;
                });
            }
            return List.of();
        } catch (IOException e) {
            if (index.pack(pack.number())
                    .filter(now -> now.state() == Pack.State.LIVE)
                    .isEmpty()) {
                return List.of(); // deleted meanwhile
            }
            if (!Damaged.isShownBy(e)) {
                LOG.error("the object {} cannot be read", PackNames.of(pack), e);
                return List.of();
            }
            LOG.error("the object {} is damaged: {}", PackNames.of(pack), e.getMessage());
            return losing.lost(pack.vault(), pack.tier(), List.of(pack));
        }
    }
}
