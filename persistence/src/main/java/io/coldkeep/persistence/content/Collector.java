package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the packs that nobody needs. A vault of which one could not be deleted is left alone for a while, and so is one with
 * contents that the catalog does not know.
 */
final class Collector {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private static final Duration UNKNOWN_PAUSE = Duration.ofSeconds(10);

    private final ContentIndex index;
    private final Stores stores;
    private final InstantSource clock;
    private final UnknownDescriptors unknown;
    private final Map<UUID, Instant> pauses = new ConcurrentHashMap<>();

    Collector(ContentIndex index, Stores stores, InstantSource clock) {
        this.index = index;
        this.stores = stores;
        this.clock = clock;
        this.unknown = new UnknownDescriptors(index, stores, clock);
    }

    /** Vaults that are to be collected now. */
    List<UUID> due() {
        var now = clock.instant();
        return index.vaultsWithGarbage().stream()
                .filter(vault -> !pauses.getOrDefault(vault, Instant.MIN).isAfter(now))
                .toList();
    }

    void run() {
        for (var vault : due()) {
            if (!isKnown(vault)) {
                pauses.put(vault, clock.instant().plus(UNKNOWN_PAUSE));
                continue;
            }
            var packs = index.collect(vault);
            var deleted = new ArrayList<Pack>();
            for (var pack : packs) {
                if (isDeleted(pack)) {
                    deleted.add(pack);
                }
            }
            index.forget(List.copyOf(deleted));
            if (deleted.size() < packs.size()) {
                pauses.put(vault, clock.instant().plus(PAUSE));
            }
        }
    }

    /** Whether the catalog knows all that there is of the vault. */
    private boolean isKnown(UUID vault) {
        try {
            return unknown.isNone(vault);
        } catch (IOException e) {
            LOG.warn("could not look for the contents of the vault {}; trying again in {}", vault, UNKNOWN_PAUSE, e);
            return false;
        }
    }

    private boolean isDeleted(Pack pack) {
        try {
            stores.of(pack.tier()).delete(PackNames.of(pack));
            return true;
        } catch (IOException e) {
            LOG.warn("could not delete {}; trying again in {}", PackNames.of(pack), PAUSE, e);
            return false;
        }
    }
}
