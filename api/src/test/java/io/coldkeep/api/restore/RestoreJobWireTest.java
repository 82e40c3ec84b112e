package io.coldkeep.api.restore;

import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aRestoreJob;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.InMemoryService;
import io.coldkeep.api.ServiceTest;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.fixtures.RestoreJobBuilder;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.restore.RestoreJob;
import io.coldkeep.domain.restore.RestoreState;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.work.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.DescribeRestoreJobResponse;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.ListRestoreJobsRequest;
import software.amazon.awssdk.services.backup.model.MissingParameterValueException;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.backup.model.RestoreJobStatus;
import software.amazon.awssdk.services.backup.model.RestoreJobsListMember;
import software.amazon.awssdk.services.backup.model.StartRestoreJobRequest;

class RestoreJobWireTest extends ServiceTest {

    private static final Instant START = InMemoryService.START;

    private RecoveryPoint point;
    private FileSystem fileSystem;

    @BeforeEach
    void makeARecoveryPoint() {
        Vault vault = aVault().owner(account.owner()).name("nightly").build();
        service.catalog.vaults().add(vault);
        fileSystem = Fixtures.aFileSystem().owner(account.owner()).build();
        service.catalog.fileSystems().add(fileSystem);
        point = aRecoveryPoint()
                .in(vault)
                .of(fileSystem)
                .createdAt(START.minusSeconds(60))
                .backupSizeInBytes(4096)
                .build();
        service.catalog.recoveryPoints().add(point);
    }

    @Test
    void startsAJobThatWaitsForItsTurn() {
        var id = start(request -> request.iamRoleArn(Fixtures.ROLE).resourceType("EFS"));

        var described = describe(id);
        assertThat(described.accountId()).isEqualTo(account.owner().account().value());
        assertThat(described.restoreJobId()).isEqualTo(id);
        assertThat(described.recoveryPointArn()).isEqualTo(point.arn().toString());
        assertThat(described.recoveryPointCreationDate()).isEqualTo(START.minusSeconds(60));
        assertThat(described.backupVaultArn()).isEqualTo(point.vaultArn().toString());
        assertThat(described.sourceResourceArn()).isEqualTo(fileSystem.arn().toString());
        assertThat(described.createdResourceArn()).isEqualTo(fileSystem.arn().toString());
        assertThat(described.resourceType()).isEqualTo("EFS");
        assertThat(described.iamRoleArn()).isEqualTo(Fixtures.ROLE);
        assertThat(described.creationDate()).isEqualTo(START);
        assertThat(described.completionDate()).isNull();
        assertThat(described.status()).isEqualTo(RestoreJobStatus.PENDING);
        assertThat(described.statusMessage()).isNull();
        assertThat(described.percentDone()).isEqualTo("0.00%");
        assertThat(described.backupSizeInBytes()).isEqualTo(4096);
        assertThat(described.isParent()).isFalse();
        assertThat(described.expectedCompletionTimeMinutes()).isNull();
        assertThat(described.validationStatus()).isNull();
        assertThat(service.queue.waiting()).contains(new Work.Restore(account.owner(), UUID.fromString(id)));
        assertThat(stored(id).selection()).isEqualTo(RestoreSelection.EVERYTHING);
    }

    @Test
    void makesTheNewFileSystemAtOnce() {
        var id = start(request -> request.metadata(Map.of(
                "newFileSystem", "true", "CreationToken", "restored", "Encrypted", "false", "file-system-id", "any")));

        var made = account.efs()
                .describeFileSystems(request -> request.creationToken("restored"))
                .fileSystems();
        assertThat(made).hasSize(1);
        assertThat(describe(id).createdResourceArn()).isEqualTo(made.getFirst().fileSystemArn());
        assertThat(describe(id).sourceResourceArn()).isEqualTo(fileSystem.arn().toString());
    }

    @Test
    void makesANewFileSystemForEachJobWithoutACreationToken() {
        start(request -> request.metadata(Map.of("newFileSystem", "true")));
        start(request -> request.metadata(Map.of("newFileSystem", "true")));

        assertThat(account.efs().describeFileSystems().fileSystems()).hasSize(3);
    }

