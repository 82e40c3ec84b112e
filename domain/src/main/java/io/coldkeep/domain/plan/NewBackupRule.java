package io.coldkeep.domain.plan;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.copy.CopyAction;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.policy.BackupWindow;
import io.coldkeep.domain.policy.Schedule;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A rule as a client asks for it, not yet checked; its members are called as in AWS Backup's {@code BackupRuleInput}. What is
 * not said has the default of {@link Schedule}, {@link BackupWindow} and {@link RequestedLifecycle}.
 */
public record NewBackupRule(
        String ruleName,
        String targetBackupVaultName,
        Optional<String> scheduleExpression,
        Optional<String> scheduleExpressionTimezone,
        OptionalLong startWindowMinutes,
        OptionalLong completionWindowMinutes,
        Optional<RequestedLifecycle> lifecycle,
        Map<String, String> recoveryPointTags,
        List<NewCopyAction> copyActions,
        boolean enableContinuousBackup) {

    static final int MAX_COPY_ACTIONS = 5;
    static final int MAX_RECOVERY_POINT_TAGS = 10;

    private static final String POINT_TAGS = "RecoveryPointTags";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9\\-_.]{1,50}");

    public NewBackupRule {
        recoveryPointTags = Map.copyOf(recoveryPointTags);
        copyActions = List.copyOf(copyActions);
    }

    void checkName() {
        if (!NAME.matcher(ruleName).matches()) {
            throw new RuleBroken(InvalidValue.pattern("RuleName", "^" + NAME + "$", ruleName));
        }
    }

    /** @throws RuleBroken when anything but the name is not legal */
    BackupRule checked(Owner owner, UUID id, Schedules schedules) {
        var vault = VaultName.of("TargetBackupVaultName", targetBackupVaultName);
        if (enableContinuousBackup) {
            throw new RuleBroken(ContinuousBackup.violation(lifecycle));
        }
        return new BackupRule(
                id,
                ruleName,
                vault,
                schedule(schedules),
                BackupWindow.ofRule(startWindowMinutes, completionWindowMinutes),
                lifecycle.orElse(RequestedLifecycle.NONE).checked(),
                copies(owner, vault),
                pointTags());
    }

    private Schedule schedule(Schedules schedules) {
        var schedule = new Schedule(
                scheduleExpression.orElse(Schedule.DEFAULT.expression()),
                scheduleExpressionTimezone.map(Schedule::zone).orElse(Schedule.DEFAULT.zone()));
        schedules.check(schedule);
        return schedule;
    }

    private List<CopyAction> copies(Owner owner, VaultName target) {
        if (copyActions.size() > MAX_COPY_ACTIONS) {
            throw new RuleBroken(new InvalidValue(
                    "CopyActions", "must be at most %d, were %d".formatted(MAX_COPY_ACTIONS, copyActions.size())));
        }
        var copies = copyActions.stream().map(action -> action.checked(owner)).toList();
        var destinations = new HashSet<>(List.of(target.arn(owner)));
        for (var copy : copies) {
            if (!destinations.add(copy.destinationVault())) {
                throw new RuleBroken(new InvalidValue(
                        NewCopyAction.FIELD,
                        "must be other vaults than the rule's own, each once, was '" + copy.destinationVault() + "'"));
            }
        }
        return copies;
    }

    private Tags pointTags() {
        if (recoveryPointTags.size() > MAX_RECOVERY_POINT_TAGS) {
            throw new RuleBroken(new InvalidValue(
                    POINT_TAGS,
                    "must be at most %d, were %d".formatted(MAX_RECOVERY_POINT_TAGS, recoveryPointTags.size())));
        }
        return Tags.ofUser(POINT_TAGS, recoveryPointTags);
    }
}
