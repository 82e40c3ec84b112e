package io.coldkeep.api.job;

import static io.coldkeep.domain.fixtures.Fixtures.aBackupJob;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.InMemoryService;
import io.coldkeep.api.ServiceTest;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.fixtures.BackupJobBuilder;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.work.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.LimitExceededException;
import software.amazon.awssdk.services.backup.model.ListBackupJobsRequest;
import software.amazon.awssdk.services.backup.model.MissingParameterValueException;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.backup.model.StartBackupJobRequest;
import software.amazon.awssdk.services.backup.model.StartBackupJobResponse;

class BackupJobWireTest extends ServiceTest {

    private static final Instant START = InMemoryService.START;

    private Vault vault;
    private FileSystem fileSystem;

    @BeforeEach
    void makeVaultAndFileSystem() {
        vault = aVault().owner(account.owner()).name("nightly").build();
        service.catalog.vaults().add(vault);
        fileSystem = Fixtures.aFileSystem().owner(account.owner()).build();
        service.catalog.fileSystems().add(fileSystem);
    }

    @Test
    void startsAJobThatWaitsForItsTurn() {
        var started = start(request -> request.lifecycle(
                        lifecycle -> lifecycle.moveToColdStorageAfterDays(30L).deleteAfterDays(120L))
                .startWindowMinutes(60L)
                .backupOptions(Map.of("WindowsVSS", "disabled")));

        assertThat(started.creationDate()).isEqualTo(START);
        assertThat(started.isParent()).isFalse();
        assertThat(started.recoveryPointArn())
                .startsWith("arn:aws:backup:eu-central-1:" + account.owner().account() + ":recovery-point:");
        var described = describe(started.backupJobId());
        assertThat(described.accountId()).isEqualTo(account.owner().account().value());
        assertThat(described.backupJobId()).isEqualTo(started.backupJobId());
        assertThat(described.backupVaultName()).isEqualTo("nightly");
        assertThat(described.backupVaultArn()).isEqualTo(vault.arn().toString());
        assertThat(described.vaultType()).isEqualTo("BACKUP_VAULT");
        assertThat(described.recoveryPointArn()).isEqualTo(started.recoveryPointArn());
        assertThat(described.recoveryPointLifecycle().moveToColdStorageAfterDays())
                .isEqualTo(30);
        assertThat(described.recoveryPointLifecycle().deleteAfterDays()).isEqualTo(120);
        assertThat(described.resourceArn()).isEqualTo(fileSystem.arn().toString());
        assertThat(described.resourceType()).isEqualTo("EFS");
        assertThat(described.iamRoleArn()).isEqualTo(Fixtures.ROLE);
        assertThat(described.state()).isEqualTo(BackupJobState.CREATED);
        assertThat(described.percentDone()).isEqualTo("0.0");
        assertThat(described.bytesTransferred()).isZero();
        assertThat(described.backupSizeInBytes()).isNull();
        assertThat(described.initiationDate()).isEqualTo(START);
        assertThat(described.creationDate()).isEqualTo(START);
        assertThat(described.startBy()).isEqualTo(START.plus(Duration.ofMinutes(60)));
        assertThat(described.completionDate()).isNull();
        assertThat(described.expectedCompletionDate()).isNull();
        assertThat(described.backupOptions()).isEqualTo(Map.of("WindowsVSS", "disabled"));
        assertThat(described.isEncrypted()).isTrue();
        assertThat(described.isParent()).isFalse();
        assertThat(described.messageCategory()).isNull();
        assertThat(described.createdBy()).isNull();
        assertThat(service.queue.waiting())
                .contains(new Work.Backup(account.owner(), UUID.fromString(started.backupJobId())));
    }

    @Test
    void keepsForEverAndStartsWithinEightHoursWhenNothingElseIsSaid() {
        var described = describe(start(request -> {}).backupJobId());

        assertThat(described.recoveryPointLifecycle().deleteAfterDays()).isNull();
        assertThat(described.recoveryPointLifecycle().moveToColdStorageAfterDays())
                .isNull();
        assertThat(described.startBy()).isEqualTo(START.plus(Duration.ofHours(8)));
    }

