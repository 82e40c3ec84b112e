package io.coldkeep.domain.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.filesystem.BackupPolicyService;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.policy.BackupPolicy;
import io.coldkeep.domain.policy.BackupWindow;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.policy.Schedule;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.vault.VaultService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Automatic backups of file systems: what {@code PutBackupPolicy} stands for. Each owner has one plan for all of them, one
 * vault and one selection, made when automatic backups are first turned on and never removed; the selection finds its file
 * systems by the tag that turning them on sets. Names, ids and numbers are those of Amazon EFS.
 */
public final class AutomaticBackups {

    public static final VaultName VAULT = VaultName.of("aws/efs/automatic-backup-vault");
    public static final String PLAN_NAME = "aws/efs/automatic-backup-plan";
    public static final String RULE_NAME = "aws/efs/automatic-backup-rule";
    public static final String SELECTION_NAME = "aws/efs/automatic-backup-selection";

    /** The same in every account and region. */
    public static final PlanId PLAN_ID = new PlanId("aws/efs/" + UUID.nameUUIDFromBytes(PLAN_NAME.getBytes(UTF_8)));

    /** How long the recovery points are kept, unless somebody edits the plan. */
    public static final int DELETE_AFTER_DAYS = 35;

    private final BackupPolicyService policies;
    private final VaultService vaults;
    private final Optional<PolicyText> vaultPolicy;
    private final PlanRepository plans;
    private final SelectionRepository selections;
    private final RuleRunRepository runs;
    private final Schedules schedules;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    /** @param vaultPolicy the access policy that the vaults are made with */
    public AutomaticBackups(
            BackupPolicyService policies,
            VaultService vaults,
            Optional<PolicyText> vaultPolicy,
            PlanRepository plans,
            SelectionRepository selections,
            RuleRunRepository runs,
            Schedules schedules,
            Transactions transactions,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.policies = policies;
        this.vaults = vaults;
        this.vaultPolicy = vaultPolicy;
        this.plans = plans;
        this.selections = selections;
        this.runs = runs;
        this.schedules = schedules;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Does what the change of a file system's backup policy takes: none is {@code ENABLED} without the plan that backs it up. One
     * that is turned off is in no later run, since it has lost its tag.
     */
    public void settle(Owner owner, FileSystemId id) {
        transactions.inOne(() -> {
            var policy = policies.settle(owner, id);
            if (policy.equals(Optional.of(BackupPolicy.ENABLED))) {
                vaults.ensureServiceMade(owner, VAULT, vaultPolicy);
                ensurePlan(owner);
            }
        });
    }

    private void ensurePlan(Owner owner) {
        if (plans.find(owner, PLAN_ID).isEmpty()) {
            var now = Instants.millis(clock.instant());
            var plan = plan(owner, now);
            if (plans.add(plan)) { // else somebody was faster, with the same
                selections.add(selection(owner, now));
                runs.replaceAll(owner, PLAN_ID, firstRuns(plan));
            }
        }
    }

    private BackupPlan plan(Owner owner, Instant now) {
        var rule = new BackupRule(
                ids.get(),
                RULE_NAME,
                VAULT,
                Schedule.DEFAULT,
                BackupWindow.DEFAULT,
                Lifecycle.deleteAfter(DELETE_AFTER_DAYS),
                List.of(),
                Tags.NONE);
        var document = new PlanDocument(PLAN_NAME, List.of(rule), List.of());
        return BackupPlan.first(owner, PLAN_ID, ids.get(), document, Optional.empty(), now);
    }

    private BackupSelection selection(Owner owner, Instant now) {
        var tagged = new TagCondition(
                TagCondition.Operator.STRING_EQUALS, BackupPolicyService.TAG, BackupPolicyService.TAG_VALUE);
        return new BackupSelection(
                owner,
                PLAN_ID,
                ids.get(),
                SELECTION_NAME,
                serviceLinkedRole(owner),
                new ResourceChoice(List.of(), List.of(), List.of(tagged), List.of()),
                now,
                Optional.empty());
    }

    private static String serviceLinkedRole(Owner owner) {
        return "arn:%s:iam::%s:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup"
                .formatted(owner.region().partition(), owner.account());
    }

    private List<RuleRun> firstRuns(BackupPlan plan) {
        return plan.rules().stream()
                .flatMap(rule -> schedules
                        .nextRun(rule.schedule(), clock.instant())
                        .map(at -> new RuleRun(plan.owner(), plan.id(), rule.id(), at))
                        .stream())
                .toList();
    }
}
