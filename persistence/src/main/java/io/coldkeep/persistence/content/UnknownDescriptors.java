package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the stores have contents of a vault that the catalog does not know: it was put back to an older state then, and does
 * not know what they need. As long as there are such, nothing of the vault may be collected.
 *
 * <p>The row of a content comes before its descriptor and goes before it. So the stores are listed first: what the catalog does not
 * know then is being deleted, or was left by a deletion that died, or is unknown to it. The first goes by itself within a moment,
 * the second when the deletion is done again.
 */
final class UnknownDescriptors {

    private static final Logger LOG = LoggerFactory.getLogger(UnknownDescriptors.class);

    /** A catalog may be exchanged under a service that runs, though nobody should. */
    private static final Duration AGAIN = Duration.ofHours(1);

    /** Whatever is being deleted is deleted by then, as a rule. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(10);

    private static final Duration AGAIN_WHILE_BLOCKED = Duration.ofMinutes(5);

    private final ContentIndex index;
    private final Stores stores;
    private final InstantSource clock;
    private final Map<UUID, Look> looks = new ConcurrentHashMap<>();

    /**
     * What was seen.
     *
     * @param unknown the descriptors that the catalog did not know
     * @param next when to look again
     */
    private record Look(Set<BlobName> unknown, Instant next) {}

    UnknownDescriptors(ContentIndex index, Stores stores, InstantSource clock) {
        this.index = index;
        this.stores = stores;
        this.clock = clock;
    }

    /**
     * Whether the vault may be collected.
     *
     * @throws IOException when a store cannot be listed
     */
    boolean isNone(UUID vault) throws IOException {
        var last = looks.get(vault);
        if (last == null || !clock.instant().isBefore(last.next)) {
            last = look(vault, last == null ? Set.of() : last.unknown);
            looks.put(vault, last);
        }
        return last.unknown.isEmpty();
    }

    private Look look(UUID vault, Set<BlobName> before) throws IOException {
        var unknown = unknown(vault);
        if (unknown.isEmpty()) {
            return new Look(unknown, clock.instant().plus(AGAIN));
        }
        var still = new HashSet<>(unknown);
        still.retainAll(before);
        if (still.isEmpty()) {
            return new Look(unknown, clock.instant().plus(SECOND_LOOK));
        }
        LOG.warn(
                "the catalog does not know {} of the contents that are in the vault {}, such as {}: nothing of the vault is"
                        + " freed until it does. Stop the service and run ./coldkeep recover",
                unknown.size(),
                vault,
                still.iterator().next());
        return new Look(unknown, clock.instant().plus(AGAIN_WHILE_BLOCKED));
    }

    private Set<BlobName> unknown(UUID vault) throws IOException {
        var unknown = new HashSet<BlobName>();
        for (var tier : StorageTier.values()) {
            var descriptors = stores.of(tier).list(PackNames.descriptors(vault));
            var known = descriptors.isEmpty() ? Set.<UUID>of() : index.attempts(vault, tier);
            for (var object : descriptors) {
                var name = object.name();
                if (PackNames.contentOf(name)
                        .map(ContentId::attempt)
                        .filter(known::contains)
                        .isEmpty()) {
                    unknown.add(name);
                }
            }
        }
        return unknown;
    }
}