    @Test
    void answersTheSameTokenWithTheSameJob() {
        var first = start(request -> request.idempotencyToken("t".repeat(256)));
        service.clock.advance(Duration.ofSeconds(5));
        var again = start(request -> request.idempotencyToken("t".repeat(256)));

        assertThat(again.equalsBySdkFields(first)).isTrue();
        assertThat(list(request -> {})).hasSize(1);
        assertBad(
                "IdempotencyToken must be 1 to 256 characters long, was 257",
                request -> request.idempotencyToken("t".repeat(257)));
        assertBad("IdempotencyToken must be 1 to 256 characters long, was 0", request -> request.idempotencyToken(""));
    }

    @Test
    void namesWhatIsMissing() {
        assertRefused(
                ResourceNotFoundException.class,
                "Backup vault 'daily' does not exist.",
                () -> start(request -> request.backupVaultName("daily")));
        var gone = Fixtures.aFileSystemArn().resource().replace("file-system/", "");
        var arn =
                account.owner().arn("elasticfilesystem", "file-system/" + gone).toString();
        assertRefused(
                ResourceNotFoundException.class,
                "File system '" + gone + "' does not exist.",
                () -> start(request -> request.resourceArn(arn)));
        assertRefused(
                ResourceNotFoundException.class,
                () -> start(
                        request -> request.resourceArn(Fixtures.aFileSystemArn().toString())));
        assertRefused(
                MissingParameterValueException.class,
                "Missing required parameter: IamRoleArn",
                () -> start(request -> request.iamRoleArn(null)));
        assertRefused(
                MissingParameterValueException.class,
                "Missing required parameter: BackupVaultName",
                () -> start(request -> request.backupVaultName(null)));
        assertRefused(
                MissingParameterValueException.class,
                "Missing required parameter: ResourceArn",
                () -> start(request -> request.resourceArn(null)));
        assertThat(list(request -> {})).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"role", "arn:aws:iam::123456789012:user/me", "arn:aws:iam::12:role/x", ""})
    void wantsTheArnOfARole(String role) {
        var refused =
                assertRefused(InvalidParameterValueException.class, () -> start(request -> request.iamRoleArn(role)));
        assertThat(refused.awsErrorDetails().errorMessage()).startsWith("IamRoleArn must match");
    }

    @Test
    void backsUpFileSystemsOnly() {
        var table = "arn:aws:dynamodb:eu-central-1:123456789012:table/mine";
        assertBad("Unsupported resource type: " + table, request -> request.resourceArn(table));
        assertBad(
                "ResourceArn must match arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, was 'fs-01234567'",
                request -> request.resourceArn("fs-01234567"));
    }

    @ParameterizedTest
    @CsvSource({
        "59,,'StartWindowMinutes must be 60 to 52560000, was 59'",
        "52560001,,'StartWindowMinutes must be 60 to 52560000, was 52560001'",
        ",0,'CompleteWindowMinutes must be 1 to 52560000, was 0'",
        ",52560001,'CompleteWindowMinutes must be 1 to 52560000, was 52560001'"
    })
    void refusesWindowsThatAreTooShortOrTooLong(Long start, Long complete, String message) {
        assertBad(message, request -> request.startWindowMinutes(start).completeWindowMinutes(complete));
    }

    @ParameterizedTest
    @CsvSource({"60,61,60", "60,60,60", "60,1,1", "52560000,52560000,52560000"})
    void takesTheShortestAndTheLongestWindowsAndStartsByTheEndOfBoth(Long start, Long complete, long startBy) {
        var started = start(request -> request.startWindowMinutes(start).completeWindowMinutes(complete));

        assertThat(describe(started.backupJobId()).startBy()).isEqualTo(START.plus(Duration.ofMinutes(startBy)));
    }

    @Test
    void refusesLifecyclesThatAreWrong() {
        assertBad(
                "Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than 36500 days (was 0)",
                request -> request.lifecycle(lifecycle -> lifecycle.deleteAfterDays(0L)));
        assertBad(
                "Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays"
                        + " (DeleteAfterDays was 119, MoveToColdStorageAfterDays 30)",
                request -> request.lifecycle(
                        lifecycle -> lifecycle.moveToColdStorageAfterDays(30L).deleteAfterDays(119L)));
        assertBad(
                "Lifecycle.DeleteAfterEvent must not be given: it is a member of answers only",
                request -> request.lifecycle(lifecycle -> lifecycle.deleteAfterEvent("DELETE_AFTER_COPY")));
    }

    @Test
    void refusesTagsAndOptionsThatAreNone() {
        assertBad(
                "RecoveryPointTags keys must not begin with 'aws:', was 'aws:x'",
                request -> request.recoveryPointTags(Map.of("aws:x", "")));
        assertBad(
                "BackupOptions must match ^[a-zA-Z0-9\\-_.]{1,50}$, was 'a b'",
                request -> request.backupOptions(Map.of("a b", "x")));
        assertBad(
                "BackupOptions.WindowsVSS must match ^[a-zA-Z0-9\\-_.]{1,50}$, was ''",
                request -> request.backupOptions(Map.of("WindowsVSS", "")));
        var tooMany = new HashMap<String, String>();
        for (var i = 0; i < 51; i++) {
            tooMany.put("key" + i, "");
        }
        assertRefused(LimitExceededException.class, () -> start(request -> request.recoveryPointTags(tooMany)));
    }

    @Test
    void saysWhatItDoesNotDo() {
        assertRefused(
                InvalidRequestException.class,
                "LogicallyAirGappedBackupVaultArn is not supported: there are no such vaults here",
                () -> start(request -> request.logicallyAirGappedBackupVaultArn("arn:aws:backup:a:1:backup-vault:x")));
        assertRefused(
                InvalidRequestException.class,
                "Index ENABLED is not supported: recovery points of file systems have no index",
                () -> start(request -> request.index("ENABLED")));
        assertBad("Index must be one of DISABLED, ENABLED, was 'yes'", request -> request.index("yes"));
        assertThat(start(request -> request.index("DISABLED")).backupJobId()).isNotBlank();
    }

    @Test
    void showsHowFarARunningJobIsAndWhenItMayEnd() {
        service.clock.advance(Duration.ofSeconds(90));
        var job = stored(aJob().state(JobState.RUNNING)
                .startedAt(START.plusSeconds(30))
                .expectedBytes(8_000)
                .bytesTransferred(2_000));

        var described = describe(job.id().toString());

        assertThat(described.state()).isEqualTo(BackupJobState.RUNNING);
        assertThat(described.percentDone()).isEqualTo("25.0");
        assertThat(described.bytesTransferred()).isEqualTo(2_000);
        assertThat(described.backupSizeInBytes()).isNull();
        assertThat(described.expectedCompletionDate()).isEqualTo(START.plusSeconds(30 + 240));
    }

    @Test
    void doesNotGuessWhenNothingIsDoneYet() {
        var job = stored(aJob().state(JobState.RUNNING).startedAt(START).expectedBytes(8_000));

        assertThat(describe(job.id().toString()).expectedCompletionDate()).isNull();
    }

    @Test
    void showsTheEndOfAJob() {
        var complete = stored(aJob().state(JobState.COMPLETED)
                .resourceName("home")
                .startedAt(START)
                .completionDate(START.plusSeconds(5))
                .expectedBytes(8_000)
                .bytesTransferred(9_000));
        var partly = stored(aJob().state(JobState.COMPLETED).statusMessage("Completed with issues: …"));
        var failed = stored(aJob().state(JobState.FAILED)
                .statusMessage("Backup job failed.")
                .bytesTransferred(3));

        var described = describe(complete.id().toString());
        assertThat(described.state()).isEqualTo(BackupJobState.COMPLETED);
        assertThat(described.percentDone()).isEqualTo("100.0");
        assertThat(described.backupSizeInBytes()).isEqualTo(9_000);
        assertThat(described.bytesTransferred()).isEqualTo(9_000);
        assertThat(described.completionDate()).isEqualTo(START.plusSeconds(5));
        assertThat(described.resourceName()).isEqualTo("home");
        assertThat(described.messageCategory()).isEqualTo("SUCCESS");
        assertThat(described.statusMessage()).isNull();
        assertThat(described.recoveryPointArn())
                .isEqualTo(complete.recoveryPoint().arn(account.owner()).toString());
        assertThat(described.expectedCompletionDate()).isNull();
        assertThat(describe(partly.id().toString()).messageCategory()).isNull();
        assertThat(describe(partly.id().toString()).statusMessage()).isEqualTo("Completed with issues: …");
        assertThat(describe(failed.id().toString()).state()).isEqualTo(BackupJobState.FAILED);
        assertThat(describe(failed.id().toString()).recoveryPointArn()).isNull();
        assertThat(describe(failed.id().toString()).backupSizeInBytes()).isNull();
    }

    @Test
    void listsWhatItDescribes() {
        var job = stored(aJob().state(JobState.COMPLETED).completionDate(START).bytesTransferred(7));

        var listed = list(request -> {});

        assertThat(listed).hasSize(1);
        var described = describe(job.id().toString());
        for (var field : listed.getFirst().sdkFields()) {
            assertThat(described.getValueForField(field.memberName(), Object.class))
                    .as(field.memberName())
                    .isEqualTo(listed.getFirst().getValueForField(field.memberName(), Object.class));
        }
    }

    @Test
    void stopsAJobOnceAndNotAfterItsEnd() {
        var id = stored(aJob().state(JobState.RUNNING).startedAt(START)).id().toString();

        var answer = account.backup().stopBackupJob(request -> request.backupJobId(id));

        assertThat(answer.sdkHttpResponse().statusCode()).isEqualTo(200);
        assertThat(describe(id).state()).isEqualTo(BackupJobState.ABORTING);
        account.backup().stopBackupJob(request -> request.backupJobId(id));
        var ended = stored(aJob().state(JobState.COMPLETED)).id();
        assertRefused(
                InvalidRequestException.class,
                "Backup job " + ended + " cannot be stopped: its state is COMPLETED.",
                () -> account.backup().stopBackupJob(request -> request.backupJobId(ended.toString())));
    }

    @Test
    void stopsAJobThatHasNotStartedAtOnce() {
        var id = start(request -> {}).backupJobId();

        account.backup().stopBackupJob(request -> request.backupJobId(id));

        assertThat(describe(id).state()).isEqualTo(BackupJobState.ABORTED);
        assertThat(describe(id).statusMessage()).isEqualTo("Backup job was stopped by a request.");
    }

    @Test
    void showsAJobThatDidNotStartWithinItsWindow() {
        var id = start(request -> request.startWindowMinutes(60L)).backupJobId();
        service.clock.advance(Duration.ofMinutes(60));

        service.sweep();

        var described = describe(id);
        assertThat(described.state()).isEqualTo(BackupJobState.EXPIRED);
        assertThat(described.statusMessage()).isEqualTo("Backup job expired before completion.");
        assertThat(described.completionDate()).isEqualTo(START.plus(Duration.ofMinutes(60)));
        assertThat(described.recoveryPointArn()).isNull();
        assertThat(described.messageCategory()).isNull();
        assertThat(list(request -> request.byState(BackupJobState.EXPIRED)))
                .extracting(BackupJob::backupJobId)
                .containsExactly(id);
    }

    @Test
    void namesTheRuleOfThePlanThatMadeAJob() {
        var job = stored(aJob().createdBy(Fixtures.NIGHTLY_RULE));

        var createdBy = describe(job.id().toString()).createdBy();

        assertThat(createdBy.backupPlanId()).isEqualTo("0a1b2c3d-4e5f-4789-8abc-def012345678");
        assertThat(createdBy.backupPlanArn())
                .isEqualTo("arn:aws:backup:eu-central-1:" + account.owner().account()
                        + ":backup-plan:0a1b2c3d-4e5f-4789-8abc-def012345678");
        assertThat(createdBy.backupPlanName()).isEqualTo("servers");
        assertThat(createdBy.backupPlanVersion()).isEqualTo("MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx");
        assertThat(createdBy.backupRuleId()).isEqualTo("11111111-2222-4333-8444-555555555555");
        assertThat(createdBy.backupRuleName()).isEqualTo("nightly");
        assertThat(createdBy.backupRuleCron()).isEqualTo("cron(0 1 * * ? *)");
        assertThat(createdBy.backupRuleTimezone()).isEqualTo("Europe/Berlin");
        assertThat(list(request -> {}).getFirst().createdBy()).isEqualTo(createdBy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01234567-89ab-cdef-0123-456789abcdef", "1-1-1-1-1", "x", "a/b", "..%2F.."})
    void knowsNoOtherJobs(String id) {
        var message = "Backup job '" + id + "' does not exist.";
        assertRefused(ResourceNotFoundException.class, message, () -> describe(id));
        assertRefused(
                ResourceNotFoundException.class,
                message,
                () -> account.backup().stopBackupJob(request -> request.backupJobId(id)));
    }

    @Test
    void knowsNoJobOfAnotherAccount() {
        var id = start(request -> {}).backupJobId();
        var stranger = service.newAccount();

        assertRefused(
                ResourceNotFoundException.class,
                () -> stranger.backup().describeBackupJob(request -> request.backupJobId(id)));
        assertThat(stranger.backup().listBackupJobs(request -> {}).backupJobs()).isEmpty();
    }

    @Test
    void listsLatestFirstInPagesToTheLastOne() {
        for (var i = 0; i < 5; i++) {
            stored(aJob().creationDate(START.plusSeconds(i)));
        }

        var pages = account.backup().listBackupJobsPaginator(request -> request.maxResults(2)).stream()
                .toList();

        assertThat(pages).extracting(page -> page.backupJobs().size()).containsExactly(2, 2, 1);
        assertThat(pages.stream().flatMap(page -> page.backupJobs().stream()))
                .extracting(BackupJob::creationDate)
                .containsExactly(
                        START.plusSeconds(4), START.plusSeconds(3), START.plusSeconds(2), START.plusSeconds(1), START);
        var token = pages.getFirst().nextToken();
        assertRefused(
                InvalidParameterValueException.class,
                () -> list(request -> request.nextToken(token).byState("FAILED")));
        assertRefused(
                InvalidParameterValueException.class, () -> list(request -> request.nextToken(token.substring(1))));
        for (var max : new int[] {0, 1001}) {
            assertRefused(
                    InvalidParameterValueException.class,
                    "MaxResults must be 1 to 1000, was " + max,
                    () -> list(request -> request.maxResults(max)));
        }
    }

    @Test
    void filtersByEverythingThatJobsDifferIn() {
        var other = Fixtures.aFileSystemArn();
        stored(aJob());
        stored(aJob().resource(other)
                .vault(VaultName.DEFAULT)
                .creationDate(START.plusSeconds(10))
                .completionDate(START.plusSeconds(20))
                .state(JobState.FAILED));

        assertThat(list(request -> request.byResourceArn(other.toString()))).hasSize(1);
        assertThat(list(request -> request.byBackupVaultName("Default"))).hasSize(1);
        assertThat(list(request -> request.byBackupVaultName("daily"))).isEmpty();
        assertThat(list(request -> request.byState("CREATED"))).hasSize(1);
        assertThat(list(request -> request.byCreatedAfter(START))).hasSize(1);
        assertThat(list(request -> request.byCreatedBefore(START.plusSeconds(10))))
                .hasSize(1);
        assertThat(list(request -> request.byCompleteAfter(START.plusSeconds(19))))
                .hasSize(1);
        assertThat(list(request -> request.byCompleteAfter(START.plusSeconds(20))))
                .isEmpty();
        assertThat(list(request -> request.byCompleteBefore(START.plusSeconds(20))))
                .isEmpty();
        assertThat(list(request -> request.byCompleteBefore(START.plusSeconds(21))))
                .hasSize(1);
        assertThat(list(request -> request.byResourceType("EFS"))).hasSize(2);
        assertThat(list(request -> request.byAccountId(account.owner().account().value())))
                .hasSize(2);
        assertThat(list(request -> request.byAccountId("*"))).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    void filtersByEveryState(JobState state) {
        stored(aJob().state(state));

        assertThat(list(request -> request.byState(state.name()))).hasSize(1);
        assertThat(list(request -> request.byState(state == JobState.FAILED ? "RUNNING" : "FAILED")))
                .isEmpty();
    }

    @Test
    void filtersByTheCategoryOfTheMessage() {
        var complete = stored(aJob().state(JobState.COMPLETED));
        stored(aJob().state(JobState.COMPLETED).statusMessage("Completed with issues"));
        stored(aJob().state(JobState.FAILED));

        assertThat(list(request -> request.byMessageCategory("SUCCESS")))
                .extracting(BackupJob::backupJobId)
                .containsExactly(complete.id().toString());
        assertThat(list(request -> request.byMessageCategory("AGGREGATE_ALL"))).hasSize(3);
        assertThat(list(request -> request.byMessageCategory("AccessDenied"))).isEmpty();
    }

    @Test
    void answersAnEmptyListWhereNothingCanMatch() {
        stored(aJob());

        for (var state : List.of("PENDING", "EXPIRED", "PARTIAL")) {
            assertThat(list(request -> request.byState(state))).isEmpty();
        }
        assertThat(list(request -> request.byResourceType("RDS"))).isEmpty();
        assertThat(list(request -> request.byAccountId("999999999999"))).isEmpty();
        assertThat(list(request -> request.byParentJobId("any"))).isEmpty();
    }

    @Test
    void refusesFiltersThatAreWrongAlsoWhereNothingCanMatch() {
        assertBadFilter(
                "ByState must be one of ABORTED, ABORTING, COMPLETED, CREATED, EXPIRED, FAILED, PARTIAL, PENDING,"
                        + " RUNNING, was 'AGGREGATE_ALL'",
                request -> request.byState("AGGREGATE_ALL"));
        assertBadFilter(
                "ByAccountId must match ^[0-9]{12}$, was '1'",
                request -> request.byResourceType("RDS").byAccountId("1"));
        assertBadFilter(
                "ByResourceType must match ^[a-zA-Z0-9\\-_.]{1,50}$, was ''",
                request -> request.byParentJobId("any").byResourceType(""));
        assertBadFilter(
                "ByResourceArn must match arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, was 'x'",
                request -> request.byResourceArn("x"));
    }

    private void assertBadFilter(String message, Consumer<ListBackupJobsRequest.Builder> wanted) {
        assertRefused(InvalidParameterValueException.class, message, () -> list(wanted));
    }

    private void assertBad(String message, Consumer<StartBackupJobRequest.Builder> wanted) {
        var before = list(request -> {}).size();
        assertRefused(InvalidParameterValueException.class, message, () -> start(wanted));
        assertThat(list(request -> {})).hasSize(before);
    }

    private StartBackupJobResponse start(Consumer<StartBackupJobRequest.Builder> wanted) {
        return account.backup()
                .startBackupJob(request -> wanted.accept(request.backupVaultName("nightly")
                        .resourceArn(fileSystem.arn().toString())
                        .iamRoleArn(Fixtures.ROLE)));
    }

    private DescribeBackupJobResponse describe(String id) {
        return account.backup().describeBackupJob(request -> request.backupJobId(id));
    }

    private List<BackupJob> list(Consumer<ListBackupJobsRequest.Builder> wanted) {
        var answer = account.backup().listBackupJobs(wanted);
        assertThat(answer.hasBackupJobs()).isTrue();
        return answer.backupJobs();
    }

    private BackupJobBuilder aJob() {
        return aBackupJob().in(vault).of(fileSystem).creationDate(START);
    }

    private io.coldkeep.domain.job.BackupJob stored(BackupJobBuilder builder) {
        var job = builder.build();
        service.catalog.backupJobs().add(job);
        return job;
    }
}
