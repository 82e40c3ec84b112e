package io.coldkeep.domain.policy;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import java.util.Optional;

/** The id of a backup plan: a UUID, and {@code aws/efs/} before it where the service made the plan. */
public record PlanId(String value) implements Comparable<PlanId> {

    private static final String RESOURCE_PREFIX = "backup-plan:";

    /** The id in the ARN of a plan of that owner, existing or not; empty for any other ARN. */
    public static Optional<PlanId> ofArn(Owner owner, Arn arn) {
        return owner.owns(arn, "backup") && arn.resource().startsWith(RESOURCE_PREFIX)
                ? Optional.of(new PlanId(arn.resource().substring(RESOURCE_PREFIX.length())))
                : Optional.empty();
    }

    public Arn arn(Owner owner) {
        return owner.arn("backup", RESOURCE_PREFIX + value);
    }

    /** Whether only the service makes plans of that id. */
    public boolean isServiceMade() {
        return value.startsWith("aws/");
    }

    @Override
    public int compareTo(PlanId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
