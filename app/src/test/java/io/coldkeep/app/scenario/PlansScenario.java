package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.persistence.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.BackupRuleInput;
import software.amazon.awssdk.services.backup.model.Condition;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.efs.model.Status;
import software.amazon.awssdk.services.efs.model.Tag;

/** Plans at work while time passes: nobody starts a backup here. */
abstract class PlansScenario {

    private static final String AUTOMATIC_VAULT = "aws/efs/automatic-backup-vault";
    private static final String ROLE = "arn:aws:iam::" + ServiceClients.ACCOUNT + ":role/backup";
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir
    Path directory;

    private TestDatabase catalog;
    private RunningService service;
    private Instant planned = Instant.EPOCH;

    abstract TestDatabase freshDatabase();

    @BeforeEach
    void start() {
        catalog = freshDatabase();
        service = RunningService.start(directory.resolve("data"), directory.resolve("srv"), catalog);
        advanceToNoonOf(dayAfter(service.now())); // far from every run, whatever the test's own time
    }

    @AfterEach
    void stop() {
        service.close();
        catalog.close();
    }

    @Test
    void automaticBackupsComeDailyAgeOutAndStopWhenTurnedOff() throws IOException {
        var fileSystem = fileSystem("photos", Map.of());
        service.efs()
                .putBackupPolicy(request ->
                        request.fileSystemId(fileSystem).backupPolicy(policy -> policy.status(Status.ENABLED)));
        service.settle();
        var firstDay = dayAfter(service.now());

        write("photos", "day 0");
        advanceToNoonOf(firstDay.plusDays(4));
        write("photos", "day 5");
        advanceToNoonOf(firstDay.plusDays(9));

        var ten = points(AUTOMATIC_VAULT);
        assertThat(ten)
                .extracting(RecoveryPointByBackupVault::creationDate)
                .containsExactlyElementsOf(fiveOClocks(firstDay, 10));
        assertThat(ten).allSatisfy(point -> {
            assertThat(point.lifecycle().deleteAfterDays()).isEqualTo(35);
            assertThat(point.lifecycle().moveToColdStorageAfterDays()).isNull();
            assertThat(point.calculatedLifecycle().deleteAt())
                    .isEqualTo(point.creationDate().plus(Duration.ofDays(35)));
            assertThat(point.createdBy().backupPlanId()).isEqualTo("aws/efs/73d922fb-9312-3a70-99c3-e69367f9fdad");
            assertThat(point.createdBy().backupRuleName()).isEqualTo("aws/efs/automatic-backup-rule");
        });
        assertThat(jobs()).hasSize(10).allMatch(job -> job.state() == BackupJobState.COMPLETED);

        liftDenials();
        assertThat(restored(ten.get(4), "fifth")).isEqualTo("day 0");
        assertThat(restored(ten.get(5), "sixth")).isEqualTo("day 5");

        advanceToNoonOf(firstDay.plusDays(69));
        assertThat(points(AUTOMATIC_VAULT))
                .extracting(RecoveryPointByBackupVault::creationDate)
                .containsExactlyElementsOf(fiveOClocks(firstDay.plusDays(35), 35));
        assertThat(contents()).isEqualTo(35);

        service.efs()
                .putBackupPolicy(request ->
                        request.fileSystemId(fileSystem).backupPolicy(policy -> policy.status(Status.DISABLED)));
        service.settle();
        advanceToNoonOf(firstDay.plusDays(69 + 20));
        assertThat(points(AUTOMATIC_VAULT)).hasSize(15);
        advanceToNoonOf(firstDay.plusDays(69 + 35));
        assertThat(points(AUTOMATIC_VAULT)).isEmpty();
        assertThat(contents()).isZero();
        assertThat(StoredFiles.packs(directory.resolve("data/content"))).isEmpty();
        assertThat(jobs()).hasSize(70);
    }

    private static List<Instant> fiveOClocks(LocalDate first, int days) {
        return IntStream.range(0, days)
                .mapToObj(day -> first.plusDays(day).atTime(5, 0).toInstant(ZoneOffset.UTC))
                .toList();
    }

    private void liftDenials() {
        var point = points(AUTOMATIC_VAULT).getFirst().recoveryPointArn();
        assertThatThrownBy(() -> service.backup()
                        .updateRecoveryPointLifecycle(request -> request.backupVaultName(AUTOMATIC_VAULT)
                                .recoveryPointArn(point)
                                .lifecycle(lifecycle -> lifecycle.deleteAfterDays(35L))))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("not authorized to perform: backup:UpdateRecoveryPointLifecycle")
                .hasMessageContaining("PutBackupVaultAccessPolicy");
        service.backup()
                .putBackupVaultAccessPolicy(
                        request -> request.backupVaultName(AUTOMATIC_VAULT).policy("""
                                {"Version": "2012-10-17",
                                 "Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"},
                                                "Action": "backup:DeleteRecoveryPoint", "Resource": "*"}]}"""));
    }

