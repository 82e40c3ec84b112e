package io.coldkeep.persistence.sql.plan;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.plan.BackupSelection;
import io.coldkeep.domain.plan.ResourceChoice;
import io.coldkeep.domain.plan.TagCondition;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.persistence.sql.json.Json;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param resources a JSON list of texts
 * @param notResources a JSON list of texts
 * @param listOfTags a JSON list of objects of texts
 * @param conditions a JSON list of objects of texts
 */
@MappedEntity("backup_selection")
record SelectionRow(
        String account,
        String region,
        String planId,
        @Id UUID id,
        String name,
        String iamRoleArn,
        String resources,
        String notResources,
        String listOfTags,
        String conditions,
        Instant creationDate,
        @Nullable String creatorRequestId) {

    static SelectionRow of(BackupSelection selection) {
        return new SelectionRow(
                selection.owner().account().value(),
                selection.owner().region().code(),
                selection.planId().value(),
                selection.id(),
                selection.name(),
                selection.iamRoleArn(),
                Json.write(selection.choice().resources()),
                Json.write(selection.choice().notResources()),
                write(selection.choice().listOfTags()),
                write(selection.choice().conditions()),
                selection.creationDate(),
                selection.creatorRequestId().orElse(null));
    }

    private static String write(List<TagCondition> conditions) {
        return Json.writeMaps(conditions.stream()
                .map(condition -> Map.of(
                        "operator", condition.operator().name(),
                        "key", condition.key(),
                        "value", condition.value()))
                .toList());
    }

    /** In the order of the components. */
    @Nullable
    Object[] values() {
        return new @Nullable Object[] {
            account,
            region,
            planId,
            id,
            name,
            iamRoleArn,
            resources,
            notResources,
            listOfTags,
            conditions,
            creationDate,
            creatorRequestId
        };
    }

    BackupSelection toSelection() {
        return new BackupSelection(
                Owner.of(account, region),
                new PlanId(planId),
                id,
                name,
                iamRoleArn,
                new ResourceChoice(
                        Json.readList(resources), Json.readList(notResources), read(listOfTags), read(conditions)),
                creationDate,
                Optional.ofNullable(creatorRequestId));
    }

    private static List<TagCondition> read(String json) {
        return Json.readMaps(json).stream()
                .map(texts -> new TagCondition(
                        TagCondition.Operator.valueOf(Json.require(texts, "operator")),
                        Json.require(texts, "key"),
                        Json.require(texts, "value")))
                .toList();
    }
}
