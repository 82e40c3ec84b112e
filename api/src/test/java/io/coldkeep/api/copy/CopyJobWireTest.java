package io.coldkeep.api.copy;

import static io.coldkeep.domain.fixtures.Fixtures.aCopyJob;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.InMemoryService;
import io.coldkeep.api.ServiceTest;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.copy.CopyState;
import io.coldkeep.domain.fixtures.CopyJobBuilder;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.work.Work;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.ListCopyJobsRequest;
import software.amazon.awssdk.services.backup.model.MissingParameterValueException;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.backup.model.StartCopyJobRequest;

class CopyJobWireTest extends ServiceTest {

    private static final Instant START = InMemoryService.START;

    private Vault nightly;
    private Vault offsite;
    private RecoveryPoint original;

    @BeforeEach
    void makeARecoveryPointAndAnotherVault() {
        nightly = add(aVault().owner(account.owner()).name("nightly").build());
        offsite = add(aVault().owner(elsewhere()).name("offsite").build());
        original = aRecoveryPoint()
                .in(nightly)
                .resourceArn(account.owner().arn("elasticfilesystem", "file-system/fs-01234567"))
                .resourceName("my files")
                .lifecycle(Lifecycle.moveToColdAfter(30).deletingAfter(120))
                .createdAt(START.minusSeconds(60))
                .createdBy(Fixtures.NIGHTLY_RULE)
                .backupSizeInBytes(4096)
                .build();
        service.catalog.recoveryPoints().add(original);
    }

    private Vault add(Vault vault) {
        service.catalog.vaults().add(vault);
        return vault;
    }

    private Owner elsewhere() {
        return Owner.of(account.owner().account().value(), "us-east-1");
    }

    @Test
    void startsAJobThatWaitsForItsTurn() {
        var answer = account.backup().startCopyJob(this::aRequest);

        assertThat(answer.creationDate()).isEqualTo(START);
        assertThat(answer.isParent()).isFalse();
        var job = describe(answer.copyJobId());
        assertThat(job.accountId()).isEqualTo(account.owner().account().value());
        assertThat(job.copyJobId()).isEqualTo(answer.copyJobId());
        assertThat(job.sourceBackupVaultArn()).isEqualTo(nightly.arn().toString());
        assertThat(job.sourceRecoveryPointArn()).isEqualTo(original.arn().toString());
        assertThat(job.destinationBackupVaultArn()).isEqualTo(offsite.arn().toString());
        assertThat(job.destinationVaultType()).isEqualTo("BACKUP_VAULT");
        assertThat(job.destinationRecoveryPointArn())
                .startsWith("arn:aws:backup:us-east-1:" + account.owner().account() + ":recovery-point:");
        assertThat(job.destinationRecoveryPointLifecycle().moveToColdStorageAfterDays())
                .isEqualTo(30);
        assertThat(job.destinationRecoveryPointLifecycle().deleteAfterDays()).isEqualTo(120);
        assertThat(job.resourceArn()).isEqualTo(original.resourceArn().toString());
        assertThat(job.resourceType()).isEqualTo("EFS");
        assertThat(job.resourceName()).isEqualTo("my files");
        assertThat(job.backupSizeInBytes()).isEqualTo(4096);
        assertThat(job.iamRoleArn()).isEqualTo(Fixtures.ROLE);
        assertThat(job.createdBy().backupPlanArn()).isEqualTo(planArn());
        assertThat(job.createdBy().backupRuleName()).isEqualTo("nightly");
        assertThat(job.createdByBackupJobId()).isNull();
        assertThat(job.creationDate()).isEqualTo(START);
        assertThat(job.completionDate()).isNull();
        assertThat(job.state()).isEqualTo(CopyJobState.CREATED);
        assertThat(job.statusMessage()).isNull();
        assertThat(job.messageCategory()).isNull();
        assertThat(job.isParent()).isFalse();
        assertThat(job.destinationEncryptionKeyArn()).isNull();
        assertThat(service.queue.waiting())
                .contains(new Work.Copy(account.owner(), UUID.fromString(answer.copyJobId())));
    }

