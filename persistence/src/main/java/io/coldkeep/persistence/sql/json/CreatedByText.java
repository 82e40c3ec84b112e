package io.coldkeep.persistence.sql.json;

import io.coldkeep.domain.policy.CreatedBy;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.policy.Schedule;
import java.time.ZoneId;
import java.util.Map;

/** What created a job or a recovery point, as a JSON object of texts. */
public final class CreatedByText {

    private CreatedByText() {}

    public static String write(CreatedBy by) {
        return Json.write(Map.of(
                "planId", by.planId().value(),
                "planName", by.planName(),
                "planVersion", by.planVersion(),
                "ruleId", by.ruleId(),
                "ruleName", by.ruleName(),
                "expression", by.schedule().expression(),
                "zone", by.schedule().zone().getId()));
    }

    public static CreatedBy read(String json) {
        var texts = Json.readMap(json);
        return new CreatedBy(
                new PlanId(text(texts, "planId")),
                text(texts, "planName"),
                text(texts, "planVersion"),
                text(texts, "ruleId"),
                text(texts, "ruleName"),
                new Schedule(text(texts, "expression"), ZoneId.of(text(texts, "zone"))));
    }

    private static String text(Map<String, String> texts, String key) {
        var text = texts.get(key);
        if (text == null) {
            throw new IllegalStateException("the catalog holds no " + key + " in " + texts);
        }
        return text;
    }
}
