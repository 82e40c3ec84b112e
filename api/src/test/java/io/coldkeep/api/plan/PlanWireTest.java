package io.coldkeep.api.plan;

import static io.coldkeep.domain.fixtures.Fixtures.aBackupPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.coldkeep.api.InMemoryService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.AdvancedBackupSetting;
import software.amazon.awssdk.services.backup.model.AlreadyExistsException;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.BackupPlanInput;
import software.amazon.awssdk.services.backup.model.BackupPlansListMember;
import software.amazon.awssdk.services.backup.model.BackupRule;
import software.amazon.awssdk.services.backup.model.CopyAction;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.Lifecycle;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.backup.model.RuleExecutionType;
import software.amazon.awssdk.services.backup.model.UpdateBackupPlanResponse;

class PlanWireTest extends PlanTest {

    private static final Instant START = InMemoryService.START;
    private static final String AUTOMATIC = "aws/efs/73d922fb-9312-3a70-99c3-e69367f9fdad";

    @Test
    void makesAPlanAndGetsIt() {
        var made = account.backup()
                .createBackupPlan(request -> request.backupPlan(plan(
                                "Nightly_1.0-x",
                                rule(
                                        "daily",
                                        rule -> rule.scheduleExpression("cron(30 3 ? * * *)")
                                                .scheduleExpressionTimezone("Europe/Berlin")
                                                .startWindowMinutes(60L)
                                                .completionWindowMinutes(120L)
                                                .lifecycle(lifecycle -> lifecycle
                                                        .moveToColdStorageAfterDays(30L)
                                                        .deleteAfterDays(120L))
                                                .recoveryPointTags(Map.of("kept-by", "plan"))),
                                rule("hourly", rule -> rule.scheduleExpression("cron(15 * ? * * *)"))))
                        .creatorRequestId("mine")
                        .backupPlanTags(Map.of("team", "storage")));

        assertThat(made.backupPlanId())
                .isEqualTo(UUID.fromString(made.backupPlanId()).toString());
        assertThat(made.backupPlanArn())
                .isEqualTo("arn:aws:backup:eu-central-1:" + account.owner().account() + ":backup-plan:"
                        + made.backupPlanId());
        assertThat(made.creationDate()).isEqualTo(START);
        assertThat(new String(Base64.getDecoder().decode(made.versionId()), StandardCharsets.US_ASCII))
                .satisfies(UUID::fromString);
        assertThat(made.hasAdvancedBackupSettings()).isFalse();
        var got = get(made.backupPlanId());
        assertThat(got.backupPlanId()).isEqualTo(made.backupPlanId());
        assertThat(got.backupPlanArn()).isEqualTo(made.backupPlanArn());
        assertThat(got.versionId()).isEqualTo(made.versionId());
        assertThat(got.creatorRequestId()).isEqualTo("mine");
        assertThat(got.creationDate()).isEqualTo(START);
        assertThat(got.deletionDate()).isNull();
        assertThat(got.lastExecutionDate()).isNull();
        assertThat(got.hasAdvancedBackupSettings()).isFalse();
        assertThat(got.hasScheduledRunsPreview()).isFalse();
        assertThat(got.backupPlan().backupPlanName()).isEqualTo("Nightly_1.0-x");
        assertThat(got.backupPlan().rules()).extracting(BackupRule::ruleName).containsExactly("daily", "hourly");
        assertThat(got.backupPlan().rules()).extracting(BackupRule::ruleId).doesNotHaveDuplicates();
        var daily = got.backupPlan().rules().getFirst();
        assertThat(UUID.fromString(daily.ruleId())).hasToString(daily.ruleId());
        assertThat(daily.targetBackupVaultName()).isEqualTo("Default");
        assertThat(daily.scheduleExpression()).isEqualTo("cron(30 3 ? * * *)");
        assertThat(daily.scheduleExpressionTimezone()).isEqualTo("Europe/Berlin");
        assertThat(daily.startWindowMinutes()).isEqualTo(60);
        assertThat(daily.completionWindowMinutes()).isEqualTo(120);
        assertThat(daily.lifecycle().moveToColdStorageAfterDays()).isEqualTo(30);
        assertThat(daily.lifecycle().deleteAfterDays()).isEqualTo(120);
        assertThat(daily.recoveryPointTags()).isEqualTo(Map.of("kept-by", "plan"));
        assertThat(daily.enableContinuousBackup()).isFalse();
        assertThat(account.backup()
                        .listTags(request -> request.resourceArn(made.backupPlanArn()))
                        .tags())
                .isEqualTo(Map.of("team", "storage"));
    }

