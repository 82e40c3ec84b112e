package io.coldkeep.domain.time;

import java.time.Instant;
import java.util.Optional;

/** All that waits for an instant to come. */
public interface DueWork {

    /** The earliest instant at which something is due, which may be past; empty when nothing waits. */
    Optional<Instant> nextDue();

    /**
     * Does all that is due at that instant or before, what follows from it included, and returns when it has ended.
     *
     * @param stillWorking called every few seconds while others work
     * @throws io.coldkeep.domain.refusal.WrongState when something cannot be done and stays due
     */
    void runDue(Instant upTo, Runnable stillWorking);
}
