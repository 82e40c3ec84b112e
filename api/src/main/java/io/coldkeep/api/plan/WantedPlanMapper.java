package io.coldkeep.api.plan;

import io.coldkeep.api.recoverypoint.LifecycleMapper;
import io.coldkeep.api.wire.Members;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.plan.AdvancedBackupSetting;
import io.coldkeep.domain.plan.InRule;
import io.coldkeep.domain.plan.NewBackupPlan;
import io.coldkeep.domain.plan.NewBackupRule;
import io.coldkeep.domain.plan.NewCopyAction;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.RuleViolation;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.BackupPlanInput;
import software.amazon.awssdk.services.backup.model.BackupRuleInput;
import software.amazon.awssdk.services.backup.model.CopyAction;
import software.amazon.awssdk.services.backup.model.Lifecycle;

/** Plans on their way from the wire. What this service cannot do is refused by its name, and not left out. */
final class WantedPlanMapper {

    private WantedPlanMapper() {}

    static NewBackupPlan wanted(BackupPlanInput sent) {
        if (!sent.scanSettings().isEmpty()) {
            throw Members.invalid("ScanSettings", "is not supported: recovery points are not scanned here");
        }
        return new NewBackupPlan(
                sent.backupPlanName(),
                sent.rules().stream().map(WantedPlanMapper::wanted).toList(),
                sent.advancedBackupSettings().stream()
                        .map(setting -> new AdvancedBackupSetting(setting.resourceType(), setting.backupOptions()))
                        .toList());
    }

    private static NewBackupRule wanted(BackupRuleInput sent) {
        refuseUnsupported(sent);
        return new NewBackupRule(
                sent.ruleName(),
                sent.targetBackupVaultName(),
                Optional.ofNullable(sent.scheduleExpression()),
                Optional.ofNullable(sent.scheduleExpressionTimezone()),
                number(sent.startWindowMinutes()),
                number(sent.completionWindowMinutes()),
                lifecycle(sent.lifecycle()),
                sent.recoveryPointTags(),
                sent.copyActions().stream().map(WantedPlanMapper::wanted).toList(),
                Boolean.TRUE.equals(sent.enableContinuousBackup()));
    }

    private static void refuseUnsupported(BackupRuleInput sent) {
        if (sent.targetBackupVaultName() == null) {
            throw inRule(sent, new NoTargetVault());
        }
        if (sent.targetLogicallyAirGappedBackupVaultArn() != null) {
            throw unsupported(sent, "TargetLogicallyAirGappedBackupVaultArn", "there are no such vaults here");
        }
        if (!sent.indexActions().isEmpty()) {
            throw unsupported(sent, "IndexActions", "recovery points of file systems have no index");
        }
        if (!sent.scanActions().isEmpty()) {
            throw unsupported(sent, "ScanActions", "recovery points are not scanned here");
        }
    }

    private static RuleBroken unsupported(BackupRuleInput sent, String member, String why) {
        return inRule(sent, new InvalidValue(member, "is not supported: " + why));
    }

    private static RuleBroken inRule(BackupRuleInput sent, RuleViolation violation) {
        return new RuleBroken(new InRule(sent.ruleName(), violation));
    }

    private static OptionalLong number(@Nullable Long sent) {
        return sent == null ? OptionalLong.empty() : OptionalLong.of(sent);
    }

    private static Optional<RequestedLifecycle> lifecycle(@Nullable Lifecycle sent) {
        return Optional.ofNullable(sent).map(LifecycleMapper::requested);
    }

    private static NewCopyAction wanted(CopyAction sent) {
        return new NewCopyAction(sent.destinationBackupVaultArn(), lifecycle(sent.lifecycle()));
    }

    /** The rule names no vault; the sentence is AWS Backup's own. */
    private record NoTargetVault() implements RuleViolation {

        @Override
        public String field() {
            return "TargetBackupVaultName";
        }

        @Override
        public String reason() {
            return "Backup vault name is null";
        }

        @Override
        public String message() {
            return reason();
        }
    }
}
