package io.coldkeep.domain.policy;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.Optional;
import java.util.regex.Pattern;

/** The id of a backup plan: a UUID, and {@code aws/efs/} before it where the service made the plan. */
public record PlanId(String value) implements Comparable<PlanId> {

    private static final String RESOURCE_PREFIX = "backup-plan:";
    private static final Pattern READABLE = Pattern.compile("[a-zA-Z0-9\\-_/]{1,64}");

    public PlanId {
        if (!READABLE.matcher(value).matches()) {
            throw new RuleBroken(InvalidValue.pattern("BackupPlanId", "^" + READABLE + "$", value));
        }
    }

    /** The id in the ARN of a plan of that owner, existing or not; empty for any other ARN. */
    public static Optional<PlanId> ofArn(Owner owner, Arn arn) {
        if (!owner.owns(arn, "backup") || !arn.resource().startsWith(RESOURCE_PREFIX)) {
            return Optional.empty();
        }
        var id = arn.resource().substring(RESOURCE_PREFIX.length());
        return READABLE.matcher(id).matches() ? Optional.of(new PlanId(id)) : Optional.empty();
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
