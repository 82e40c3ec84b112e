package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.policy.PlanId;
import java.time.Instant;
import java.util.Optional;

/** Which recovery points of a vault to list; what is empty does not filter. Both instants are exclusive. */
public record RecoveryPointFilter(
        Optional<Arn> resourceArn,
        Optional<PlanId> plan,
        Optional<Instant> createdBefore,
        Optional<Instant> createdAfter) {

    public static final RecoveryPointFilter ALL =
            new RecoveryPointFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public boolean accepts(RecoveryPoint point) {
        return resourceArn.filter(arn -> !arn.equals(point.resourceArn())).isEmpty()
                && plan.filter(id -> point.createdBy()
                                .filter(by -> by.planId().equals(id))
                                .isEmpty())
                        .isEmpty()
                && createdBefore
                        .filter(before -> !point.creationDate().isBefore(before))
                        .isEmpty()
                && createdAfter
                        .filter(after -> !point.creationDate().isAfter(after))
                        .isEmpty();
    }
}
