package io.coldkeep.domain.work;

import io.coldkeep.domain.content.ArchivedContentException;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.time.Instants;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Has thawed what jobs read. Until it is, a job waits, and no run works on it: each look plans anew, so that nothing has to be kept of
 * the earlier ones.
 */
public final class ThawWait {

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final ContentStore content;
    private final InstantSource clock;
    private final Duration longest;

    /** @param longest after which jobs do not wait any more */
    public ThawWait(ContentStore content, InstantSource clock, Duration longest) {
        this.content = content;
        this.clock = clock;
        this.longest = longest;
    }

    /** Hears that the job is put off until that instant. */
    @FunctionalInterface
    public interface Note {
        void waits(String what, Instant until);
    }

    /**
     * Returns when all can be read that is selected of the content. Until then it has the rest thawed and puts the job off, for as long
     * as that has waited by now, within limits. For a job that is too old nothing is thawed, which costs.
     *
     * @param created when the job was
     * @throws WorkPutOff when it has been noted that the job waits
     * @throws ArchivedContentException when the job is too old to wait
     */
    public void await(ContentId id, RestoreSelection selection, Progress progress, Instant created, Note note)
            throws IOException {
        var waited = Duration.between(created, Instants.millis(clock.instant()));
        var isTooOld = waited.compareTo(longest) >= 0;
        var thaw = isTooOld ? content.frozen(id, selection, progress) : content.thaw(id, selection, progress);
        if (thaw.isDone()) {
            return;
        }
        var what = thaw + " to be thawed";
        if (isTooOld) {
            throw new ArchivedContentException(id, "waited too long for " + what);
        }
        var until = Instants.millis(clock.instant()).plus(pauseAfter(waited));
        note.waits(what, until);
        throw new WorkPutOff(until);
    }

    private static Duration pauseAfter(Duration waited) {
        if (waited.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return waited.compareTo(LONGEST_PAUSE) < 0 ? waited : LONGEST_PAUSE;
    }
}
