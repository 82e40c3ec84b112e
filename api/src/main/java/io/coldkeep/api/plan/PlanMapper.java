package io.coldkeep.api.plan;

import io.coldkeep.api.recoverypoint.LifecycleMapper;
import io.coldkeep.api.wire.CommonMembers;
import io.coldkeep.domain.copy.CopyAction;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.plan.BackupPlan;
import io.coldkeep.domain.plan.BackupRule;
import io.coldkeep.domain.plan.PlanDocument;
import io.coldkeep.domain.plan.PlanTemplate;
import io.coldkeep.domain.plan.ScheduledRun;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.AdvancedBackupSetting;
import software.amazon.awssdk.services.backup.model.BackupPlanInput;
import software.amazon.awssdk.services.backup.model.BackupPlanTemplatesListMember;
import software.amazon.awssdk.services.backup.model.BackupPlansListMember;
import software.amazon.awssdk.services.backup.model.BackupRuleInput;
import software.amazon.awssdk.services.backup.model.RuleExecutionType;
import software.amazon.awssdk.services.backup.model.ScheduledPlanExecutionMember;

/** Plans on their way to the wire. What is empty is left out, as AWS Backup leaves it out. */
final class PlanMapper {

    private PlanMapper() {}

    static BackupPlansListMember listed(BackupPlan plan) {
        return BackupPlansListMember.builder()
                .backupPlanId(plan.id().value())
                .backupPlanArn(plan.arn().toString())
                .backupPlanName(plan.name())
                .versionId(plan.versionId())
                .creatorRequestId(plan.creatorRequestId().orElse(null))
                .creationDate(plan.creationDate())
                .deletionDate(plan.deletionDate().orElse(null))
                .lastExecutionDate(plan.lastExecutionDate().orElse(null))
                .advancedBackupSettings(settings(plan.document()))
                .build();
    }

    /** In a list of versions, where the plan's own date would tell nothing. */
    static BackupPlansListMember version(BackupPlan plan) {
        return listed(plan).toBuilder().creationDate(plan.versionCreationDate()).build();
    }

    /** As {@code GetBackupPlan} gives it back: with the advanced settings beside it, and not in it. */
    static software.amazon.awssdk.services.backup.model.BackupPlan answer(PlanDocument document) {
        return software.amazon.awssdk.services.backup.model.BackupPlan.builder()
                .backupPlanName(document.name())
                .rules(document.rules().stream().map(PlanMapper::answer).toList())
                .build();
    }

    /** With all that is in it. */
    static software.amazon.awssdk.services.backup.model.BackupPlan complete(PlanDocument document) {
        return answer(document).toBuilder()
                .advancedBackupSettings(settings(document))
                .build();
    }

    /** As a client may send it to make the plan again; the ids of the rules would mean nothing to that one. */
    static BackupPlanInput template(PlanDocument document) {
        return BackupPlanInput.builder()
                .backupPlanName(document.name())
                .rules(document.rules().stream()
                        .map(rule -> CommonMembers.copy(answer(rule), BackupRuleInput.builder())
                                .build())
                        .toList())
                .advancedBackupSettings(settings(document))
                .build();
    }

    private static @Nullable List<AdvancedBackupSetting> settings(PlanDocument document) {
        var settings = document.advancedSettings().stream()
                .map(setting -> AdvancedBackupSetting.builder()
                        .resourceType(setting.resourceType())
                        .backupOptions(setting.options())
                        .build())
                .toList();
        return settings.isEmpty() ? null : settings;
    }

    private static software.amazon.awssdk.services.backup.model.BackupRule answer(BackupRule rule) {
        var copies = rule.copyActions();
        var tags = rule.recoveryPointTags().values();
        return software.amazon.awssdk.services.backup.model.BackupRule.builder()
                .ruleId(rule.id().toString())
                .ruleName(rule.name())
                .targetBackupVaultName(rule.targetVault().value())
                .scheduleExpression(rule.schedule().expression())
                .scheduleExpressionTimezone(rule.schedule().zone().getId())
                .startWindowMinutes(rule.window().start().toMinutes())
                .completionWindowMinutes(rule.window().completion().toMinutes())
                .lifecycle(rule.lifecycle().equals(Lifecycle.FOREVER) ? null : LifecycleMapper.answer(rule.lifecycle()))
                .recoveryPointTags(tags.isEmpty() ? null : tags)
                .copyActions(
                        copies.isEmpty()
                                ? null
                                : copies.stream().map(PlanMapper::answer).toList())
                .enableContinuousBackup(false)
                .build();
    }

    private static software.amazon.awssdk.services.backup.model.CopyAction answer(CopyAction action) {
        return software.amazon.awssdk.services.backup.model.CopyAction.builder()
                .destinationBackupVaultArn(action.destinationVault().toString())
                .lifecycle(action.lifecycle().map(LifecycleMapper::answer).orElse(null))
                .build();
    }

    static List<ScheduledPlanExecutionMember> preview(List<ScheduledRun> runs) {
        return runs.stream()
                .map(run -> ScheduledPlanExecutionMember.builder()
                        .executionTime(run.at())
                        .ruleId(run.rule().id().toString())
                        .ruleExecutionType(RuleExecutionType.SNAPSHOTS)
                        .build())
                .toList();
    }

    static BackupPlanTemplatesListMember listed(PlanTemplate template) {
        return BackupPlanTemplatesListMember.builder()
                .backupPlanTemplateId(template.id())
                .backupPlanTemplateName(template.name())
                .build();
    }
}
