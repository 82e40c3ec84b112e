package io.coldkeep.persistence.sql.plan;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.plan.BackupPlan;
import io.coldkeep.domain.plan.PlanDocument;
import io.coldkeep.domain.policy.PlanId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plan together with one of its versions.
 *
 * @param rules see {@link PlanDocumentTexts}
 * @param advancedSettings see {@link PlanDocumentTexts}
 */
@MappedEntity("backup_plan")
record PlanRow(
        String account,
        String region,
        @Id String id,
        int versionNumber,
        String versionId,
        Instant versionCreationDate,
        String name,
        String rules,
        String advancedSettings,
        @Nullable String creatorRequestId,
        Instant creationDate,
        @Nullable Instant deletionDate,
        @Nullable Instant lastExecutionDate) {

    BackupPlan toPlan() {
        return new BackupPlan(
                Owner.of(account, region),
                new PlanId(id),
                versionNumber,
                versionId,
                versionCreationDate,
                new PlanDocument(
                        name, PlanDocumentTexts.readRules(rules), PlanDocumentTexts.readSettings(advancedSettings)),
                Optional.ofNullable(creatorRequestId),
                creationDate,
                Optional.ofNullable(deletionDate),
                Optional.ofNullable(lastExecutionDate));
    }
}
