package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.ContentUpkeep;
import io.coldkeep.domain.content.Damage;
import io.coldkeep.persistence.content.index.UpkeepLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Inspects every vault once a day and scrubs all packs. When an inspection fails, all of it waits for a while. */
final class Upkeep implements ContentUpkeep {

    private static final Duration INTERVAL = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final UpkeepLog log;
    private final Inspection inspection;
    private final Scrub scrub;
    private final InstantSource clock;
    private volatile Instant pausedUntil = Instant.MIN;

    /** @param clock that of the machine */
    Upkeep(UpkeepLog log, Inspection inspection, Scrub scrub, InstantSource clock) {
        this.log = log;
        this.inspection = inspection;
        this.scrub = scrub;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> nextDue() {
        if (pausedUntil.isAfter(clock.instant())) {
            return Optional.empty();
        }
        return Stream.of(log.firstInspection().map(last -> last.plus(INTERVAL)), scrub.nextDue())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    @Override
    public List<Damage> run(Instant upTo, Predicate<UUID> isVault, BooleanSupplier processEnds) {
        var damages = new ArrayList<Damage>();
        for (var vault : log.inspectedBy(upTo.minus(INTERVAL))) {
            if (processEnds.getAsBoolean()) {
                return damages;
            }
            try {
                if (isVault.test(vault) || !inspection.forget(vault)) {
                    damages.addAll(inspection.run(vault, processEnds));
                    log.inspected(vault, upTo);
                }
            } catch (IOException e) {
                LOG.error("the vault {} could not be inspected; that is tried again in {}", vault, PAUSE, e);
                pausedUntil = clock.instant().plus(PAUSE);
            }
        }
        damages.addAll(scrub.run(upTo, processEnds));
        return damages;
    }
}
