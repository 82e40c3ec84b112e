package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id of a recovery point: a UUID, in lower case on the wire. */
public record RecoveryPointId(UUID value) implements Comparable<RecoveryPointId> {

    private static final String RESOURCE_PREFIX = "recovery-point:";
    private static final Pattern LOWER_CASE_UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /**
     * Reads the ARN of a recovery point of that owner.
     *
     * @throws RuleBroken when the text is no ARN of a recovery point at all
     * @throws NotFound when it is another owner's, or no recovery point of ours can have it
     */
    public static RecoveryPointId resolve(Owner owner, String text) {
        var arn = Arn.parse(text)
                .filter(parsed -> parsed.service().equals("backup"))
                .filter(parsed -> parsed.resource().startsWith(RESOURCE_PREFIX))
                .orElseThrow(() -> new RuleBroken(InvalidValue.pattern(
                        "RecoveryPointArn", "arn:aws:backup:REGION:ACCOUNT:recovery-point:UUID", text)));
        return ofArn(owner, arn).orElseThrow(() -> new NotFound(Subject.RECOVERY_POINT, text));
    }

    /** The id in the ARN of a recovery point of that owner; empty for any other ARN. */
    public static Optional<RecoveryPointId> ofArn(Owner owner, Arn arn) {
        if (!owner.owns(arn, "backup") || !arn.resource().startsWith(RESOURCE_PREFIX)) {
            return Optional.empty();
        }
        var id = arn.resource().substring(RESOURCE_PREFIX.length());
        return LOWER_CASE_UUID.matcher(id).matches()
                ? Optional.of(new RecoveryPointId(UUID.fromString(id)))
                : Optional.empty();
    }

    public Arn arn(Owner owner) {
        return owner.arn("backup", RESOURCE_PREFIX + value);
    }

    @Override
    public int compareTo(RecoveryPointId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
