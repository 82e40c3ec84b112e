package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.ContentUpkeep;
import io.coldkeep.domain.content.Damage;
import io.coldkeep.persistence.content.index.UpkeepLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Inspects every vault once a day and scrubs all packs. When an inspection fails, the others wait for a while. */
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
        return Stream.of(nextInspection(), scrub.nextDue())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private Optional<Instant> nextInspection() {
        return pausedUntil.isAfter(clock.instant())
                ? Optional.empty()
                : log.firstInspection().map(last -> last.plus(INTERVAL));
    }

    @Override
    public void run(Instant upTo, BooleanSupplier processEnds, Consumer<List<Damage>> findings) {
        if (!pausedUntil.isAfter(clock.instant())) {
            inspect(upTo, processEnds, findings);
        }
        scrub.run(upTo, processEnds, findings);
    }

    private void inspect(Instant upTo, BooleanSupplier processEnds, Consumer<List<Damage>> findings) {
        for (var vault : log.inspectedBy(upTo.minus(INTERVAL))) {
            if (processEnds.getAsBoolean()) {
                return;
            }
            try {
                if (inspection.run(vault, upTo, processEnds, findings)) {
                    log.inspected(vault, upTo);
                }
            } catch (IOException e) {
                LOG.error("the vault {} could not be inspected; that is tried again in {}", vault, PAUSE, e);
                pausedUntil = clock.instant().plus(PAUSE);
            }
        }
    }
}
