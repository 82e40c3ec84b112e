package io.coldkeep.persistence.sql.json;

import io.coldkeep.domain.policy.CreatedBy;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.policy.Schedule;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/** What created a job or a recovery point, as a JSON object of texts. */
public final class CreatedByText {

    private CreatedByText() {}

    public static String write(CreatedBy by) {
        return Json.write(texts(by));
    }

    public static CreatedBy read(String json) {
        return of(Json.readMap(json));
    }

    static Map<String, String> texts(CreatedBy by) {
        return new TreeMap<>(Map.of(
                "planId", by.planId().value(),
                "planName", by.planName(),
                "planVersion", by.planVersion(),
                "ruleId", by.ruleId(),
                "ruleName", by.ruleName(),
                "expression", by.schedule().expression(),
                "zone", by.schedule().zone().getId()));
    }

    static CreatedBy of(Map<String, String> texts) {
        return new CreatedBy(
                new PlanId(Json.require(texts, "planId")),
                Json.require(texts, "planName"),
                Json.require(texts, "planVersion"),
                Json.require(texts, "ruleId"),
                Json.require(texts, "ruleName"),
                new Schedule(Json.require(texts, "expression"), ZoneId.of(Json.require(texts, "zone"))));
    }
}
