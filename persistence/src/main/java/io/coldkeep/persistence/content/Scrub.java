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
 * looks at the length. What is in a damaged one is shared no more, so that the next backup keeps it anew. When the store does not
 * answer, all of it waits for a while.
 */
final class Scrub {

    private static final Duration INTERVAL = Duration.ofDays(30);
    private static final Duration PAUSE = Duration.ofMinutes(5);

    /** What a look at an archived pack counts for, which takes two requests. */
    private static final long LOOK = 1 << 20;

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

    /** A pack whose turn it is, and whether damage was met in it since it was checked last. */
    private record Due(Pack pack, boolean isSuspect) {}

    void run(Instant upTo, BooleanSupplier processEnds, Consumer<List<Damage>> findings) {
        var archived = 0;
        var next = next(upTo);
        while (next.isPresent() && mayRead() && !processEnds.getAsBoolean()) {
            try {
                archived += check(next.get(), upTo, findings).isRead() ? 0 : 1;
            } catch (IOException e) {
                var name = PackNames.of(next.get().pack());
                LOG.error("{} could not be read; that is tried again in {}", name, PAUSE, e);
                pausedUntil = clock.instant().plus(PAUSE);
                return;
            }
            next = next(upTo);
        }
        if (archived > 0) {
            LOG.info("archived packs, which are there with their lengths and were not read: {}", archived);
        }
    }

    /** Suspects count as checked at the epoch. */
    private Optional<Due> next(Instant upTo) {
        return log.checkedBy(Instant.EPOCH)
                .map(pack -> new Due(pack, true))
                .or(() -> log.checkedBy(upTo.minus(INTERVAL)).map(pack -> new Due(pack, false)));
    }

    /** A suspect that is archived by now is lost until it can be read: nothing may build on it. */
    private PackCheck check(Due due, Instant now, Consumer<List<Damage>> findings) throws IOException {
        var pack = due.pack();
        var check = losing.check(pack);
        budget.spend(check.isRead() ? pack.size() : LOOK);
        log.checked(pack, now);
        if (check.damage().isPresent()) {
            losing.lookInto(List.of(pack));
            losing.tell(pack.vault(), now, findings);
        } else if (due.isSuspect() && !check.isRead()) {
            losing.lose(pack, "damage was met in it, and it is archived");
            losing.tell(pack.vault(), now, findings);
        }
        return check;
    }
}