    @Test
    void fillsInWhatARuleDoesNotSay() {
        var rule = onlyRule(create("plain"));

        assertThat(rule.scheduleExpression()).isEqualTo("cron(0 5 ? * * *)");
        assertThat(rule.scheduleExpressionTimezone()).isEqualTo("Etc/UTC");
        assertThat(rule.startWindowMinutes()).isEqualTo(480);
        assertThat(rule.completionWindowMinutes()).isEqualTo(10080);
        assertThat(rule.enableContinuousBackup()).isFalse();
        assertThat(rule.lifecycle()).isNull();
        assertThat(rule.hasRecoveryPointTags()).isFalse();
        assertThat(rule.hasCopyActions()).isFalse();
        assertThat(rule.hasIndexActions()).isFalse();
        assertThat(rule.targetLogicallyAirGappedBackupVaultArn()).isNull();
    }

    @Test
    void givesBackWhatTerraformSendsAsItWasSent() {
        var sent = rule(
                "tf",
                rule -> rule.scheduleExpression("cron(0 12 ? * * *)")
                        .scheduleExpressionTimezone("Etc/UTC")
                        .startWindowMinutes(60L)
                        .completionWindowMinutes(180L)
                        .enableContinuousBackup(false)
                        .recoveryPointTags(Map.of())
                        .copyActions(List.of())
                        .indexActions(List.of())
                        .scanActions(List.of()));
        var id = create(plan("tf", sent).toBuilder()
                        .advancedBackupSettings(List.of())
                        .scanSettings(List.of())
                        .build())
                .backupPlanId();

        var rule = onlyRule(id);
        assertThat(rule.scheduleExpression()).isEqualTo("cron(0 12 ? * * *)");
        assertThat(rule.scheduleExpressionTimezone()).isEqualTo("Etc/UTC");
        assertThat(rule.startWindowMinutes()).isEqualTo(60);
        assertThat(rule.completionWindowMinutes()).isEqualTo(180);
        assertThat(rule.lifecycle()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Etc/UTC", "Etc/GMT+3", "GMT", "Europe/Berlin", "America/Argentina/Ushuaia"})
    void givesBackTheZoneAsItWasSent(String zone) {
        var id = create(plan("p", rule("r", rule -> rule.scheduleExpressionTimezone(zone))))
                .backupPlanId();

        assertThat(onlyRule(id).scheduleExpressionTimezone()).isEqualTo(zone);
    }

    @Test
    void takesMinusOneForNever() {
        var id = create(plan(
                        "p",
                        rule(
                                "r",
                                rule -> rule.lifecycle(lifecycle -> lifecycle
                                        .moveToColdStorageAfterDays(-1L)
                                        .deleteAfterDays(1L)))))
                .backupPlanId();

        assertThat(onlyRule(id).lifecycle())
                .isEqualTo(Lifecycle.builder().deleteAfterDays(1L).build());
    }

    @Test
    void givesBackCopyActionsWithTheLifecyclesThatTheyHave() {
        var other = "arn:aws:backup:us-east-1:" + account.owner().account() + ":backup-vault:far";
        var near = "arn:aws:backup:eu-central-1:" + account.owner().account() + ":backup-vault:near";
        var copies = List.of(
                CopyAction.builder().destinationBackupVaultArn(other).build(),
                CopyAction.builder()
                        .destinationBackupVaultArn(near)
                        .lifecycle(lifecycle -> lifecycle.deleteAfterDays(400L).moveToColdStorageAfterDays(300L))
                        .build());

        var id = create(plan("p", rule("r", rule -> rule.copyActions(copies)))).backupPlanId();

        assertThat(onlyRule(id).copyActions()).isEqualTo(copies);
    }

    @Test
    void givesBackAdvancedSettingsBesideThePlan() {
        var settings = List.of(
                AdvancedBackupSetting.builder()
                        .resourceType("EC2")
                        .backupOptions(Map.of("WindowsVSS", "enabled"))
                        .build(),
                AdvancedBackupSetting.builder()
                        .resourceType("S3")
                        .backupOptions(Map.of("BackupACLs", "disabled", "BackupObjectTags", "enabled"))
                        .build());
        var wanted = plan("p", rule("r")).toBuilder()
                .advancedBackupSettings(settings)
                .build();

        var made = create(wanted);

        assertThat(made.advancedBackupSettings()).isEqualTo(settings);
        var got = get(made.backupPlanId());
        assertThat(got.advancedBackupSettings()).isEqualTo(settings);
        assertThat(got.backupPlan().hasAdvancedBackupSettings()).isFalse();
        assertThat(list().getFirst().advancedBackupSettings()).isEqualTo(settings);
        assertThat(update(made.backupPlanId(), wanted).advancedBackupSettings()).isEqualTo(settings);
    }

    @Test
    void answersTheSameRequestWithTheSamePlan() {
        var first = account.backup()
                .createBackupPlan(
                        request -> request.backupPlan(plan("once", rule("r"))).creatorRequestId("mine"));
        service.clock.set(START.plusSeconds(1));
        var again = account.backup()
                .createBackupPlan(
                        request -> request.backupPlan(plan("once", rule("r"))).creatorRequestId("mine"));

        assertThat(again.equalsBySdkFields(first)).isTrue();
        assertThat(list()).hasSize(1);
    }

    @Test
    void refusesANameOrARequestIdThatIsTaken() {
        var first = account.backup()
                .createBackupPlan(
                        request -> request.backupPlan(plan("once", rule("r"))).creatorRequestId("mine"));

        var sameDocument = assertRefused(
                AlreadyExistsException.class,
                "Backup plan with the same plan document already exists",
                () -> create(plan("once", rule("r"))));
        var sameName = assertRefused(
                AlreadyExistsException.class,
                "Backup plan with the same name or creator request ID already exists",
                () -> create(plan("once", rule("other"))));
        var sameToken = assertRefused(
                AlreadyExistsException.class,
                "Backup plan with the same name or creator request ID already exists",
                () -> account.backup()
                        .createBackupPlan(request ->
                                request.backupPlan(plan("twice", rule("r"))).creatorRequestId("mine")));

        for (var refused : List.of(sameDocument, sameName, sameToken)) {
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.arn()).isEqualTo(first.backupPlanArn());
            assertThat(refused.creatorRequestId()).isEqualTo("mine");
        }
        assertThat(list()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "123456789012345678901234567890123456789012345678901"})
    void refusesRequestIdsThatAreNone(String id) {
        assertRefused(
                InvalidParameterValueException.class,
                "CreatorRequestId must match ^[a-zA-Z0-9\\-_.]{1,50}$, was '" + id + "'",
                () -> account.backup()
                        .createBackupPlan(request ->
                                request.backupPlan(plan("p", rule("r"))).creatorRequestId(id)));
    }

    @Test
    void updatesAPlanToANewVersionAndKeepsTheOldOne() {
        var made = create(plan("before", rule("kept"), rule("dropped")));
        var id = made.backupPlanId();
        var before = get(id).backupPlan().rules();
        service.clock.set(START.plus(Duration.ofDays(1)));

        var updated = update(id, plan("after", rule("new"), rule("kept", rule -> rule.startWindowMinutes(99L))));

        assertThat(updated.backupPlanId()).isEqualTo(id);
        assertThat(updated.backupPlanArn()).isEqualTo(made.backupPlanArn());
        assertThat(updated.creationDate()).isEqualTo(START);
        assertThat(updated.versionId()).isNotEqualTo(made.versionId());
        assertThat(updated.hasAdvancedBackupSettings()).isFalse();
        var got = get(id);
        assertThat(got.versionId()).isEqualTo(updated.versionId());
        assertThat(got.backupPlan().backupPlanName()).isEqualTo("after");
        assertThat(got.backupPlan().rules()).extracting(BackupRule::ruleName).containsExactly("new", "kept");
        assertThat(got.backupPlan().rules().get(1).ruleId())
                .isEqualTo(before.getFirst().ruleId());
        assertThat(got.backupPlan().rules().get(1).startWindowMinutes()).isEqualTo(99);
        var old = account.backup()
                .getBackupPlan(request -> request.backupPlanId(id).versionId(made.versionId()));
        assertThat(old.versionId()).isEqualTo(made.versionId());
        assertThat(old.backupPlan().backupPlanName()).isEqualTo("before");
        assertThat(old.backupPlan().rules()).isEqualTo(before);
    }

    @Test
    void listsTheVersionsOfAPlanTheLatestFirst() {
        var id = create("v0");
        for (var i = 1; i < 5; i++) {
            service.clock.set(START.plusSeconds(i));
            update(id, plan("v" + i, rule("daily")));
        }

        var names = new ArrayList<String>();
        var sizes = new ArrayList<Integer>();
        var dates = new ArrayList<Instant>();
        for (var page : account.backup()
                .listBackupPlanVersionsPaginator(
                        request -> request.backupPlanId(id).maxResults(2))) {
            sizes.add(page.backupPlanVersionsList().size());
            for (var version : page.backupPlanVersionsList()) {
                names.add(version.backupPlanName());
                dates.add(version.creationDate());
                assertThat(version.backupPlanId()).isEqualTo(id);
                assertThat(account.backup()
                                .getBackupPlan(
                                        request -> request.backupPlanId(id).versionId(version.versionId()))
                                .backupPlan()
                                .backupPlanName())
                        .isEqualTo(version.backupPlanName());
            }
        }

        assertThat(sizes).containsExactly(2, 2, 1);
        assertThat(names).containsExactly("v4", "v3", "v2", "v1", "v0");
        assertThat(dates)
                .containsExactly(
                        START.plusSeconds(4), START.plusSeconds(3), START.plusSeconds(2), START.plusSeconds(1), START);
    }

    @ParameterizedTest
    @CsvSource({"''", "unknown", "' '", "OGRkZDBlNzgtNmMzNi00Mjc1LTlkZTUtMmJhNDA3NmQ2OTUy", "ünïcode"})
    void knowsNoVersionThatThePlanDoesNotHave(String version) {
        var id = create("p");
        var other = create("q");

        assertRefused(
                ResourceNotFoundException.class,
                "Backup plan version '" + version + "' does not exist.",
                () -> account.backup()
                        .getBackupPlan(request -> request.backupPlanId(id).versionId(version)));
        assertRefused(
                ResourceNotFoundException.class,
                () -> account.backup()
                        .getBackupPlan(request ->
                                request.backupPlanId(id).versionId(get(other).versionId())));
    }

    @Test
    void showsTheRunsThatAreToCome() {
        var id = create(plan("p", rule("daily"), rule("hourly", rule -> rule.scheduleExpression("cron(30 * ? * * *)"))))
                .backupPlanId();
        service.clock.set(Instant.parse("2027-03-01T03:45:00Z"));

        var got = account.backup()
                .getBackupPlan(request -> request.backupPlanId(id).maxScheduledRunsPreview(4));

        var rules = got.backupPlan().rules();
        assertThat(got.scheduledRunsPreview())
                .extracting(run -> run.executionTime() + " " + run.ruleId() + " " + run.ruleExecutionType())
                .containsExactly(
                        "2027-03-01T04:30:00Z " + rules.get(1).ruleId() + " " + RuleExecutionType.SNAPSHOTS,
                        "2027-03-01T05:00:00Z " + rules.get(0).ruleId() + " " + RuleExecutionType.SNAPSHOTS,
                        "2027-03-01T05:30:00Z " + rules.get(1).ruleId() + " " + RuleExecutionType.SNAPSHOTS,
                        "2027-03-01T06:30:00Z " + rules.get(1).ruleId() + " " + RuleExecutionType.SNAPSHOTS);
    }

    @Test
    void showsAsManyRunsAsAreAskedFor() {
        var id = create("p");

        for (var most : List.of(1, 10)) {
            assertThat(account.backup()
                            .getBackupPlan(request -> request.backupPlanId(id).maxScheduledRunsPreview(most))
                            .scheduledRunsPreview())
                    .hasSize(most);
        }
        assertThat(account.backup()
                        .getBackupPlan(request -> request.backupPlanId(id).maxScheduledRunsPreview(0))
                        .hasScheduledRunsPreview())
                .isFalse();
        for (var wrong : List.of(-1, 11, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
            assertRefused(
                    InvalidParameterValueException.class,
                    "MaxScheduledRunsPreview must be 0 to 10, was " + wrong,
                    () -> account.backup()
                            .getBackupPlan(request -> request.backupPlanId(id).maxScheduledRunsPreview(wrong)));
        }
    }

    @Test
    void showsNoRunsOfAPlanThatHasNoneAnyMore() {
        var id = create(plan("p", rule("past", rule -> rule.scheduleExpression("cron(0 5 ? * * 2020)"))))
                .backupPlanId();

        var got = account.backup()
                .getBackupPlan(request -> request.backupPlanId(id).maxScheduledRunsPreview(3));

        assertThat(got.hasScheduledRunsPreview()).isTrue();
        assertThat(got.scheduledRunsPreview()).isEmpty();
    }

    @Test
    void deletesAPlanWhoseVersionsStayReadable() {
        var made = create(plan("p", rule("r")));
        var id = made.backupPlanId();
        tag(made.backupPlanArn());
        service.clock.set(START.plusSeconds(7));

        var deleted = account.backup().deleteBackupPlan(request -> request.backupPlanId(id));

        assertThat(deleted.sdkHttpResponse().statusCode()).isEqualTo(200);
        assertThat(deleted.backupPlanId()).isEqualTo(id);
        assertThat(deleted.backupPlanArn()).isEqualTo(made.backupPlanArn());
        assertThat(deleted.deletionDate()).isEqualTo(START.plusSeconds(7));
        assertThat(deleted.versionId()).isEqualTo(made.versionId());
        assertMissing(id);
        var version = account.backup()
                .getBackupPlan(request ->
                        request.backupPlanId(id).versionId(made.versionId()).maxScheduledRunsPreview(5));
        assertThat(version.deletionDate()).isEqualTo(START.plusSeconds(7));
        assertThat(version.backupPlan().backupPlanName()).isEqualTo("p");
        assertThat(version.scheduledRunsPreview()).isEmpty();
        assertThat(account.backup()
                        .listBackupPlanVersions(request -> request.backupPlanId(id))
                        .backupPlanVersionsList())
                .singleElement()
                .extracting(BackupPlansListMember::deletionDate)
                .isEqualTo(START.plusSeconds(7));
        assertRefused(
                ResourceNotFoundException.class,
                () -> account.backup().listTags(request -> request.resourceArn(made.backupPlanArn())));
        assertThat(create("p")).as("the name is free again").isNotEqualTo(id);
    }

    private void assertMissing(String id) {
        var sentence = "Cannot find Backup plan with ID " + id;
        assertThat(assertRefused(ResourceNotFoundException.class, sentence, () -> get(id))
                        .statusCode())
                .isEqualTo(400);
        assertRefused(ResourceNotFoundException.class, sentence, () -> update(id, plan("other", rule("r"))));
        assertRefused(
                ResourceNotFoundException.class,
                sentence,
                () -> account.backup().deleteBackupPlan(request -> request.backupPlanId(id)));
        assertRefused(
                ResourceNotFoundException.class,
                sentence,
                () -> account.backup().exportBackupPlanTemplate(request -> request.backupPlanId(id)));
    }

    @Test
    void knowsNoPlanThatIsNotThere() {
        for (var id : List.of(UUID.randomUUID().toString(), "nothing", AUTOMATIC)) {
            assertMissing(id);
            assertRefused(
                    ResourceNotFoundException.class,
                    "Cannot find Backup plan with ID " + id,
                    () -> account.backup().listBackupPlanVersions(request -> request.backupPlanId(id)));
        }
        for (var id : List.of("with space", "a:b", "ä", "../../etc/passwd", "x".repeat(65))) {
            assertRefused(
                    InvalidParameterValueException.class,
                    "BackupPlanId must match ^[a-zA-Z0-9\\-_/]{1,64}$, was '" + id + "'",
                    () -> get(id));
        }
    }

    @Test
    void listsPlansAndTheDeletedOnesIfTheyAreAskedFor() {
        var kept = create("kept");
        var gone = create("gone");
        service.clock.set(START.plusSeconds(1));
        account.backup().deleteBackupPlan(request -> request.backupPlanId(gone));

        assertThat(list()).extracting(BackupPlansListMember::backupPlanId).containsExactly(kept);
        assertThat(account.backup()
                        .listBackupPlans(request -> request.includeDeleted(false))
                        .backupPlansList())
                .hasSize(1);
        assertThat(account.backup()
                        .listBackupPlans(request -> request.includeDeleted(true))
                        .backupPlansList())
                .extracting(BackupPlansListMember::backupPlanId, BackupPlansListMember::deletionDate)
                .containsExactlyInAnyOrder(tuple(kept, null), tuple(gone, START.plusSeconds(1)));
    }

    @Test
    void listsWhatIsToBeSaidOfAPlan() {
        var made = account.backup()
                .createBackupPlan(
                        request -> request.backupPlan(plan("p", rule("r"))).creatorRequestId("mine"));
        var ran = aBackupPlan()
                .owner(account.owner())
                .name("ran")
                .lastExecutionDate(START.plusSeconds(5))
                .build();
        service.catalog.plans().add(ran);

        var listed = list().stream()
                .filter(plan -> plan.backupPlanName().equals("p"))
                .findFirst()
                .orElseThrow();
        assertThat(listed.backupPlanId()).isEqualTo(made.backupPlanId());
        assertThat(listed.backupPlanArn()).isEqualTo(made.backupPlanArn());
        assertThat(listed.versionId()).isEqualTo(made.versionId());
        assertThat(listed.creatorRequestId()).isEqualTo("mine");
        assertThat(listed.creationDate()).isEqualTo(START);
        assertThat(listed.deletionDate()).isNull();
        assertThat(listed.lastExecutionDate()).isNull();
        assertThat(list())
                .filteredOn(plan -> plan.backupPlanName().equals("ran"))
                .singleElement()
                .extracting(BackupPlansListMember::lastExecutionDate)
                .isEqualTo(START.plusSeconds(5));
        assertThat(get(ran.id().value()).lastExecutionDate()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void listsInPagesToTheLastOne() {
        var ids = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            ids.add(create("plan-" + i));
        }

        var listed = new ArrayList<String>();
        var sizes = new ArrayList<Integer>();
        for (var page : account.backup().listBackupPlansPaginator(request -> request.maxResults(2))) {
            sizes.add(page.backupPlansList().size());
            page.backupPlansList().forEach(plan -> listed.add(plan.backupPlanId()));
        }

        assertThat(sizes).containsExactly(2, 2, 1);
        assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
        var token = account.backup()
                .listBackupPlans(request -> request.maxResults(2))
                .nextToken();
        assertRefused(
                InvalidParameterValueException.class,
                "NextToken must be a token of this list and these filters, was '" + token + "'",
                () -> account.backup()
                        .listBackupPlans(request -> request.nextToken(token).includeDeleted(true)));
        assertRefused(
                InvalidParameterValueException.class,
                () -> account.backup()
                        .listBackupPlanVersions(
                                request -> request.backupPlanId(ids.getFirst()).nextToken(token)));
        for (var max : List.of(0, 1001)) {
            assertRefused(
                    InvalidParameterValueException.class,
                    "MaxResults must be 1 to 1000, was " + max,
                    () -> account.backup().listBackupPlans(request -> request.maxResults(max)));
        }
    }

    @Test
    void findsThePlanOfTheServiceByItsIdWithSlashesAndKeepsIt() {
        service.catalog
                .plans()
                .add(aBackupPlan()
                        .owner(account.owner())
                        .id(AUTOMATIC)
                        .name("aws/efs/automatic-backup-plan")
                        .build());

        var got = get(AUTOMATIC);

        assertThat(got.backupPlanId()).isEqualTo(AUTOMATIC);
        assertThat(got.backupPlanArn()).endsWith(":backup-plan:" + AUTOMATIC);
        assertThat(got.backupPlan().backupPlanName()).isEqualTo("aws/efs/automatic-backup-plan");
        assertThat(account.backup()
                        .listBackupPlanVersions(request -> request.backupPlanId(AUTOMATIC))
                        .backupPlanVersionsList())
                .hasSize(1);
        assertForbidden(() -> account.backup().deleteBackupPlan(request -> request.backupPlanId(AUTOMATIC)));
        assertForbidden(() -> update(AUTOMATIC, plan("renamed", rule("r"))));
        update(AUTOMATIC, plan("aws/efs/automatic-backup-plan", rule("r")));
        assertThat(onlyRule(AUTOMATIC).ruleName()).isEqualTo("r");
    }

    private static void assertForbidden(ThrowingCallable call) {
        var refused = assertRefused(BackupException.class, call);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
        assertThat(refused.awsErrorDetails().errorMessage())
                .startsWith(
                        "Insufficient privileges to perform this action. Backup plan aws/efs/automatic-backup-plan");
    }

    @Test
    void knowsNoPlanOfAnotherAccountOrRegion() {
        var made = create(plan("mine", rule("r")));
        var id = made.backupPlanId();
        var elsewhere = service.account(account.owner().account().value(), "us-east-1");

        for (var stranger : List.of(service.newAccount(), elsewhere)) {
            var client = stranger.backup();
            assertThat(client.listBackupPlans(request -> request.includeDeleted(true))
                            .backupPlansList())
                    .isEmpty();
            assertRefused(
                    ResourceNotFoundException.class,
                    "Cannot find Backup plan with ID " + id,
                    () -> client.getBackupPlan(request -> request.backupPlanId(id)));
            assertRefused(
                    ResourceNotFoundException.class,
                    () -> client.getBackupPlan(
                            request -> request.backupPlanId(id).versionId(made.versionId())));
            assertRefused(
                    ResourceNotFoundException.class,
                    () -> client.listBackupPlanVersions(request -> request.backupPlanId(id)));
            assertRefused(
                    ResourceNotFoundException.class,
                    () -> client.updateBackupPlan(
                            request -> request.backupPlanId(id).backupPlan(plan("theirs", rule("r")))));
            assertRefused(
                    ResourceNotFoundException.class,
                    () -> client.deleteBackupPlan(request -> request.backupPlanId(id)));
            assertRefused(
                    ResourceNotFoundException.class,
                    () -> client.listTags(request -> request.resourceArn(made.backupPlanArn())));
            assertThat(client.createBackupPlan(request -> request.backupPlan(plan("mine", rule("r"))))
                            .backupPlanId())
                    .isNotEqualTo(id);
        }
        assertThat(list()).hasSize(1);
    }

    @Test
    void bearsTags() {
        var arn = create(plan("p", rule("r"))).backupPlanArn();
        tag(arn);

        account.backup().untagResource(request -> request.resourceArn(arn).tagKeyList("b"));

        assertThat(account.backup()
                        .listTags(request -> request.resourceArn(arn))
                        .tags())
                .isEqualTo(Map.of("a", "1"));
        assertRefused(
                ResourceNotFoundException.class,
                () -> account.backup().listTags(request -> request.resourceArn(arn + "0")));
    }

    private void tag(String arn) {
        account.backup().tagResource(request -> request.resourceArn(arn).tags(Map.of("a", "1", "b", "2")));
    }

    private UpdateBackupPlanResponse update(String id, BackupPlanInput plan) {
        return account.backup()
                .updateBackupPlan(request -> request.backupPlanId(id).backupPlan(plan));
    }

    private List<BackupPlansListMember> list() {
        return account.backup().listBackupPlans(request -> {}).backupPlansList();
    }
}