    @Test
    void showsTheCopyAsARecoveryPointOfItsVault() throws Exception {
        var fileSystem = account.efs().createFileSystem(request -> request.creationToken("token"));
        var backup = account.backup()
                .startBackupJob(request -> request.backupVaultName("nightly")
                        .resourceArn(fileSystem.fileSystemArn())
                        .iamRoleArn(Fixtures.ROLE));
        service.runWork();
        var id = start(request -> request.recoveryPointArn(backup.recoveryPointArn())
                .lifecycle(lifecycle -> lifecycle.deleteAfterDays(7L)));

        service.runWork();

        var done = describe(id);
        assertThat(done.state()).isEqualTo(CopyJobState.COMPLETED);
        assertThat(done.messageCategory()).isEqualTo("SUCCESS");
        assertThat(done.completionDate()).isEqualTo(START);
        var there = service.account(account.owner().account().value(), "us-east-1");
        var copy = there.backup()
                .describeRecoveryPoint(request ->
                        request.backupVaultName("offsite").recoveryPointArn(done.destinationRecoveryPointArn()));
        assertThat(copy.sourceBackupVaultArn()).isEqualTo(nightly.arn().toString());
        assertThat(copy.backupVaultArn()).isEqualTo(offsite.arn().toString());
        assertThat(copy.resourceArn()).isEqualTo(fileSystem.fileSystemArn());
        assertThat(copy.lifecycle().deleteAfterDays()).isEqualTo(7);
        assertThat(there.backup()
                        .listRecoveryPointsByBackupVault(request -> request.backupVaultName("offsite"))
                        .recoveryPoints())
                .singleElement()
                .satisfies(listed -> assertThat(listed.sourceBackupVaultArn())
                        .isEqualTo(nightly.arn().toString()));
        assertThat(account.backup()
                        .describeRecoveryPoint(request ->
                                request.backupVaultName("nightly").recoveryPointArn(backup.recoveryPointArn()))
                        .sourceBackupVaultArn())
                .isNull();
    }

    @Test
    void namesThePlanWhereItIsAndNotWhereTheCopyIs() {
        var copy = aRecoveryPoint()
                .in(offsite)
                .resourceArn(original.resourceArn())
                .createdBy(Fixtures.NIGHTLY_RULE)
                .sourceVault(nightly.arn())
                .build();
        service.catalog.recoveryPoints().add(copy);

        var described = service.account(account.owner().account().value(), "us-east-1")
                .backup()
                .describeRecoveryPoint(request -> request.backupVaultName("offsite")
                        .recoveryPointArn(copy.arn().toString()));

        assertThat(described.createdBy().backupPlanArn()).isEqualTo(planArn());
    }

    private String planArn() {
        return Fixtures.NIGHTLY_RULE.planId().arn(account.owner()).toString();
    }

    @Test
    void keepsACopyForEverWhenTheLifecycleIsEmpty() {
        var job = describe(start(request -> request.lifecycle(lifecycle -> {})));

        assertThat(job.destinationRecoveryPointLifecycle().deleteAfterDays()).isNull();
        assertThat(job.destinationRecoveryPointLifecycle().moveToColdStorageAfterDays())
                .isNull();
    }

    @Test
    void answersTheSameTokenWithTheSameJob() {
        assertThat(start(request -> request.idempotencyToken("once")))
                .isEqualTo(start(request -> request.idempotencyToken("once")));
        assertThat(list(request -> {})).hasSize(1);
        assertBad(
                "IdempotencyToken must be 1 to 256 characters long, was 257",
                request -> request.idempotencyToken("t".repeat(257)));
    }

    @Test
    void namesWhatIsMissing() {
        var unknown = original.arn().toString().replaceFirst(".{12}$", "0123456789ab");
        var refused = assertRefused(
                ResourceNotFoundException.class,
                "Cannot find recovery point",
                () -> start(request -> request.recoveryPointArn(unknown)));
        assertThat(refused.code()).isEqualTo("ERROR_2603");
        assertRefused(
                ResourceNotFoundException.class,
                "Cannot find recovery point",
                () -> start(request -> request.sourceBackupVaultName("Default")));
        assertRefused(
                ResourceNotFoundException.class,
                "Backup vault 'nowhere' does not exist.",
                () -> start(request -> request.sourceBackupVaultName("nowhere")));
        assertRefused(
                ResourceNotFoundException.class,
                "Backup vault 'nightly' does not exist.",
                () -> start(request -> request.destinationBackupVaultArn(
                        VaultName.of("nightly").arn(elsewhere()).toString())));
        assertRefused(
                MissingParameterValueException.class,
                "Missing required parameter: DestinationBackupVaultArn",
                () -> start(request -> request.destinationBackupVaultArn(null)));
        assertRefused(
                MissingParameterValueException.class,
                "Missing required parameter: IamRoleArn",
                () -> start(request -> request.iamRoleArn(null)));
    }

