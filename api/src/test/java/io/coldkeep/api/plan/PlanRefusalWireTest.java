package io.coldkeep.api.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coldkeep.domain.fixtures.Fixtures;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.AdvancedBackupSetting;
import software.amazon.awssdk.services.backup.model.BackupPlanInput;
import software.amazon.awssdk.services.backup.model.BackupRuleInput;
import software.amazon.awssdk.services.backup.model.CopyAction;
import software.amazon.awssdk.services.backup.model.IndexAction;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.LimitExceededException;
import software.amazon.awssdk.services.backup.model.ScanAction;
import software.amazon.awssdk.services.backup.model.ScanSetting;

/** What CreateBackupPlan and UpdateBackupPlan do not take, and how they say so. Nothing of it is stored. */
class PlanRefusalWireTest extends PlanTest {

    @AfterEach
    void nothingWasStored() {
        assertThat(account.backup()
                        .listBackupPlans(request -> request.includeDeleted(true))
                        .backupPlansList())
                .isEmpty();
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                broken(
                        "Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from"
                                + " MoveToColdStorageAfterDays (DeleteAfterDays was 119, MoveToColdStorageAfterDays 30)",
                        rule -> rule.lifecycle(
                                cycle -> cycle.moveToColdStorageAfterDays(30L).deleteAfterDays(119L))),
                broken(
                        "Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than 36500 days (was 36501)",
                        rule -> rule.lifecycle(cycle -> cycle.deleteAfterDays(36501L))),
                broken(
                        "Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than 36500 days (was 0)",
                        rule -> rule.lifecycle(cycle -> cycle.deleteAfterDays(0L))),
                broken(
                        "Lifecycle must be specified for backup rule enabled continuous backup",
                        rule -> rule.enableContinuousBackup(true)),
                broken(
                        "Invalid lifecycle. MoveToColdStorageAfterDays is unavailable",
                        rule -> rule.enableContinuousBackup(true)
                                .lifecycle(cycle -> cycle.moveToColdStorageAfterDays(7L))),
                broken(
                        "Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than 35 days with"
                                + " EnableContinuousBackup",
                        rule -> rule.enableContinuousBackup(true).lifecycle(cycle -> cycle.deleteAfterDays(84L))),
                broken(
                        "EnableContinuousBackup must be false: file systems are backed up by snapshots, not"
                                + " continuously",
                        rule -> rule.enableContinuousBackup(true).lifecycle(cycle -> cycle.deleteAfterDays(35L))),
                broken("Backup vault name is null", rule -> rule.targetBackupVaultName(null)),
                broken(
                        "TargetBackupVaultName must match ^[a-zA-Z0-9\\-\\_\\.]{1,50}$, was 'no where'",
                        rule -> rule.targetBackupVaultName("no where")),
                broken(
                        "TargetBackupVaultName must be a vault that exists, was 'nowhere'",
                        rule -> rule.targetBackupVaultName("nowhere")),
                broken("StartWindowMinutes must be 60 to 52560000, was 59", rule -> rule.startWindowMinutes(59L)),
                broken(
                        "StartWindowMinutes must be 60 to 52560000, was 52560001",
                        rule -> rule.startWindowMinutes(52_560_001L)),
                broken(
                        "CompletionWindowMinutes must be more than StartWindowMinutes (480), was 480",
                        rule -> rule.completionWindowMinutes(480L)),
                broken(
                        "CompletionWindowMinutes must be 1 to 52560000, was 9223372036854775807",
                        rule -> rule.completionWindowMinutes(Long.MAX_VALUE)),
                broken(
                        "ScheduleExpressionTimezone must be the name of an IANA time zone, such as Europe/Berlin,"
                                + " was 'Mars/Olympus'",
                        rule -> rule.scheduleExpressionTimezone("Mars/Olympus")),
                broken(
                        "CopyActions must be at most 5, were 6",
                        rule -> rule.copyActions(copies(IntStream.range(0, 6).mapToObj(i -> vaultArn("v" + i))))),
                broken("RecoveryPointTags must be at most 10, were 11", rule -> rule.recoveryPointTags(tags(11))),
                broken(
                        "RecoveryPointTags keys must not begin with 'aws:', was 'aws:x'",
                        rule -> rule.recoveryPointTags(Map.of("aws:x", ""))),
                broken(
                        "RecoveryPointTags keys must be 1 to 128 characters long, was 129",
                        rule -> rule.recoveryPointTags(Map.of("k".repeat(129), ""))),
                broken(
                        "TargetLogicallyAirGappedBackupVaultArn is not supported: there are no such vaults here",
                        rule -> rule.targetLogicallyAirGappedBackupVaultArn(vaultArn("gap"))),
                broken(
                        "IndexActions is not supported: recovery points of file systems have no index",
                        rule -> rule.indexActions(
                                IndexAction.builder().resourceTypes("EBS").build())),
                broken(
                        "ScanActions is not supported: recovery points are not scanned here",
                        rule -> rule.scanActions(
                                ScanAction.builder().malwareScanner("GUARDDUTY").build())));
    }

    private static Arguments broken(String reason, Consumer<BackupRuleInput.Builder> rule) {
        return arguments(reason, rule);
    }

    private static String vaultArn(String name) {
        return "arn:aws:backup:eu-central-1:123456789012:backup-vault:" + name;
    }

    private static Map<String, String> tags(int count) {
        var tags = new TreeMap<String, String>();
        IntStream.range(0, count).forEach(i -> tags.put("key-" + i, ""));
        return tags;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void namesTheRuleThatIsBroken(String reason, Consumer<BackupRuleInput.Builder> broken) throws IOException {
        var refused = assertRefused(
                InvalidParameterValueException.class,
                "Error in rule bad : " + reason,
                () -> create(plan("p", rule("good"), rule("bad", broken))));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("ERROR_3015");
        assertThat(new ObjectMapper().readValue(refused.context(), String[].class))
                .containsExactly("bad", reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "every day", "rate(1 day)", "cron(0 5 ? * * *"})
    void refusesWhatIsNoSchedule(String expression) {
        var refused = assertRefused(
                InvalidParameterValueException.class,
                () -> create(plan("p", rule("bad", rule -> rule.scheduleExpression(expression)))));

        assertThat(refused.awsErrorDetails().errorMessage())
                .startsWith("Error in rule bad : ScheduleExpression ")
                .endsWith(", was '" + expression + "'");
        assertThat(refused.code()).isEqualTo("ERROR_3015");
    }

    @Test
    void refusesCopiesToWhatIsNoOtherVaultOfTheAccount() {
        var own = "arn:aws:backup:eu-central-1:" + account.owner().account() + ":backup-vault:";
        var copies = "Error in rule bad : CopyActions.DestinationBackupVaultArn must ";
        for (var wrong : List.of("", "nightly", vaultArn("theirs"), own, own.replace(":backup:", ":s3:") + "x")) {
            assertRefused(
                    InvalidParameterValueException.class,
                    copies + "match arn:aws:backup:REGION:" + account.owner().account()
                            + ":backup-vault:NAME, a vault of this account, was '" + wrong + "'",
                    () -> createWithCopies(wrong));
        }
        for (var twice : List.of(List.of(own + "Default"), List.of(own + "a1", own + "a1"))) {
            assertRefused(
                    InvalidParameterValueException.class,
                    copies + "be other vaults than the rule's own, each once, was '" + twice.getLast() + "'",
                    () -> createWithCopies(twice.toArray(String[]::new)));
        }
        assertRefused(
                InvalidParameterValueException.class,
                "Error in rule bad : CopyActions: Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than"
                        + " 36500 days (was -2; -1 removes it)",
                () -> create(plan(
                        "p",
                        rule(
                                "bad",
                                rule -> rule.copyActions(CopyAction.builder()
                                        .destinationBackupVaultArn(own + "a1")
                                        .lifecycle(cycle -> cycle.deleteAfterDays(-2L))
                                        .build())))));
    }

    private void createWithCopies(String... arns) {
        create(plan("p", rule("bad", rule -> rule.copyActions(copies(Stream.of(arns))))));
    }

    private static List<CopyAction> copies(Stream<String> arns) {
        return arns.map(arn ->
                        CopyAction.builder().destinationBackupVaultArn(arn).build())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "aws/efs/automatic-backup-rule", "ünïcode", "{\"a\":[]}"})
    void refusesNamesOfRules(String name) {
        var refused = assertRefused(
                InvalidParameterValueException.class,
                "Error in rule " + name + " : RuleName must match ^[a-zA-Z0-9\\-_.]{1,50}$, was '" + name + "'",
                () -> create(plan("p", rule(name))));

        assertThat(refused.code()).isEqualTo("ERROR_3015");
    }

    @Test
    void refusesTwoRulesOfOneName() {
        assertRefused(
                InvalidParameterValueException.class,
                "Error in rule twin : RuleName must be unique in the plan",
                () -> create(plan("p", rule("twin"), rule("other"), rule("twin"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "aws/efs/automatic-backup-plan", "ünïcode", "\uD83D\uDCBE"})
    void refusesNamesOfPlans(String name) {
        assertRefused(
                InvalidParameterValueException.class,
                "BackupPlanName must match ^[a-zA-Z0-9\\-_.]{1,200}$, was '" + name + "'",
                () -> create(plan(name, rule("r"))));
    }

    @Test
    void showsTheBeginningOfTextsThatAreTooLong() {
        for (var name : List.of("x".repeat(201), "x".repeat(1_000_000), "x" + "\uD83D\uDCBE".repeat(50_000))) {
            var ofPlan = assertRefused(InvalidParameterValueException.class, () -> create(plan(name, rule("r"))));
            var ofRule = assertRefused(InvalidParameterValueException.class, () -> create(plan("p", rule(name))));

            assertThat(ofPlan.awsErrorDetails().errorMessage())
                    .hasSizeLessThan(250)
                    .endsWith("…'");
            assertThat(ofRule.awsErrorDetails().errorMessage())
                    .hasSizeLessThan(350)
                    .endsWith("…'");
            assertThat(ofRule.context()).hasSizeLessThan(350);
        }
    }

    @Test
    void takesOneToTenRules() {
        assertRefused(
                InvalidParameterValueException.class,
                "BackupPlan.Rules must be 1 to 10, were 0",
                () -> create(plan("p")));
        assertRefused(
                InvalidParameterValueException.class,
                "BackupPlan.Rules must be 1 to 10, were 11",
                () -> create(plan(
                        "p",
                        IntStream.range(0, 11).mapToObj(i -> rule("rule-" + i)).toArray(BackupRuleInput[]::new))));
    }

    @Test
    void refusesSettingsThatAreNone() {
        assertRefused(
                InvalidParameterValueException.class,
                "AdvancedBackupSettings.ResourceType must be one of EC2, S3, was 'EFS'",
                () -> create(withSetting("EFS", Map.of())));
        assertRefused(
                InvalidParameterValueException.class,
                "AdvancedBackupSettings.BackupOptions must be one of WindowsVSS, was 'LinuxVSS'",
                () -> create(withSetting("EC2", Map.of("LinuxVSS", "enabled"))));
        assertRefused(
                InvalidParameterValueException.class,
                "AdvancedBackupSettings.BackupOptions.WindowsVSS must be one of enabled, disabled, was 'Enabled'",
                () -> create(withSetting("EC2", Map.of("WindowsVSS", "Enabled"))));
        assertRefused(
                InvalidParameterValueException.class,
                "AdvancedBackupSettings.ResourceType must be there once, was 'EC2' again",
                () -> create(plan("p", rule("r")).toBuilder()
                        .advancedBackupSettings(setting("EC2", Map.of()), setting("EC2", Map.of()))
                        .build()));
        assertRefused(
                InvalidParameterValueException.class,
                "ScanSettings is not supported: recovery points are not scanned here",
                () -> create(plan("p", rule("r")).toBuilder()
                        .scanSettings(ScanSetting.builder()
                                .malwareScanner("GUARDDUTY")
                                .build())
                        .build()));
    }

    private static BackupPlanInput withSetting(String type, Map<String, String> options) {
        return plan("p", rule("r")).toBuilder()
                .advancedBackupSettings(setting(type, options))
                .build();
    }

    private static AdvancedBackupSetting setting(String type, Map<String, String> options) {
        return AdvancedBackupSetting.builder()
                .resourceType(type)
                .backupOptions(options)
                .build();
    }

    @Test
    void refusesTagsThatAreNone() {
        assertRefused(
                InvalidParameterValueException.class,
                "BackupPlanTags keys must not begin with 'aws:', was 'aws:mine'",
                () -> account.backup()
                        .createBackupPlan(request ->
                                request.backupPlan(plan("p", rule("r"))).backupPlanTags(Map.of("aws:mine", ""))));
        assertRefused(
                LimitExceededException.class,
                () -> account.backup()
                        .createBackupPlan(request ->
                                request.backupPlan(plan("p", rule("r"))).backupPlanTags(tags(51))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | BackupPlan",
                "{\"BackupPlan\":null} | BackupPlan",
                "{\"BackupPlan\":{\"Rules\":[]}} | BackupPlan.BackupPlanName",
                "{\"BackupPlan\":{\"BackupPlanName\":\"p\"}} | BackupPlan.Rules",
                "{\"BackupPlan\":{\"BackupPlanName\":\"p\",\"Rules\":[{}]}} | BackupPlan.Rules[0].RuleName",
                "{\"BackupPlan\":{\"BackupPlanName\":\"p\",\"Rules\":[{\"RuleName\":\"r\",\"CopyActions\":[{}]}]}}"
                        + " | BackupPlan.Rules[0].CopyActions[0].DestinationBackupVaultArn",
                "{\"BackupPlan\":{\"BackupPlanName\":\"p\",\"Rules\":[],\"AdvancedBackupSettings\":[{}]}}"
                        + " | BackupPlan.AdvancedBackupSettings[0].ResourceType",
            })
    void namesTheMemberThatIsMissing(String body, String member) {
        var answer = send("PUT", "/backup/plans/", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("MissingParameterValueException");
        assertThat(answer.body()).contains("\"Message\":\"Missing required parameter: " + member + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | The request body must be a JSON object, was a list",
                "{\"BackupPlan\":[]} | BackupPlan must be an object, was a list",
                "{\"BackupPlan\":{\"Rules\":{}}} | BackupPlan.Rules must be a list, was an object",
                "{\"BackupPlan\":{\"Rules\":[null]}} | BackupPlan.Rules[0] must be an object, was null",
                "{\"BackupPlan\":{\"Rules\":[{\"RuleName\":7}]}} | BackupPlan.Rules[0].RuleName must be a string, was 7",
                "{\"BackupPlan\":{\"Rules\":[{\"StartWindowMinutes\":1.5}]}}"
                        + " | BackupPlan.Rules[0].StartWindowMinutes must be a whole number, was 1.5",
                "{\"BackupPlan\":{\"Rules\":[{\"Lifecycle\":{\"DeleteAfterDays\":\"7\"}}]}}"
                        + " | BackupPlan.Rules[0].Lifecycle.DeleteAfterDays must be a whole number, was a string",
                "{\"BackupPlan\":{\"Rules\":[{\"EnableContinuousBackup\":\"false\"}]}}"
                        + " | BackupPlan.Rules[0].EnableContinuousBackup must be true or false, was a string",
                "{\"BackupPlanTags\":{\"a\":null}} | BackupPlanTags.a must be a string, was null",
            })
    void namesTheMemberThatIsOfAnotherType(String body, String message) {
        var answer = send("PUT", "/backup/plans/", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("InvalidParameterValueException");
        assertThat(answer.body()).contains("\"Message\":\"" + message + "\"");
    }

    @Test
    void takesNoMoreThan1MibOfPlan() {
        var body = "{\"BackupPlan\":{\"BackupPlanName\":\"p\",\"Rules\":[" + " ".repeat(1 << 20) + "]}}";

        assertThat(send("PUT", "/backup/plans/", body).statusCode()).isEqualTo(413);
        assertThat(send("PUT", "/backup/plans/", body.substring(100)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void neverShowsAFaultForTextsOfAllKinds() {
        var odd = List.of("\u0000", "\uFFFF", "\uD800", "\u202E", "'; DROP TABLE x; --", "${jndi:x}", "%00", "\\\"");
        for (var text : odd) {
            var shown = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\u0000", "\\u0000");
            for (var body : List.of(
                    "{\"BackupPlan\":{\"BackupPlanName\":\"%s\",\"Rules\":[]}}",
                    "{\"BackupPlan\":{\"BackupPlanName\":\"p\",\"Rules\":[{\"RuleName\":\"%s\"}]}}",
                    "{\"BackupPlan\":{\"BackupPlanName\":\"p\",\"Rules\":[{\"RuleName\":\"r\","
                            + "\"TargetBackupVaultName\":\"%s\"}]}}",
                    "{\"BackupPlan\":{\"BackupPlanName\":\"p\",\"Rules\":[{\"RuleName\":\"r\","
                            + "\"TargetBackupVaultName\":\"Default\",\"ScheduleExpression\":\"%s\"}]}}",
                    "{\"BackupPlan\":{\"BackupPlanName\":\"p\",\"Rules\":[{\"RuleName\":\"r\","
                            + "\"TargetBackupVaultName\":\"Default\",\"ScheduleExpressionTimezone\":\"%s\"}]}}")) {
                var answer = send("PUT", "/backup/plans/", body.formatted(shown));

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            }
        }
    }

    @Test
    void updatesNothingToWhatCannotBeCreated() {
        var id = create("p");
        create("taken");
        var version = get(id).versionId();

        assertRefused(
                InvalidParameterValueException.class,
                "BackupPlanName must not be the name of another plan, was 'taken'",
                () -> update(id, plan("taken", rule("r"))));
        assertRefused(
                InvalidParameterValueException.class,
                "Error in rule bad : Backup vault name is null",
                () -> update(id, plan("p", rule("bad", rule -> rule.targetBackupVaultName(null)))));
        assertRefused(
                InvalidParameterValueException.class,
                "ScanSettings is not supported: recovery points are not scanned here",
                () -> update(
                        id,
                        plan("p", rule("r")).toBuilder()
                                .scanSettings(ScanSetting.builder()
                                        .malwareScanner("GUARDDUTY")
                                        .build())
                                .build()));
        assertThat(send("POST", "/backup/plans/" + id, "{}").body())
                .contains("\"Message\":\"Missing required parameter: BackupPlan\"");

        assertThat(get(id).versionId()).isEqualTo(version);
        account = service.newAccount(); // where nothing is
    }

    private void update(String id, BackupPlanInput plan) {
        account.backup().updateBackupPlan(request -> request.backupPlanId(id).backupPlan(plan));
    }

    @Test
    void makes300PlansOfAnAccount() {
        Collections.nCopies(300, account.owner())
                .forEach(owner -> service.catalog
                        .plans()
                        .add(Fixtures.aBackupPlan().owner(owner).build()));

        assertRefused(
                LimitExceededException.class,
                "The account has 300 backup plans in this region, the limit.",
                () -> create("one-too-many"));

        account = service.newAccount(); // where nothing is
    }
}