    @Test
    void answersTheSameTokenWithTheSameJobAndMakesNothingTwice() {
        Consumer<StartRestoreJobRequest.Builder> wanted =
                request -> request.metadata(Map.of("newFileSystem", "true")).idempotencyToken("once");

        assertThat(start(wanted)).isEqualTo(start(wanted));
        assertThat(account.efs().describeFileSystems().fileSystems()).hasSize(2);
        assertBad(
                "IdempotencyToken must be 1 to 256 characters long, was 257",
                request -> request.idempotencyToken("t".repeat(257)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ItemsToRestore", "itemsToRestore"})
    void restoresItemsByEitherSpellingOfTheKey(String key) {
        var id = start(request -> request.metadata(
                Map.of("file-system-id", fileSystem.id().value(), key, "[\"/a/b c\", \"d\\u00e9/\"]")));

        assertThat(stored(id).selection().items())
                .isEqualTo(Set.of(EntryPath.parse("a/b c"), EntryPath.parse("d\u00e9")));
    }

    @Test
    void restoresEverythingForNoItems() {
        var id = start(request ->
                request.metadata(Map.of("file-system-id", fileSystem.id().value(), "ItemsToRestore", "[]")));

        assertThat(stored(id).selection()).isEqualTo(RestoreSelection.EVERYTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "\"/a\"",
                "{\"a\":1}",
                "[\"/a\"",
                "[\"/a\"] x",
                "[1]",
                "[null]",
                "[[\"/a\"]]",
                "['/a']",
                "[\"/a\",]",
                "[\"\\ud800\"]"
            })
    void readsItemsStrictly(String items) {
        assertBad(
                "Metadata.ItemsToRestore must be a JSON array of strings, such as [\"/a/path\"]",
                request -> request.metadata(
                        Map.of("file-system-id", fileSystem.id().value(), "ItemsToRestore", items)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"/../etc\"]", "[\"a/./b\"]", "[\"a//b\"]", "[\"a/..\"]", "[\"a\\u0000\"]"})
    void restoresNothingOutsideOfTheFileSystem(String items) {
        var refused = assertRefused(
                InvalidParameterValueException.class,
                () -> start(request -> request.metadata(
                        Map.of("file-system-id", fileSystem.id().value(), "ItemsToRestore", items))));
        assertThat(refused.awsErrorDetails().errorMessage())
                .startsWith("Metadata.ItemsToRestore must not hold empty names, '.', '..' or zero bytes");
    }

    @Test
    void readsTheMetadataStrictly() {
        assertBad(
                "Metadata.file-system-id must be given unless newFileSystem is true",
                request -> request.metadata(Map.of("Encrypted", "false")));
        assertBad(
                "Metadata.newFileSystem must be one of true, false, was 'yes'",
                request -> request.metadata(Map.of("newFileSystem", "yes")));
        assertBad(
                "KmsKeyId must be given with Encrypted true only",
                request -> request.metadata(Map.of("newFileSystem", "true", "KmsKeyId", "x")));
        assertBad(
                "AvailabilityZoneName must be 1 to 64 characters long, was 300",
                request -> request.metadata(Map.of("newFileSystem", "true", "availabilityZoneName", "z".repeat(300))));
        assertBad(
                "KmsKeyId must be 1 to 2048 characters long, was 5000",
                request -> request.metadata(
                        Map.of("newFileSystem", "true", "Encrypted", "true", "KmsKeyId", "k".repeat(5000))));
        var twice = assertRefused(
                InvalidParameterValueException.class,
                () -> start(request -> request.metadata(Map.of("file-system-id", "a", "File-System-Id", "a"))));
        assertThat(twice.awsErrorDetails().errorMessage())
                .isEqualToIgnoringCase("Metadata.file-system-id must be given once");
        var unknown = assertRefused(
                InvalidParameterValueException.class,
                () -> start(request -> request.metadata(Map.of("ItemToRestore", "[\"/a\"]"))));
        assertThat(unknown.awsErrorDetails().errorMessage())
                .startsWith("Metadata keys must be one of ")
                .endsWith(", was 'ItemToRestore'");
        var long200 = "x".repeat(200 * 1024);
        assertBad(
                "Metadata must be at most 204800 bytes, was 204814",
                request -> request.metadata(Map.of("ItemsToRestore", long200)));
    }

    @Test
    void namesWhatIsMissing() {
        var unknown = point.arn().toString().replaceFirst(".{12}$", "0123456789ab");
        var refused = assertRefused(
                ResourceNotFoundException.class,
                "Cannot find recovery point",
                () -> start(request -> request.recoveryPointArn(unknown)));
        assertThat(refused.code()).isEqualTo("ERROR_2603");
        assertRefused(
                ResourceNotFoundException.class,
                "File system 'fs-01234567' does not exist.",
                () -> start(request -> request.metadata(Map.of("file-system-id", "fs-01234567"))));
        assertRefused(
                MissingParameterValueException.class,
                "Missing required parameter: Metadata",
                () -> account.backup()
                        .startRestoreJob(
                                request -> request.recoveryPointArn(point.arn().toString())));
        assertRefused(
                MissingParameterValueException.class,
                "Missing required parameter: RecoveryPointArn",
                () -> account.backup().startRestoreJob(request -> request.metadata(Map.of())));
        var malformed = assertRefused(
                InvalidParameterValueException.class, () -> start(request -> request.recoveryPointArn("x")));
        assertThat(malformed.awsErrorDetails().errorMessage()).startsWith("RecoveryPointArn must match");
        var role = assertRefused(InvalidParameterValueException.class, () -> start(request -> request.iamRoleArn("x")));
        assertThat(role.awsErrorDetails().errorMessage()).startsWith("IamRoleArn must match");
    }

    @Test
    void refusesATakenCreationToken() {
        start(request -> request.metadata(Map.of("newFileSystem", "true", "CreationToken", "taken")));

        var refused = assertRefused(
                InvalidParameterValueException.class,
                () -> start(request -> request.metadata(Map.of("newFileSystem", "true", "CreationToken", "taken"))));
        assertThat(refused.awsErrorDetails().errorMessage()).contains("already exists with creation token 'taken'");
    }

    @Test
    void refusesRecoveryPointsAndFileSystemsThatAreBeingDeleted() {
        account.efs()
                .deleteFileSystem(
                        request -> request.fileSystemId(fileSystem.id().value()));
        assertRefused(InvalidRequestException.class, () -> start(request -> {}));
        account.backup()
                .deleteRecoveryPoint(request -> request.backupVaultName("nightly")
                        .recoveryPointArn(point.arn().toString()));
        assertRefused(
                InvalidRequestException.class,
                "Recovery point " + point.arn() + " cannot be changed: its status is DELETING.",
                () -> start(request -> {}));
    }

    @Test
    void saysWhatItDoesNotDo() {
        assertBad("ResourceType must be EFS, was 'RDS'", request -> request.resourceType("RDS"));
        assertRefused(
                InvalidRequestException.class,
                "CopySourceTagsToRestoredResource true is not supported: restores leave tags alone",
                () -> start(request -> request.copySourceTagsToRestoredResource(true)));
        assertThat(start(request -> request.copySourceTagsToRestoredResource(false)))
                .isNotBlank();
    }

    @Test
    void showsProgressAndEnd() {
        var running = stored(aJob().state(RestoreState.RUNNING)
                .startedAt(START)
                .expectedBytes(3000)
                .restoredBytes(1000));
        var begun = stored(aJob().state(RestoreState.RUNNING).startedAt(START).expectedBytes(3000));
        service.clock.advance(Duration.ofSeconds(90));
        var complete = stored(aJob().state(RestoreState.COMPLETED).completionDate(START.plusSeconds(3)));
        var failed = stored(aJob().state(RestoreState.FAILED).statusMessage("No space left"));

        assertThat(describe(running).percentDone()).isEqualTo("33.33%");
        assertThat(describe(running).expectedCompletionTimeMinutes()).isEqualTo(5);
        assertThat(describe(begun).expectedCompletionTimeMinutes()).isNull();
        assertThat(describe(complete).expectedCompletionTimeMinutes()).isNull();
        assertThat(describe(running).status()).isEqualTo(RestoreJobStatus.RUNNING);
        assertThat(describe(complete).percentDone()).isEqualTo("100.00%");
        assertThat(describe(complete).completionDate()).isEqualTo(START.plusSeconds(3));
        assertThat(describe(failed).statusMessage()).isEqualTo("No space left");
    }

    @Test
    void listsWhatItDescribes() {
        var id = stored(aJob().iamRoleArn(Fixtures.ROLE));

        var listed = list(request -> {});

        assertThat(listed).hasSize(1);
        for (var field : listed.getFirst().sdkFields()) {
            assertThat(describe(id).getValueForField(field.memberName(), Object.class))
                    .as(field.memberName())
                    .isEqualTo(listed.getFirst().getValueForField(field.memberName(), Object.class));
        }
    }

    @Test
    void listsLatestFirstInPagesToTheLastOne() {
        for (var i = 0; i < 5; i++) {
            stored(aJob().creationDate(START.plusSeconds(i)));
        }

        var pages = account.backup().listRestoreJobsPaginator(request -> request.maxResults(2)).stream()
                .toList();

        assertThat(pages).extracting(page -> page.restoreJobs().size()).containsExactly(2, 2, 1);
        assertThat(pages.stream().flatMap(page -> page.restoreJobs().stream()))
                .extracting(RestoreJobsListMember::creationDate)
                .containsExactly(
                        START.plusSeconds(4), START.plusSeconds(3), START.plusSeconds(2), START.plusSeconds(1), START);
        var token = pages.getFirst().nextToken();
        assertRefused(
                InvalidParameterValueException.class,
                () -> list(request -> request.nextToken(token).byStatus("FAILED")));
        assertRefused(
                InvalidParameterValueException.class,
                () -> account.backup().listBackupJobs(request -> request.nextToken(token)));
        for (var max : new int[] {0, 1001}) {
            assertRefused(
                    InvalidParameterValueException.class,
                    "MaxResults must be 1 to 1000, was " + max,
                    () -> list(request -> request.maxResults(max)));
        }
    }

    @ParameterizedTest
    @EnumSource(RestoreState.class)
    void filtersByEveryStatus(RestoreState state) {
        stored(aJob().state(state));

        assertThat(list(request -> request.byStatus(state.name()))).hasSize(1);
        assertThat(list(request -> request.byStatus(state == RestoreState.FAILED ? "RUNNING" : "FAILED")))
                .isEmpty();
    }

    @Test
    void filtersByInstantsThatAreExclusive() {
        stored(aJob().completionDate(START.plusSeconds(9)));

        assertThat(list(request -> request.byCreatedAfter(START.minusMillis(1))))
                .hasSize(1);
        assertThat(list(request -> request.byCreatedAfter(START))).isEmpty();
        assertThat(list(request -> request.byCreatedBefore(START.plusMillis(1))))
                .hasSize(1);
        assertThat(list(request -> request.byCreatedBefore(START))).isEmpty();
        assertThat(list(request -> request.byCompleteAfter(START.plusSeconds(8))))
                .hasSize(1);
        assertThat(list(request -> request.byCompleteAfter(START.plusSeconds(9))))
                .isEmpty();
        assertThat(list(request -> request.byCompleteBefore(START.plusSeconds(10))))
                .hasSize(1);
        assertThat(list(request -> request.byCompleteBefore(START.plusSeconds(9))))
                .isEmpty();
        assertThat(list(request -> request.byResourceType("EFS")
                        .byAccountId(account.owner().account().value())))
                .hasSize(1);
    }

    @Test
    void answersAnEmptyListWhereNothingCanMatch() {
        stored(aJob());

        assertThat(list(request -> request.byStatus("ABORTED"))).isEmpty();
        assertThat(list(request -> request.byResourceType("S3"))).isEmpty();
        assertThat(list(request -> request.byAccountId("999999999999"))).isEmpty();
        assertThat(list(request -> request.byParentJobId("any"))).isEmpty();
        assertThat(list(request -> request.byRestoreTestingPlanArn("any"))).isEmpty();
        assertRefused(
                InvalidParameterValueException.class,
                "ByStatus must be one of ABORTED, COMPLETED, FAILED, PENDING, RUNNING, was 'DONE'",
                () -> list(request -> request.byStatus("DONE").byResourceType("S3")));
        assertRefused(
                InvalidParameterValueException.class,
                "ByAccountId must match ^[0-9]{12}$, was '*'",
                () -> list(request -> request.byAccountId("*")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01234567-89ab-cdef-0123-456789abcdef", "x"})
    void knowsNoOtherJobs(String id) {
        assertRefused(ResourceNotFoundException.class, "Restore job '" + id + "' does not exist.", () -> describe(id));
    }

    @Test
    void knowsNoJobOfAnotherAccount() {
        var id = start(request -> {});
        var stranger = service.newAccount();

        assertRefused(
                ResourceNotFoundException.class,
                () -> stranger.backup().describeRestoreJob(request -> request.restoreJobId(id)));
        assertThat(stranger.backup().listRestoreJobs(request -> {}).restoreJobs())
                .isEmpty();
        assertRefused(
                ResourceNotFoundException.class,
                () -> stranger.backup()
                        .startRestoreJob(
                                request -> request.recoveryPointArn(point.arn().toString())
                                        .metadata(Map.of("newFileSystem", "true"))));
    }

    private void assertBad(String message, Consumer<StartRestoreJobRequest.Builder> wanted) {
        var before = list(request -> {}).size();
        assertRefused(InvalidParameterValueException.class, message, () -> start(wanted));
        assertThat(list(request -> {})).hasSize(before);
    }

    private String start(Consumer<StartRestoreJobRequest.Builder> wanted) {
        return account.backup()
                .startRestoreJob(request -> wanted.accept(request.recoveryPointArn(
                                point.arn().toString())
                        .metadata(Map.of("file-system-id", fileSystem.id().value()))))
                .restoreJobId();
    }

    private DescribeRestoreJobResponse describe(String id) {
        return account.backup().describeRestoreJob(request -> request.restoreJobId(id));
    }

    private List<RestoreJobsListMember> list(Consumer<ListRestoreJobsRequest.Builder> wanted) {
        var answer = account.backup().listRestoreJobs(wanted);
        assertThat(answer.hasRestoreJobs()).isTrue();
        return answer.restoreJobs();
    }

    private RestoreJobBuilder aJob() {
        return aRestoreJob().of(point).into(fileSystem).creationDate(START);
    }

    private String stored(RestoreJobBuilder builder) {
        var job = builder.build();
        service.catalog.restoreJobs().add(job);
        return job.id().toString();
    }

    private RestoreJob stored(String id) {
        return service.catalog
                .restoreJobs()
                .find(account.owner(), UUID.fromString(id))
                .orElseThrow();
    }
}
