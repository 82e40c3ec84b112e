package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.Damage;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.UpkeepLog;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads packs to their last byte, each once in a while and the one first that was not read for longest; of those that are archived it
 * looks at the length. What is in a damaged one is shared no more, so that the next backup keeps it anew. When the store does not answer, all of it waits for a while.
 */
final class Scrub {

    private static final Duration INTERVAL = Duration.ofDays(30);
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);

    private final UpkeepLog log;
    private final Losing losing;
    private final ByteBudget budget;
    private final InstantSource clock;
    private volatile Instant pausedUntil = Instant.MIN;

    /** @param clock that of the machine */
    Scrub(UpkeepLog log, Losing losing, ByteBudget budget, InstantSource clock) {
        this.log = log;
        this.losing = losing;
        this.budget = budget;
        this.clock = clock;
    }

    /** Empty while nothing is kept, or as many bytes were read as may be for now. */
    Optional<Instant> nextDue() {
        return mayRead() ? log.firstCheck().map(last -> last.plus(INTERVAL)) : Optional.empty();
    }

    private boolean mayRead() {
        return !pausedUntil.isAfter(clock.instant()) && budget.isLeft();
    }

    void run(Instant upTo, BooleanSupplier processEnds, Consumer<List<Damage>> findings) {
        var archived = 0;
        var next = next(upTo);
        while (next.isPresent() && mayRead() && !processEnds.getAsBoolean()) {
            try {
                archived += check(next.get(), upTo, findings).isRead() ? 0 : 1;
            } catch (IOException e) {
                LOG.error("{} could not be read; that is tried again in {}", PackNames.of(next.get()), PAUSE, e);
                pausedUntil = clock.instant().plus(PAUSE);
                return;
            }
            next = next(upTo);
        }
        if (archived > 0) {
            LOG.info("archived packs, which are there with their lengths and were not read: {}", archived);
        }
    }

    private Optional<Pack> next(Instant upTo) {
        return log.checkedBy(upTo.minus(INTERVAL));
    }

    private PackCheck check(Pack pack, Instant now, Consumer<List<Damage>> findings) throws IOException {
        var check = losing.check(pack);
        if (check.isRead()) {
            budget.spend(pack.size());
        }
        log.checked(pack, now);
        if (check.damage().isPresent()) {
            losing.lookInto(List.of(pack));
            losing.tell(pack.vault(), now, findings);
        }
        return check;
    }
}
