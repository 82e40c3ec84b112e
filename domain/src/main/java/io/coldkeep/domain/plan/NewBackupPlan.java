package io.coldkeep.domain.plan;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A plan as a client asks for it, not yet checked. */
public record NewBackupPlan(String name, List<NewBackupRule> rules, List<AdvancedBackupSetting> advancedSettings) {

    static final int MAX_RULES = 10;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9\\-_.]{1,200}");

    public NewBackupPlan {
        rules = List.copyOf(rules);
        advancedSettings = List.copyOf(advancedSettings);
    }

    /**
     * The document, if all of it is legal; whether its vaults exist is not asked. Rules keep the ids that the rules of their
     * name have in {@code current}, and names that are there already are not judged: they may be the service's.
     *
     * @throws RuleBroken by {@link InRule} when a rule is not legal
     */
    PlanDocument checked(Owner owner, Optional<PlanDocument> current, Schedules schedules, Supplier<UUID> ids) {
        if (!NAME.matcher(name).matches()
                && current.filter(document -> document.name().equals(name)).isEmpty()) {
            throw new RuleBroken(InvalidValue.pattern("BackupPlanName", "^" + NAME + "$", name));
        }
        if (rules.isEmpty() || rules.size() > MAX_RULES) {
            throw new RuleBroken(new InvalidValue(
                    "BackupPlan.Rules", "must be 1 to %d, were %d".formatted(MAX_RULES, rules.size())));
        }
        checkUnique();
        return new PlanDocument(
                name,
                rules.stream()
                        .map(rule -> InRule.check(rule.ruleName(), () -> checked(rule, owner, current, schedules, ids)))
                        .toList(),
                advancedSettings);
    }

    private static BackupRule checked(
            NewBackupRule rule, Owner owner, Optional<PlanDocument> current, Schedules schedules, Supplier<UUID> ids) {
        var same = current.flatMap(document -> document.rule(rule.ruleName()));
        if (same.isEmpty()) {
            rule.checkName();
        }
        return rule.checked(owner, same.map(BackupRule::id).orElseGet(ids), schedules);
    }

    private void checkUnique() {
        var names = new HashSet<String>();
        for (var rule : rules) {
            InRule.check(rule.ruleName(), () -> {
                if (!names.add(rule.ruleName())) {
                    throw new RuleBroken(new InvalidValue("RuleName", "must be unique in the plan"));
                }
                return rule;
            });
        }
        var types = new HashSet<String>();
        for (var setting : advancedSettings) {
            if (!types.add(setting.resourceType())) {
                throw new RuleBroken(new InvalidValue(
                        "AdvancedBackupSettings.ResourceType",
                        "must be there once, was '" + setting.resourceType() + "' again"));
            }
        }
    }
}
