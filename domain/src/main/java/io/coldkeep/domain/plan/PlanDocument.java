package io.coldkeep.domain.plan;

import java.util.List;
import java.util.Optional;

/** What a version of a plan says. */
public record PlanDocument(String name, List<BackupRule> rules, List<AdvancedBackupSetting> advancedSettings) {

    public PlanDocument {
        rules = List.copyOf(rules);
        advancedSettings = List.copyOf(advancedSettings);
    }

    Optional<BackupRule> rule(String ruleName) {
        return rules.stream().filter(rule -> rule.name().equals(ruleName)).findFirst();
    }
}
