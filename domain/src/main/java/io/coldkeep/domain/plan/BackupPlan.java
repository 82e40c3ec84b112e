package io.coldkeep.domain.plan;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.policy.PlanId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A plan in one of its versions.
 *
 * @param versionNumber counts the versions from 1
 * @param versionId what clients call the version: a UUID in base64
 * @param versionCreationDate since when the document is as it is
 * @param creatorRequestId the token that the plan was made with; the same again is the same request
 * @param deletionDate when it was deleted; its versions stay readable
 * @param lastExecutionDate when a rule of it last ran
 */
public record BackupPlan(
        Owner owner,
        PlanId id,
        int versionNumber,
        String versionId,
        Instant versionCreationDate,
        PlanDocument document,
        Optional<String> creatorRequestId,
        Instant creationDate,
        Optional<Instant> deletionDate,
        Optional<Instant> lastExecutionDate) {

    /** A new plan. */
    static BackupPlan first(
            Owner owner,
            PlanId id,
            UUID version,
            PlanDocument document,
            Optional<String> creatorRequestId,
            Instant now) {
        return new BackupPlan(
                owner,
                id,
                1,
                versionId(version),
                now,
                document,
                creatorRequestId,
                now,
                Optional.empty(),
                Optional.empty());
    }

    private static String versionId(UUID version) {
        return Base64.getEncoder().encodeToString(version.toString().getBytes(StandardCharsets.US_ASCII));
    }

    public Arn arn() {
        return id.arn(owner);
    }

    public String name() {
        return document.name();
    }

    public List<BackupRule> rules() {
        return document.rules();
    }

    Optional<BackupRule> rule(UUID ruleId) {
        return rules().stream().filter(rule -> rule.id().equals(ruleId)).findFirst();
    }

    public boolean isDeleted() {
        return deletionDate.isPresent();
    }

    BackupPlan next(UUID version, PlanDocument newDocument, Instant now) {
        return new BackupPlan(
                owner,
                id,
                versionNumber + 1,
                versionId(version),
                now,
                newDocument,
                creatorRequestId,
                creationDate,
                deletionDate,
                lastExecutionDate);
    }

    BackupPlan deleted(Instant now) {
        return copy(Optional.of(now), lastExecutionDate);
    }

    BackupPlan executed(Instant now) {
        return copy(deletionDate, Optional.of(now));
    }

    private BackupPlan copy(Optional<Instant> newDeletionDate, Optional<Instant> newLastExecutionDate) {
        return new BackupPlan(
                owner,
                id,
                versionNumber,
                versionId,
                versionCreationDate,
                document,
                creatorRequestId,
                creationDate,
                newDeletionDate,
                newLastExecutionDate);
    }
}
