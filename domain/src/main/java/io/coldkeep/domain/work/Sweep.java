package io.coldkeep.domain.work;

import java.time.Instant;
import java.util.Optional;

/**
 * Acts on whatever has become due, for all owners. However much is due, the scheduler has one row for a sweep, and only while
 * something is; {@link #nextDue} is asked once a second and costs one look into an index.
 *
 * <p>Several runs at once, or one after a crash in the middle of another, do each thing once.
 */
public interface Sweep {

    /** What the scheduler's row is called: lower case and hyphens. */
    String name();

    /** When something is next due, which may be past; empty when nothing waits. */
    Optional<Instant> nextDue();

    /**
     * Does all that is due at that instant or before, in the order of the instants. What fails is put off to a later instant
     * and does not keep the rest from being done. When the process is to end, the rest is left to the next run.
     */
    void run(Instant upTo);
}