    @Test
    void readsItsMembersStrictly() {
        assertThat(assertRefused(
                                InvalidParameterValueException.class,
                                () -> start(request -> request.recoveryPointArn("x")))
                        .awsErrorDetails()
                        .errorMessage())
                .startsWith("RecoveryPointArn must match");
        assertThat(assertRefused(InvalidParameterValueException.class, () -> start(request -> request.iamRoleArn("x")))
                        .awsErrorDetails()
                        .errorMessage())
                .startsWith("IamRoleArn must match");
        assertThat(assertRefused(
                                InvalidParameterValueException.class,
                                () -> start(request -> request.destinationBackupVaultArn("x")))
                        .awsErrorDetails()
                        .errorMessage())
                .startsWith("DestinationBackupVaultArn must match");
        assertBad(
                "DestinationBackupVaultArn must match arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME, was '"
                        + original.arn() + "'",
                request -> request.destinationBackupVaultArn(original.arn().toString()));
        assertBad(
                "Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than 36500 days (was 0)",
                request -> request.lifecycle(lifecycle -> lifecycle.deleteAfterDays(0L)));
    }

    @Test
    void refusesVaultsThatCopiesDoNotGoTo() {
        var theirs = "arn:aws:backup:us-east-1:999999999999:backup-vault:offsite";
        assertBad(
                "DestinationBackupVaultArn must be a vault of the account "
                        + account.owner().account() + ": copies go to vaults of the same account only, was " + theirs,
                request -> request.destinationBackupVaultArn(theirs));
        assertBad(
                "DestinationBackupVaultArn must be another vault than the recovery point's own, was " + nightly.arn(),
                request -> request.destinationBackupVaultArn(nightly.arn().toString()));
    }

    @Test
    void refusesRecoveryPointsThatAreBeingDeleted() {
        account.backup()
                .deleteRecoveryPoint(request -> request.backupVaultName("nightly")
                        .recoveryPointArn(original.arn().toString()));

        assertRefused(
                InvalidRequestException.class,
                "Recovery point " + original.arn() + " cannot be copied: its status is DELETING.",
                () -> start(request -> {}));
    }

    @Test
    void showsWhyAJobFailed() {
        var id = stored(aJob().intoNoVault()
                .createdByBackupJob(uuid())
                .state(CopyState.FAILED)
                .statusMessage("Copy job failed. Backup vault 'offsite' does not exist.")
                .completionDate(START.plusSeconds(3)));

        var failed = describe(id);
        assertThat(failed.state()).isEqualTo(CopyJobState.FAILED);
        assertThat(failed.statusMessage()).isEqualTo("Copy job failed. Backup vault 'offsite' does not exist.");
        assertThat(failed.completionDate()).isEqualTo(START.plusSeconds(3));
        assertThat(failed.createdByBackupJobId()).isNotBlank();
        assertThat(failed.destinationRecoveryPointArn()).isNull();
        assertThat(failed.messageCategory()).isNull();
    }

    @Test
    void listsWhatItDescribesLatestFirstInPagesToTheLastOne() {
        for (var i = 0; i < 5; i++) {
            stored(aJob().creationDate(START.plusSeconds(i)));
        }

        var pages = account.backup().listCopyJobsPaginator(request -> request.maxResults(2)).stream()
                .toList();

        assertThat(pages).extracting(page -> page.copyJobs().size()).containsExactly(2, 2, 1);
        assertThat(pages.stream().flatMap(page -> page.copyJobs().stream()))
                .isSortedAccordingTo((a, b) -> b.creationDate().compareTo(a.creationDate()))
                .allSatisfy(job -> assertThat(describe(job.copyJobId())).isEqualTo(job));
    }

    @ParameterizedTest
    @EnumSource(CopyState.class)
    void filtersByEveryState(CopyState state) {
        stored(aJob().state(state));

        assertThat(list(request -> request.byState(state.name()))).hasSize(1);
        assertThat(list(request -> request.byState(state == CopyState.FAILED ? "RUNNING" : "FAILED")))
                .isEmpty();
    }

    @Test
    void filtersByWhatIsCopiedAndWhereTo() {
        stored(aJob());

        assertThat(list(request -> request.byResourceArn(original.resourceArn().toString())
                        .byDestinationVaultArn(offsite.arn().toString())
                        .bySourceRecoveryPointArn(original.arn().toString())
                        .byResourceType("EFS")
                        .byAccountId(account.owner().account().value())))
                .hasSize(1);
        assertThat(list(request -> request.byResourceArn("arn:aws:elasticfilesystem:::x")))
                .isEmpty();
        assertThat(list(request -> request.byDestinationVaultArn(nightly.arn().toString())))
                .isEmpty();
        assertThat(list(request -> request.bySourceRecoveryPointArn(
                        original.arn().toString().replaceFirst(".{12}$", "0123456789ab"))))
                .isEmpty();
        assertThat(list(request ->
                        request.bySourceRecoveryPointArn(nightly.arn().toString())))
                .isEmpty();
    }

