package io.coldkeep.api.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coldkeep.domain.fixtures.Fixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.AdvancedBackupSetting;
import software.amazon.awssdk.services.backup.model.BackupPlan;
import software.amazon.awssdk.services.backup.model.BackupPlanInput;
import software.amazon.awssdk.services.backup.model.BackupPlanTemplatesListMember;
import software.amazon.awssdk.services.backup.model.BackupRule;
import software.amazon.awssdk.services.backup.model.CopyAction;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.MissingParameterValueException;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;

class PlanTemplateWireTest extends PlanTest {

    private static final String DAILY = "87c0c1ef-254d-4180-8fef-2e76a2c38aaa";

    private BackupPlanInput large() {
        var copy = "arn:aws:backup:eu-central-1:" + account.owner().account() + ":backup-vault:copies";
        return plan(
                        "large",
                        rule(
                                "one",
                                rule -> rule.scheduleExpression("cron(30 3 ? * * *)")
                                        .scheduleExpressionTimezone("Europe/Berlin")
                                        .startWindowMinutes(60L)
                                        .completionWindowMinutes(120L)
                                        .lifecycle(cycle -> cycle.moveToColdStorageAfterDays(30L)
                                                .deleteAfterDays(120L))
                                        .recoveryPointTags(Map.of("été", "a=b \uD835\uDD38"))
                                        .copyActions(CopyAction.builder()
                                                .destinationBackupVaultArn(copy)
                                                .lifecycle(cycle -> cycle.deleteAfterDays(7L))
                                                .build())),
                        rule("two"))
                .toBuilder()
                .advancedBackupSettings(AdvancedBackupSetting.builder()
                        .resourceType("EC2")
                        .backupOptions(Map.of("WindowsVSS", "enabled"))
                        .build())
                .build();
    }

    @Test
    void exportsWhatItTakesBack() {
        var id = create(large()).backupPlanId();

        var json = export(id);

        var read = read(json);
        var original = get(id).backupPlan();
        assertThat(read.backupPlanName()).isEqualTo("large");
        assertThat(read.advancedBackupSettings()).isEqualTo(large().advancedBackupSettings());
        assertThat(read.rules())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("ruleId")
                .isEqualTo(original.rules());
        assertThat(read.rules()).extracting(BackupRule::ruleId).doesNotContainNull();
    }

