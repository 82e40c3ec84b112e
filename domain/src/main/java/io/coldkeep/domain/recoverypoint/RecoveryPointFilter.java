package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.arn.Arn;
import java.time.Instant;
import java.util.Optional;

/** Which recovery points of a vault to list; what is empty does not filter. Both instants are exclusive. */
public record RecoveryPointFilter(
        Optional<Arn> resourceArn, Optional<Instant> createdBefore, Optional<Instant> createdAfter) {

    public static final RecoveryPointFilter ALL =
            new RecoveryPointFilter(Optional.empty(), Optional.empty(), Optional.empty());

    public boolean accepts(RecoveryPoint point) {
        return resourceArn.filter(arn -> !arn.equals(point.resourceArn())).isEmpty()
                && createdBefore
                        .filter(before -> !point.creationDate().isBefore(before))
                        .isEmpty()
                && createdAfter
                        .filter(after -> !point.creationDate().isAfter(after))
                        .isEmpty();
    }
}