    @Test
    void aPlanInATimeZoneLosesAndDoublesNoRunWhenClocksChange() throws IOException {
        var fileSystem = fileSystem("diary", Map.of());
        write("diary", "x");
        plan(
                "nightly",
                rule -> rule.scheduleExpression("cron(30 2 * * ? *)")
                        .scheduleExpressionTimezone(BERLIN.getId())
                        .lifecycle(lifecycle -> lifecycle.deleteAfterDays(3L)),
                arnOf(fileSystem));
        var first = dayAfter(service.now());

        var last = LocalDate.ofInstant(secondChangeAfter(service.now()), BERLIN).plusDays(2);
        advanceToNoonOf(last);

        var expected = first.datesUntil(last.plusDays(1))
                .map(day -> ZonedDateTime.of(day, LocalTime.of(2, 30), BERLIN).toInstant())
                .filter(at -> at.isAfter(planned))
                .toList();
        assertThat(jobs().stream().map(BackupJob::creationDate).sorted()).containsExactlyElementsOf(expected);
        assertThat(jobs()).allMatch(job -> job.state() == BackupJobState.COMPLETED);
        assertThat(points("Default")).hasSize(3);
    }

    private static Instant secondChangeAfter(Instant now) {
        var rules = BERLIN.getRules();
        return rules.nextTransition(rules.nextTransition(now).getInstant()).getInstant();
    }

    @Test
    void aSelectionByTagFollowsTheTags() throws IOException {
        var always = arnOf(fileSystem("always", Map.of("backup", "daily")));
        var later = arnOf(fileSystem("later", Map.of()));
        write("always", "a");
        write("later", "b");
        var plan = plan("tagged", rule -> rule.scheduleExpression("cron(0 5 ? * * *)"));
        service.backup()
                .createBackupSelection(request -> request.backupPlanId(plan)
                        .backupSelection(selection -> selection
                                .selectionName("by-tag")
                                .iamRoleArn(ROLE)
                                .listOfTags(Condition.builder()
                                        .conditionType("STRINGEQUALS")
                                        .conditionKey("backup")
                                        .conditionValue("daily")
                                        .build())));
        var first = dayAfter(service.now());

        advanceToNoonOf(first.plusDays(1));
        service.efs().tagResource(request -> request.resourceId(idOf(later)).tags(tag("backup", "daily")));
        advanceToNoonOf(first.plusDays(2));
        service.efs().tagResource(request -> request.resourceId(idOf(later)).tags(tag("backup", "weekly")));
        service.efs().untagResource(request -> request.resourceId(idOf(always)).tagKeys("backup"));
        advanceToNoonOf(first.plusDays(4));

        assertThat(datesOf(always)).containsExactly(first, first.plusDays(1), first.plusDays(2));
        assertThat(datesOf(later)).containsExactly(first.plusDays(2));
    }

    private List<LocalDate> datesOf(String resource) {
        return points("Default").stream()
                .filter(point -> point.resourceArn().equals(resource))
                .map(point -> LocalDate.ofInstant(point.creationDate(), ZoneOffset.UTC))
                .toList();
    }

    private String plan(String name, Consumer<BackupRuleInput.Builder> rule, String... resources) {
        planned = service.now();
        var wanted = BackupRuleInput.builder().ruleName("rule").targetBackupVaultName("Default");
        rule.accept(wanted);
        var plan = service.backup()
                .createBackupPlan(request -> request.backupPlan(
                        document -> document.backupPlanName(name).rules(wanted.build())))
                .backupPlanId();
        if (resources.length > 0) {
            service.backup()
                    .createBackupSelection(request -> request.backupPlanId(plan)
                            .backupSelection(selection -> selection
                                    .selectionName("by-arn")
                                    .iamRoleArn(ROLE)
                                    .resources(resources)));
        }
        return plan;
    }

    private String fileSystem(String name, Map<String, String> tags) throws IOException {
        Files.createDirectories(directory.resolve("srv").resolve(name));
        var all = Stream.concat(
                        Stream.of(tag(
                                "coldkeep:source-path",
                                directory.resolve("srv").resolve(name).toString())),
                        tags.entrySet().stream().map(tag -> tag(tag.getKey(), tag.getValue())))
                .toList();
        return service.efs()
                .createFileSystem(request -> request.creationToken(name).tags(all))
                .fileSystemId();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private String arnOf(String fileSystemId) {
        return "arn:aws:elasticfilesystem:%s:%s:file-system/%s"
                .formatted(ServiceClients.REGION.id(), ServiceClients.ACCOUNT, fileSystemId);
    }

    private static String idOf(String arn) {
        return arn.substring(arn.indexOf('/') + 1);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve("srv").resolve(name).resolve("note.txt"), text);
    }

    private static LocalDate dayAfter(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
    }

    private void advanceToNoonOf(LocalDate day) {
        service.advanceTo(day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC));
    }

    /** The earliest first. */
    private List<RecoveryPointByBackupVault> points(String vault) {
        return service
                .backup()
                .listRecoveryPointsByBackupVaultPaginator(request -> request.backupVaultName(vault))
                .recoveryPoints()
                .stream()
                .toList()
                .reversed();
    }

    private List<BackupJob> jobs() {
        return service.backup().listBackupJobsPaginator(request -> {}).backupJobs().stream()
                .toList();
    }

    private String restored(RecoveryPointByBackupVault point, String token) throws IOException {
        var job = service.backup()
                .startRestoreJob(request -> request.recoveryPointArn(point.recoveryPointArn())
                        .metadata(Map.of("newFileSystem", "true", "CreationToken", token)))
                .restoreJobId();
        service.settle();
        var arn = service.backup()
                .describeRestoreJob(request -> request.restoreJobId(job))
                .createdResourceArn();
        var fileSystem = directory.resolve("data/file-systems").resolve(idOf(arn));
        return Files.readString(Trees.onlyRestored(fileSystem).resolve("note.txt"));
    }

    private long contents() throws IOException {
        return StoredFiles.contents(directory.resolve("data/content")).size();
    }
}