    @Test
    void filtersByTheCategoryOfTheMessage() {
        stored(aJob().state(CopyState.COMPLETED));
        stored(aJob().state(CopyState.FAILED));

        assertThat(list(request -> request.byMessageCategory("SUCCESS"))).hasSize(1);
        assertThat(list(request -> request.byMessageCategory("SUCCESS").byState("COMPLETED")))
                .hasSize(1);
        assertThat(list(request -> request.byMessageCategory("SUCCESS").byState("FAILED")))
                .isEmpty();
        assertThat(list(request -> request.byMessageCategory("AccessDenied"))).isEmpty();
        assertThat(list(request -> request.byMessageCategory("ANY"))).hasSize(2);
    }

    @Test
    void filtersByInstantsThatAreExclusive() {
        stored(aJob().completionDate(START.plusSeconds(9)));

        assertThat(list(request -> request.byCreatedAfter(START.minusMillis(1)).byCreatedBefore(START.plusMillis(1))))
                .hasSize(1);
        assertThat(list(request -> request.byCreatedAfter(START))).isEmpty();
        assertThat(list(request -> request.byCreatedBefore(START))).isEmpty();
        assertThat(list(request ->
                        request.byCompleteAfter(START.plusSeconds(8)).byCompleteBefore(START.plusSeconds(10))))
                .hasSize(1);
        assertThat(list(request -> request.byCompleteAfter(START.plusSeconds(9))))
                .isEmpty();
        assertThat(list(request -> request.byCompleteBefore(START.plusSeconds(9))))
                .isEmpty();
    }

    @Test
    void answersAnEmptyListWhereNothingCanMatch() {
        stored(aJob());

        assertThat(list(request -> request.byState("PARTIAL"))).isEmpty();
        assertThat(list(request -> request.byResourceType("S3"))).isEmpty();
        assertThat(list(request -> request.byAccountId("999999999999"))).isEmpty();
        assertThat(list(request -> request.byParentJobId("any"))).isEmpty();
        assertRefused(
                InvalidParameterValueException.class,
                "ByState must be one of COMPLETED, CREATED, FAILED, PARTIAL, RUNNING, was 'DONE'",
                () -> list(request -> request.byState("DONE").byResourceType("S3")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01234567-89ab-cdef-0123-456789abcdef", "x"})
    void knowsNoOtherJobs(String id) {
        assertRefused(ResourceNotFoundException.class, "Copy job '" + id + "' does not exist.", () -> describe(id));
    }

    @Test
    void knowsNoJobOfAnotherAccountOrRegion() {
        var id = start(request -> {});

        for (var stranger : List.of(
                service.newAccount(), service.account(account.owner().account().value(), "us-east-1"))) {
            assertRefused(
                    ResourceNotFoundException.class,
                    () -> stranger.backup().describeCopyJob(request -> request.copyJobId(id)));
            assertThat(stranger.backup().listCopyJobs(request -> {}).copyJobs()).isEmpty();
        }
    }

    private void assertBad(String message, Consumer<StartCopyJobRequest.Builder> wanted) {
        var before = list(request -> {}).size();
        assertRefused(InvalidParameterValueException.class, message, () -> start(wanted));
        assertThat(list(request -> {})).hasSize(before);
    }

    private String start(Consumer<StartCopyJobRequest.Builder> wanted) {
        return account.backup()
                .startCopyJob(request -> wanted.accept(aRequest(request)))
                .copyJobId();
    }

    private StartCopyJobRequest.Builder aRequest(StartCopyJobRequest.Builder request) {
        return request.recoveryPointArn(original.arn().toString())
                .sourceBackupVaultName("nightly")
                .destinationBackupVaultArn(offsite.arn().toString())
                .iamRoleArn(Fixtures.ROLE);
    }

    private CopyJob describe(String id) {
        return account.backup()
                .describeCopyJob(request -> request.copyJobId(id))
                .copyJob();
    }

    private List<CopyJob> list(Consumer<ListCopyJobsRequest.Builder> wanted) {
        var answer = account.backup().listCopyJobs(wanted);
        assertThat(answer.hasCopyJobs()).isTrue();
        return answer.copyJobs();
    }

    private CopyJobBuilder aJob() {
        return aCopyJob().of(original).into(offsite).creationDate(START);
    }

    private String stored(CopyJobBuilder builder) {
        var job = builder.build();
        service.catalog.copyJobs().add(job);
        return job.id().toString();
    }
}
