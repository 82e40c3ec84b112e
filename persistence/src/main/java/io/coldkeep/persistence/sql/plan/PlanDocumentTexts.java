package io.coldkeep.persistence.sql.plan;

import io.coldkeep.domain.plan.AdvancedBackupSetting;
import io.coldkeep.domain.plan.BackupRule;
import io.coldkeep.domain.policy.BackupWindow;
import io.coldkeep.domain.policy.Schedule;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.persistence.sql.json.CopyActionTexts;
import io.coldkeep.persistence.sql.json.Json;
import io.coldkeep.persistence.sql.json.LifecycleTexts;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The rules and the settings of a plan, each a JSON list of objects of texts; what is a list in itself is JSON in a text. */
final class PlanDocumentTexts {

    private PlanDocumentTexts() {}

    static String writeRules(List<BackupRule> rules) {
        return Json.writeMaps(rules.stream().map(PlanDocumentTexts::texts).toList());
    }

    private static Map<String, String> texts(BackupRule rule) {
        var texts = new TreeMap<String, String>();
        texts.put("id", rule.id().toString());
        texts.put("name", rule.name());
        texts.put("targetVault", rule.targetVault().value());
        texts.put("expression", rule.schedule().expression());
        texts.put("zone", rule.schedule().zone().getId());
        texts.put("startWindow", rule.window().start().toString());
        texts.put("completionWindow", rule.window().completion().toString());
        LifecycleTexts.write(rule.lifecycle(), texts);
        texts.put("copyActions", CopyActionTexts.write(rule.copyActions()));
        texts.put("recoveryPointTags", Json.write(rule.recoveryPointTags().values()));
        return texts;
    }

    static List<BackupRule> readRules(String json) {
        return Json.readMaps(json).stream().map(PlanDocumentTexts::rule).toList();
    }

    private static BackupRule rule(Map<String, String> texts) {
        return new BackupRule(
                UUID.fromString(Json.require(texts, "id")),
                Json.require(texts, "name"),
                VaultName.of(Json.require(texts, "targetVault")),
                new Schedule(Json.require(texts, "expression"), ZoneId.of(Json.require(texts, "zone"))),
                new BackupWindow(
                        Duration.parse(Json.require(texts, "startWindow")),
                        Duration.parse(Json.require(texts, "completionWindow"))),
                LifecycleTexts.read(texts),
                CopyActionTexts.read(Json.require(texts, "copyActions")),
                new Tags(new TreeMap<>(Json.readMap(Json.require(texts, "recoveryPointTags")))));
    }

    static String writeSettings(List<AdvancedBackupSetting> settings) {
        return Json.writeMaps(settings.stream()
                .map(setting ->
                        Map.of("resourceType", setting.resourceType(), "options", Json.write(setting.options())))
                .toList());
    }

    static List<AdvancedBackupSetting> readSettings(String json) {
        return Json.readMaps(json).stream()
                .map(texts -> new AdvancedBackupSetting(
                        Json.require(texts, "resourceType"), Json.readMap(Json.require(texts, "options"))))
                .toList();
    }
}
