package io.coldkeep.domain.restore;

import java.time.Instant;
import java.util.Optional;

/** Which restore jobs to list; what is empty does not filter. Instants are exclusive. */
public record RestoreJobFilter(
        Optional<RestoreState> state,
        Optional<Instant> createdBefore,
        Optional<Instant> createdAfter,
        Optional<Instant> completedBefore,
        Optional<Instant> completedAfter) {

    public static final RestoreJobFilter ALL = new RestoreJobFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public boolean accepts(RestoreJob job) {
        return state.filter(wanted -> wanted != job.state()).isEmpty()
                && createdBefore
                        .filter(before -> !job.creationDate().isBefore(before))
                        .isEmpty()
                && createdAfter
                        .filter(after -> !job.creationDate().isAfter(after))
                        .isEmpty()
                && completedBefore
                        .filter(before -> job.completionDate()
                                .filter(at -> at.isBefore(before))
                                .isEmpty())
                        .isEmpty()
                && completedAfter
                        .filter(after -> job.completionDate()
                                .filter(at -> at.isAfter(after))
                                .isEmpty())
                        .isEmpty();
    }
}