    @Test
    void exportsWhatCreateBackupPlanTakes() throws IOException {
        var id = create(large()).backupPlanId();
        var json = export(id);

        var tree = new ObjectMapper().readTree(json);
        assertThat(tree.fieldNames()).toIterable().containsOnly("BackupPlanName", "Rules", "AdvancedBackupSettings");
        assertThat(tree.findValue("RuleId")).isNull();
        account.backup().deleteBackupPlan(request -> request.backupPlanId(id)); // whose name is free then
        var made = send("PUT", "/backup/plans/", "{\"BackupPlan\":" + json + "}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    }

    @Test
    void readsAPlanAndStoresNothing() {
        var read = read("{\"Rules\":[{\"RuleName\":\"r\",\"TargetBackupVaultName\":\"Default\"}],"
                + "\"BackupPlanName\":\"p\",\"Unknown\":{\"a\":[1,{}]}}");

        assertThat(read.backupPlanName()).isEqualTo("p");
        assertThat(read.hasAdvancedBackupSettings()).isFalse();
        var rule = read.rules().getFirst();
        assertThat(rule.ruleName()).isEqualTo("r");
        assertThat(rule.scheduleExpression()).isEqualTo("cron(0 5 ? * * *)");
        assertThat(rule.scheduleExpressionTimezone()).isEqualTo("Etc/UTC");
        assertThat(rule.startWindowMinutes()).isEqualTo(480);
        assertThat(rule.completionWindowMinutes()).isEqualTo(10080);
        assertThat(account.backup()
                        .listBackupPlans(request -> request.includeDeleted(true))
                        .backupPlansList())
                .isEmpty();
    }

    @Test
    void readsAPlanWhoseNameIsTakenAndWhereThereIsNoRoomForMore() {
        for (var i = 0; i < 300; i++) {
            service.catalog
                    .plans()
                    .add(Fixtures.aBackupPlan()
                            .owner(account.owner())
                            .name("plan-" + i)
                            .build());
        }

        assertThat(read("{\"BackupPlanName\":\"plan-0\",\"Rules\":[{\"RuleName\":\"r\",\"TargetBackupVaultName\":"
                                + "\"Default\"}]}")
                        .backupPlanName())
                .isEqualTo("plan-0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | BackupPlanTemplateJson must be a JSON object, was blank",
                "' ' | BackupPlanTemplateJson must be a JSON object, was blank",
                "nonsense | BackupPlanTemplateJson is not valid JSON (line 1, column 1)",
                "{ | BackupPlanTemplateJson is not valid JSON (line 1, column 2)",
                "[] | BackupPlanTemplateJson must be a JSON object, was a list",
                "\"{}\" | BackupPlanTemplateJson must be a JSON object, was a string",
                "{}{} | BackupPlanTemplateJson must be one JSON object, more follows it",
                "{\"Rules\":[{\"Lifecycle\":{\"DeleteAfterDays\":1.5}}]}"
                        + " | BackupPlanTemplateJson.Rules[0].Lifecycle.DeleteAfterDays must be a whole number, was 1.5",
                "{\"Rules\":[],\"Rules\":[]} | BackupPlanTemplateJson.Rules must be given once, was given twice",
                "{\"BackupPlanName\":\"\\ud800\"}"
                        + " | BackupPlanTemplateJson.BackupPlanName must be Unicode text, was text with half of a"
                        + " surrogate pair",
                "{\"BackupPlanName\":\"p\",\"Rules\":[]} | BackupPlan.Rules must be 1 to 10, were 0",
                "{\"BackupPlanName\":\"a b\",\"Rules\":[]} | BackupPlanName must match ^[a-zA-Z0-9\\-_.]{1,200}$, was 'a b'",
                "{\"BackupPlanName\":\"p\",\"Rules\":[{\"RuleName\":\"r\"}]} | Error in rule r : Backup vault name is null",
                "{\"BackupPlanName\":\"p\",\"Rules\":[{\"RuleName\":\"r\",\"TargetBackupVaultName\":\"none\"}]}"
                        + " | Error in rule r : TargetBackupVaultName must be a vault that exists, was 'none'",
                "{\"BackupPlanName\":\"p\",\"Rules\":[{\"RuleName\":\"r\",\"TargetBackupVaultName\":\"Default\","
                        + "\"IndexActions\":[{}]}]}"
                        + " | Error in rule r : IndexActions is not supported: recovery points of file systems have no"
                        + " index",
            })
    void namesWhatIsWrongWithAPlan(String json, String message) {
        assertRefused(InvalidParameterValueException.class, message, () -> read(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | BackupPlanTemplateJson.BackupPlanName",
                "{\"BackupPlan\":{\"BackupPlanName\":\"p\"}} | BackupPlanTemplateJson.BackupPlanName",
                "{\"BackupPlanName\":\"p\",\"Rules\":[{}]} | BackupPlanTemplateJson.Rules[0].RuleName",
            })
    void namesTheMemberThatIsMissing(String json, String member) {
        assertRefused(MissingParameterValueException.class, "Missing required parameter: " + member, () -> read(json));
    }

    @Test
    void wantsAPlanToRead() {
        assertThat(send("POST", "/backup/template/json/toPlan", "{}").body())
                .contains("\"Message\":\"Missing required parameter: BackupPlanTemplateJson\"");
        assertThat(send("POST", "/backup/template/json/toPlan", "{\"BackupPlanTemplateJson\":{\"Rules\":[]}}")
                        .body())
                .contains("\"Message\":\"BackupPlanTemplateJson must be a string, was an object\"");
    }

    @Test
    void standsJsonOfAllKinds() {
        for (var json : List.of(
                "[".repeat(10_000),
                "{\"a\":".repeat(10_000),
                "{\"Rules\":" + "[".repeat(100) + "]".repeat(100) + "}",
                "{\"StartWindowMinutes\":" + "9".repeat(100_000) + "}",
                "{\"BackupPlanName\":\"" + "x".repeat(500_000) + "\",\"Rules\":[]}",
                "{\"" + "k".repeat(100_000) + "\":1}",
                "{\"Rules\":[" + "{},".repeat(50_000) + "{}]}",
                "\"" + "\\\"".repeat(200_000),
                "\u0000",
                "{\"BackupPlanName\":\"\\u0000\"}",
                "\uFEFF{}",
                "null",
                "NaN")) {
            var escaped = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(json));
            var answer =
                    send("POST", "/backup/template/json/toPlan", "{\"BackupPlanTemplateJson\":\"" + escaped + "\"}");

            assertThat(answer.statusCode())
                    .as(json.substring(0, Math.min(40, json.length())))
                    .isEqualTo(400);
            assertThat(answer.body()).hasSizeLessThan(1000);
        }
        var tooLong = "{\"BackupPlanTemplateJson\":\"" + "x".repeat(1 << 20) + "\"}";
        assertThat(send("POST", "/backup/template/json/toPlan", tooLong).statusCode())
                .isEqualTo(413);
    }

    @Test
    void listsTemplatesInPagesToTheLastOne() {
        var ids = new ArrayList<String>();
        var sizes = new ArrayList<Integer>();
        for (var page : account.backup().listBackupPlanTemplatesPaginator(request -> request.maxResults(3))) {
            sizes.add(page.backupPlanTemplatesList().size());
            page.backupPlanTemplatesList().forEach(template -> ids.add(template.backupPlanTemplateId()));
        }

        assertThat(sizes).containsExactly(3, 1);
        assertThat(ids).doesNotHaveDuplicates().contains(DAILY);
        assertRefused(
                InvalidParameterValueException.class,
                () -> account.backup().listBackupPlanTemplates(request -> request.nextToken("AAAA")));
    }

    @Test
    void makesPlansOfTemplates() {
        for (var template :
                account.backup().listBackupPlanTemplates(request -> {}).backupPlanTemplatesList()) {
            var document = document(template);

            assertThat(document.backupPlanName()).isEqualTo(template.backupPlanTemplateName());
            assertThat(document.rules())
                    .isNotEmpty()
                    .allSatisfy(rule -> assertThat(rule.targetBackupVaultName()).isEqualTo("Default"));
        }
        var daily = account.backup()
                .getBackupPlanFromTemplate(request -> request.backupPlanTemplateId(DAILY))
                .backupPlanDocument();
        assertThat(daily.backupPlanName()).isEqualTo("Daily-35day-Retention");
        assertThat(daily.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.ruleName()).isEqualTo("DailyBackups");
            assertThat(rule.scheduleExpression()).isEqualTo("cron(0 5 ? * * *)");
            assertThat(rule.startWindowMinutes()).isEqualTo(480);
            assertThat(rule.lifecycle().deleteAfterDays()).isEqualTo(35);
        });
    }

    private BackupPlan document(BackupPlanTemplatesListMember template) {
        return account.backup()
                .getBackupPlanFromTemplate(request -> request.backupPlanTemplateId(template.backupPlanTemplateId()))
                .backupPlanDocument();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "a/b", " ", "87C0C1EF-254D-4180-8FEF-2E76A2C38AAA", "\uD83D\uDCBE"})
    void knowsNoTemplateThatIsNotThere(String id) {
        assertRefused(
                ResourceNotFoundException.class,
                "Backup plan template '" + id + "' does not exist.",
                () -> account.backup().getBackupPlanFromTemplate(request -> request.backupPlanTemplateId(id)));
    }

    private String export(String id) {
        return account.backup()
                .exportBackupPlanTemplate(request -> request.backupPlanId(id))
                .backupPlanTemplateJson();
    }

    private BackupPlan read(String json) {
        return account.backup()
                .getBackupPlanFromJSON(request -> request.backupPlanTemplateJson(json))
                .backupPlan();
    }
}
