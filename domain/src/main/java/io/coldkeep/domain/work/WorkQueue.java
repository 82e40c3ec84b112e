package io.coldkeep.domain.work;

import java.time.Instant;

/** Work to be done outside the request. */
public interface WorkQueue {

    /**
     * Puts the work into the queue, to run at that instant or soon after: once this transaction commits, and not at all when
     * it does not. Work that throws is tried again later, that which throws {@link WorkPutOff} when that says, and so is work
     * whose process died in the middle. The same piece of work put in twice may run twice, also at the same time.
     */
    void enqueue(Work work, Instant at);

    /**
     * Has what an attempt that was taken over has written deleted now, and once more when it cannot write any more: it may be
     * slow and not dead, begin to write after the first time, and die then.
     */
    default void discardAttempt(Work.DiscardContent left, Instant now) {
        enqueue(left, now);
        enqueue(left, now.plus(Work.DiscardContent.LAST_WRITTEN_AFTER));
    }

    /** Has a move ended that may go on, or that a process died in, and for the same reason once more later. */
    default void endMove(Work.EndMove move, Instant now) {
        enqueue(move, now);
        enqueue(move, now.plus(Work.DiscardContent.LAST_WRITTEN_AFTER));
    }
}
