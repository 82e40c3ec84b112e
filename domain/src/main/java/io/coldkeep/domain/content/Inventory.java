package io.coldkeep.domain.content;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What there is in the stores.
 *
 * @param packs of each tier and state that packs can be in, also where there are none
 * @param oldestCheck when that live pack was checked that was not for longest; a new one counts as checked when an inspection
 *     first meets it, one that is suspected of damage as never. Empty while there is none
 */
public record Inventory(List<Packs> packs, Optional<Instant> oldestCheck) {

    public Inventory {
        packs = List.copyOf(packs);
    }
}
