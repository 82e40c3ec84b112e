package io.coldkeep.domain.plan;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.tag.Tags;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Resources that are backed up by the rules of a plan. It never changes.
 *
 * @param name unique in the plan
 * @param creatorRequestId the token that it was made with; the same again is the same request
 */
public record BackupSelection(
        Owner owner,
        PlanId planId,
        UUID id,
        String name,
        String iamRoleArn,
        ResourceChoice choice,
        Instant creationDate,
        Optional<String> creatorRequestId) {

    /** Whether the resource, with its tags of now, is chosen. */
    public boolean matches(Arn resource, Tags tags) {
        return choice.matches(resource, tags);
    }

    /** Whether only the service makes selections of that name. */
    public boolean isServiceMade() {
        return name.startsWith("aws/");
    }
}
