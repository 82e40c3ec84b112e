package io.coldkeep.domain.plan;

import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupRule;
import static io.coldkeep.domain.fixtures.Fixtures.aNewBackupRule;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coldkeep.domain.copy.CopyAction;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.fixtures.NewBackupRuleBuilder;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.memory.PlainSchedules;
import io.coldkeep.domain.policy.BackupWindow;
import io.coldkeep.domain.policy.Schedule;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewBackupPlanTest {

    private static final String FAR =
            OTHER_REGION.arn("backup", "backup-vault:far").toString();

    @Test
    void fillsInWhatIsNotSaid() {
        var document = checked(plan(aNewBackupRule().name("daily").targetVault("vault")));

        var rule = document.rules().get(0);
        assertThat(rule)
                .isEqualTo(new BackupRule(
                        rule.id(),
                        "daily",
                        VaultName.of("vault"),
                        new Schedule("cron(0 5 ? * * *)", ZoneId.of("Etc/UTC")),
                        new BackupWindow(Duration.ofHours(8), Duration.ofDays(7)),
                        Lifecycle.FOREVER,
                        List.of(),
                        Tags.NONE));
    }

    @Test
    void keepsWhatIsSaid() {
        var document = checked(plan(aNewBackupRule()
                .schedule("cron(30 1 1 * ? *)")
                .zone("Europe/Berlin")
                .startWindow(60)
                .completionWindow(180)
                .lifecycle(30, 120)
                .recoveryPointTags(Map.of("team", "storage"))
                .copyActions(
                        new NewCopyAction(FAR, Optional.empty()),
                        new NewCopyAction(
                                OWNER.arn("backup", "backup-vault:near").toString(),
                                Optional.of(RequestedLifecycle.of(-1, 7))))));

        var rule = document.rules().get(0);
        assertThat(rule.schedule()).isEqualTo(new Schedule("cron(30 1 1 * ? *)", ZoneId.of("Europe/Berlin")));
        assertThat(rule.window()).isEqualTo(new BackupWindow(Duration.ofHours(1), Duration.ofHours(3)));
        assertThat(rule.lifecycle()).isEqualTo(Lifecycle.deleteAfter(120).movingToColdAfter(30));
        assertThat(rule.recoveryPointTags()).isEqualTo(Tags.ofUser(Map.of("team", "storage")));
        assertThat(rule.copyActions())
                .containsExactly(
                        new CopyAction(OTHER_REGION.arn("backup", "backup-vault:far"), Optional.empty()),
                        new CopyAction(
                                OWNER.arn("backup", "backup-vault:near"), Optional.of(Lifecycle.deleteAfter(7))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Plan_1.daily-x", "0"})
    void takesLettersDigitsAndAFewSignsInNames(String name) {
        assertThat(checked(new NewBackupPlan(
                                name, List.of(aNewBackupRule().name(name).build()), List.of()))
                        .name())
                .isEqualTo(name);
    }

    @Test
    void takesNamesOfAnyLengthUpToTheirLimits() {
        var plan = new NewBackupPlan(
                "p".repeat(200), List.of(aNewBackupRule().name("r".repeat(50)).build()), List.of());

        assertThat(checked(plan).rules()).hasSize(1);
        assertRefused(
                new NewBackupPlan("p".repeat(201), plan.rules(), List.of()),
                "BackupPlanName must match ^[a-zA-Z0-9\\-_.]{1,200}$, was '" + "p".repeat(100) + "…'");
        assertRefused(
                plan(aNewBackupRule().name("r".repeat(51))),
                "Error in rule " + "r".repeat(51) + " : RuleName must match ^[a-zA-Z0-9\\-_.]{1,50}$, was '"
                        + "r".repeat(51) + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "aws/efs/automatic-backup-plan", "ä", "a\n"})
    void refusesOtherNames(String name) {
        assertRefused(
                new NewBackupPlan(name, List.of(aNewBackupRule().build()), List.of()),
                "BackupPlanName must match ^[a-zA-Z0-9\\-_.]{1,200}$, was '" + name + "'");
        assertRefused(
                plan(aNewBackupRule().name(name)),
                "Error in rule " + name + " : RuleName must match ^[a-zA-Z0-9\\-_.]{1,50}$, was '" + name + "'");
    }

    @Test
    void keepsTheNamesThatAreThereWhateverTheyAre() {
        var rule = aBackupRule().name("aws/efs/automatic-backup-rule").build();
        var current = new PlanDocument("aws/efs/automatic-backup-plan", List.of(rule), List.of());
        var wanted = new NewBackupPlan(
                "aws/efs/automatic-backup-plan",
                List.of(aNewBackupRule()
                        .name("aws/efs/automatic-backup-rule")
                        .deleteAfter(7)
                        .build()),
                List.of());

        var document = checked(wanted, Optional.of(current));

        assertThat(document.name()).isEqualTo("aws/efs/automatic-backup-plan");
        assertThat(document.rules().get(0).id()).isEqualTo(rule.id());
        assertThat(document.rules().get(0).lifecycle()).isEqualTo(Lifecycle.deleteAfter(7));
    }

    @Test
    void keepsTheIdOfARuleAsLongAsItKeepsItsName() {
        var first = checked(plan(aNewBackupRule().name("a"), aNewBackupRule().name("b")));

        var second = checked(
                plan(aNewBackupRule().name("b").deleteAfter(1), aNewBackupRule().name("c")), Optional.of(first));

        assertThat(second.rules().get(0).id()).isEqualTo(first.rules().get(1).id());
        assertThat(List.of(first.rules().get(0).id(), first.rules().get(1).id()))
                .doesNotContain(second.rules().get(1).id());
    }

    @Test
    void takesOneToTenRules() {
        var ten = Collections.nCopies(10, 0).stream().map(i -> aNewBackupRule()).toArray(NewBackupRuleBuilder[]::new);
        var eleven =
                Collections.nCopies(11, 0).stream().map(i -> aNewBackupRule()).toArray(NewBackupRuleBuilder[]::new);

        assertThat(checked(plan(ten)).rules()).hasSize(10);
        assertRefused(plan(eleven), "BackupPlan.Rules must be 1 to 10, were 11");
        assertRefused(plan(), "BackupPlan.Rules must be 1 to 10, were 0");
    }

    @Test
    void refusesTwoRulesOfAName() {
        assertRefused(
                plan(
                        aNewBackupRule().name("a"),
                        aNewBackupRule().name("A"),
                        aNewBackupRule().name("a")),
                "Error in rule a : RuleName must be unique in the plan");
    }

    @Test
    void saysWhichRuleIsWrongAsData() {
        var refusal = catchThrowableOfType(
                RuleBroken.class,
                () -> checked(
                        plan(aNewBackupRule(), aNewBackupRule().name("wrong").startWindow(59))));

        assertThat(refusal.violation()).isInstanceOfSatisfying(InRule.class, violation -> {
            assertThat(violation.ruleName()).isEqualTo("wrong");
            assertThat(violation.field()).isEqualTo("BackupPlan.Rules.StartWindowMinutes");
            assertThat(violation.reason()).isEqualTo("StartWindowMinutes must be 60 to 52560000, was 59");
            assertThat(violation.message())
                    .isEqualTo("Error in rule wrong : StartWindowMinutes must be 60 to 52560000, was 59");
        });
    }

    @Test
    void refusesARuleWhoseWindowsOrScheduleAreNotLegal() {
        assertRefusedRule(
                aNewBackupRule().startWindow(120).completionWindow(120),
                "CompletionWindowMinutes must be more than StartWindowMinutes (120), was 120");
        assertRefusedRule(
                aNewBackupRule().schedule("rate(5 minutes)"),
                "ScheduleExpression must be cron(M H ? * * Y), was 'rate(5 minutes)'");
        assertRefusedRule(
                aNewBackupRule().zone("Mars/Olympus"),
                "ScheduleExpressionTimezone must be the name of an IANA time zone, such as Europe/Berlin, was"
                        + " 'Mars/Olympus'");
        assertRefusedRule(
                aNewBackupRule().targetVault("not a name"),
                "TargetBackupVaultName must match ^[a-zA-Z0-9\\-\\_\\.]{1,50}$, was 'not a name'");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, true",
        "-1, 36500, true",
        "-1, 0, false",
        "-1, 36501, false",
        "1, -1, true",
        "0, -1, false",
        "1, 90, false",
        "1, 91, true",
        "30, 119, false",
        "30, 120, true",
        "-1, -1, true"
    })
    void judgesLifecyclesAsEverywhere(long cold, long delete, boolean legal) {
        assertThat(accepts(aNewBackupRule().lifecycle(cold, delete))).isEqualTo(legal);
    }

    @Test
    void saysOfALifecycleWhatAwsSays() {
        assertThatThrownBy(() -> checked(plan(aNewBackupRule().name("daily").lifecycle(30, 100))))
                .hasMessageStartingWith("Error in rule daily : Invalid lifecycle. DeleteAfterDays cannot be less than"
                        + " 90 days apart from MoveToColdStorageAfterDays");
    }

    @Test
    void refusesContinuousBackupAfterALookAtItsLifecycle() {
        assertRefusedRule(
                aNewBackupRule().continuous(), "Lifecycle must be specified for backup rule enabled continuous backup");
        assertRefusedRule(
                aNewBackupRule().continuous().lifecycle(1, 91),
                "Invalid lifecycle. MoveToColdStorageAfterDays is unavailable");
        assertRefusedRule(
                aNewBackupRule().continuous().deleteAfter(36),
                "Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than 35 days with"
                        + " EnableContinuousBackup");
        assertRefusedRule(
                aNewBackupRule().continuous().lifecycle(-1, -1),
                "Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than 35 days with"
                        + " EnableContinuousBackup");
        assertRefusedRule(
                aNewBackupRule().continuous().deleteAfter(36_501),
                "Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than 36500 days (was 36501)");
        assertRefusedRule(
                aNewBackupRule().continuous().deleteAfter(35),
                "EnableContinuousBackup must be false: file systems are backed up by snapshots, not continuously");
    }

    @Test
    void copiesToUpToFiveVaults() {
        var five = copies(5);
        var six = copies(6);

        assertThat(checked(plan(aNewBackupRule().copyActions(five)))
                        .rules()
                        .get(0)
                        .copyActions())
                .hasSize(5);
        assertRefusedRule(aNewBackupRule().copyActions(six), "CopyActions must be at most 5, were 6");
    }

    private static NewCopyAction[] copies(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new NewCopyAction(FAR + i, Optional.empty()))
                .toArray(NewCopyAction[]::new);
    }

    @Test
    void copiesToOtherVaultsOnlyAndToEachOnce() {
        var twice = new NewCopyAction(FAR, Optional.empty());
        var own = new NewCopyAction(OWNER.arn("backup", "backup-vault:own").toString(), Optional.empty());
        var namesake =
                new NewCopyAction(OTHER_REGION.arn("backup", "backup-vault:own").toString(), Optional.empty());

        assertRefusedRule(
                aNewBackupRule().copyActions(twice, twice),
                "CopyActions.DestinationBackupVaultArn must be other vaults than the rule's own, each once, was '" + FAR
                        + "'");
        assertRefusedRule(
                aNewBackupRule().targetVault("own").copyActions(own),
                "CopyActions.DestinationBackupVaultArn must be other vaults than the rule's own, each once, was '"
                        + own.destinationVaultArn() + "'");
        assertThat(accepts(aNewBackupRule().targetVault("own").copyActions(namesake)))
                .isTrue();
    }

    @Test
    void copiesToVaultsOfTheSameAccountOnly() {
        var wrong = List.of(
                OTHER_ACCOUNT.arn("backup", "backup-vault:vault").toString(),
                OWNER.arn("backup", "recovery-point:vault").toString(),
                OWNER.arn("elasticfilesystem", "backup-vault:vault").toString(),
                OWNER.arn("backup", "backup-vault:not a name").toString(),
                "arn:aws:backup::123456789012:backup-vault:vault",
                "arn:aws-cn:backup:eu-central-1:123456789012:backup-vault:vault",
                "vault",
                "");

        for (var arn : wrong) {
            assertRefusedRule(
                    aNewBackupRule().copyActions(new NewCopyAction(arn, Optional.empty())),
                    "CopyActions.DestinationBackupVaultArn must match"
                            + " arn:aws:backup:REGION:123456789012:backup-vault:NAME, a vault of this account, was '"
                            + arn + "'");
        }
    }

    @Test
    void judgesTheLifecyclesOfCopiesToo() {
        var action = new NewCopyAction(FAR, Optional.of(RequestedLifecycle.of(1, 2)));

        assertThatThrownBy(() -> checked(plan(aNewBackupRule().name("r").copyActions(action))))
                .isInstanceOf(RuleBroken.class)
                .hasMessageStartingWith("Error in rule r : CopyActions: Invalid lifecycle. DeleteAfterDays cannot");
    }

    @Test
    void putsUpToTenTagsOfUsersOnRecoveryPoints() {
        assertThat(accepts(aNewBackupRule().recoveryPointTags(tags(10)))).isTrue();
        assertRefusedRule(
                aNewBackupRule().recoveryPointTags(tags(11)), "RecoveryPointTags must be at most 10, were 11");
        assertThatThrownBy(() -> checked(plan(aNewBackupRule().recoveryPointTags(Map.of("aws:mine", "")))))
                .hasMessageContaining("RecoveryPointTags keys must not begin with 'aws:'");
    }

    private static Map<String, String> tags(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "key-" + i, i -> "value"));
    }

    @Test
    void takesSettingsOfEachTypeOnce() {
        var ec2 = new AdvancedBackupSetting("EC2", Map.of("WindowsVSS", "enabled"));
        var s3 = new AdvancedBackupSetting("S3", Map.of("BackupACLs", "disabled", "BackupObjectTags", "enabled"));
        var rules = List.of(aNewBackupRule().build());

        assertThat(checked(new NewBackupPlan("plan", rules, List.of(ec2, s3))).advancedSettings())
                .containsExactly(ec2, s3);
        assertRefused(
                new NewBackupPlan("plan", rules, List.of(ec2, s3, ec2)),
                "AdvancedBackupSettings.ResourceType must be there once, was 'EC2' again");
    }

    @Test
    void refusesSettingsThatAreNone() {
        assertThatThrownBy(() -> new AdvancedBackupSetting("EFS", Map.of()))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("AdvancedBackupSettings.ResourceType must be one of EC2, S3, was 'EFS'");
        assertThatThrownBy(() -> new AdvancedBackupSetting("EC2", Map.of("BackupACLs", "enabled")))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("AdvancedBackupSettings.BackupOptions must be one of WindowsVSS, was 'BackupACLs'");
        assertThatThrownBy(() -> new AdvancedBackupSetting("EC2", Map.of("WindowsVSS", "yes")))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("AdvancedBackupSettings.BackupOptions.WindowsVSS must be one of enabled, disabled, was"
                        + " 'yes'");
    }

    private static NewBackupPlan plan(NewBackupRuleBuilder... rules) {
        return new NewBackupPlan(
                "plan", List.of(rules).stream().map(NewBackupRuleBuilder::build).toList(), List.of());
    }

    private static PlanDocument checked(NewBackupPlan wanted) {
        return checked(wanted, Optional.empty());
    }

    private static PlanDocument checked(NewBackupPlan wanted, Optional<PlanDocument> current) {
        return wanted.checked(OWNER, current, new PlainSchedules(), Fixtures::uuid);
    }

    private static boolean accepts(NewBackupRuleBuilder rule) {
        try {
            checked(plan(rule));
            return true;
        } catch (RuleBroken refusal) {
            return false;
        }
    }

    private static void assertRefusedRule(NewBackupRuleBuilder rule, String reason) {
        var name = "rule-" + uuid().toString().substring(24);
        assertRefused(plan(rule.name(name)), "Error in rule " + name + " : " + reason);
    }

    private static void assertRefused(NewBackupPlan wanted, String message) {
        assertThatThrownBy(() -> checked(wanted)).isInstanceOf(RuleBroken.class).hasMessage(message);
    }
}
