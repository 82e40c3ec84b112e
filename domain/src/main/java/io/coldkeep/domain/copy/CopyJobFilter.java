package io.coldkeep.domain.copy;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import java.time.Instant;
import java.util.Optional;

/** Which copy jobs to list; what is empty does not filter. Instants are exclusive. */
public record CopyJobFilter(
        Optional<RecoveryPointId> original,
        Optional<Arn> resource,
        Optional<Arn> destinationVault,
        Optional<CopyState> state,
        Optional<Instant> createdBefore,
        Optional<Instant> createdAfter,
        Optional<Instant> completedBefore,
        Optional<Instant> completedAfter) {

    public static final CopyJobFilter ALL = new CopyJobFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public boolean accepts(CopyJob job) {
        return original.filter(id -> !id.equals(job.original())).isEmpty()
                && resource.filter(arn -> !arn.equals(job.resource())).isEmpty()
                && destinationVault
                        .filter(arn -> !arn.equals(job.destinationVault()))
                        .isEmpty()
                && state.filter(wanted -> wanted != job.state()).isEmpty()
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
