package io.coldkeep.api.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.InMemoryService;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.RecoveryPointByResource;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.backup.model.StorageClass;
import software.amazon.awssdk.services.backup.model.VaultType;

class RecoveryPointWireTest extends PointTest {

    private static final Instant START = InMemoryService.START;

    @Test
    void namesTheRuleOfThePlanThatItComesFrom() {
        var planned = stored(aPoint().createdBy(Fixtures.NIGHTLY_RULE));
        var asked = stored(aPoint().createdAt(START.minusSeconds(1)));

        var createdBy = describe(planned).createdBy();
        var listed = account.backup()
                .listRecoveryPointsByBackupVault(request -> request.backupVaultName("nightly"))
                .recoveryPoints();

        assertThat(createdBy.backupPlanArn())
                .isEqualTo("arn:aws:backup:eu-central-1:" + account.owner().account()
                        + ":backup-plan:0a1b2c3d-4e5f-4789-8abc-def012345678");
        assertThat(createdBy.backupRuleName()).isEqualTo("nightly");
        assertThat(describe(asked).createdBy()).isNull();
        assertThat(listed).extracting(RecoveryPointByBackupVault::createdBy).containsExactly(createdBy, null);
    }

    @Test
    void describesAllThereIs() {
        var point = stored(aPoint().initiationDate(START.minusSeconds(60))
                .completionDate(START.plusSeconds(60))
                .backupSizeInBytes(5_000_000_000L)
                .resourceName("home")
                .lifecycle(Lifecycle.deleteAfter(120).movingToColdAfter(30))
                .tier(StorageTier.COLD)
                .lastRestoreTime(START.plusSeconds(90)));

        var described = describe(point);

        assertThat(described.recoveryPointArn())
                .isEqualTo(
                        "arn:aws:backup:eu-central-1:" + account.owner().account() + ":recovery-point:" + point.id());
        assertThat(described.backupVaultName()).isEqualTo("nightly");
        assertThat(described.backupVaultArn()).isEqualTo(vault.arn().toString());
        assertThat(described.resourceArn()).isEqualTo(fileSystem.arn().toString());
        assertThat(described.resourceType()).isEqualTo("EFS");
        assertThat(described.resourceName()).isEqualTo("home");
        assertThat(described.iamRoleArn()).isEqualTo(Fixtures.ROLE);
        assertThat(described.status()).isEqualTo(RecoveryPointStatus.COMPLETED);
        assertThat(described.statusMessage()).isNull();
        assertThat(described.initiationDate()).isEqualTo(START.minusSeconds(60));
        assertThat(described.creationDate()).isEqualTo(START);
        assertThat(described.completionDate()).isEqualTo(START.plusSeconds(60));
        assertThat(described.backupSizeInBytes()).isEqualTo(5_000_000_000L);
        assertThat(described.lifecycle().moveToColdStorageAfterDays()).isEqualTo(30);
        assertThat(described.lifecycle().deleteAfterDays()).isEqualTo(120);
        assertThat(described.lifecycle().deleteAfterEvent()).isNull();
        assertThat(described.calculatedLifecycle().moveToColdStorageAt()).isEqualTo(START.plus(Duration.ofDays(30)));
        assertThat(described.calculatedLifecycle().deleteAt()).isEqualTo(START.plus(Duration.ofDays(120)));
        assertThat(described.storageClass()).isEqualTo(StorageClass.COLD);
        assertThat(described.lastRestoreTime()).isEqualTo(START.plusSeconds(90));
        assertThat(described.isEncrypted()).isTrue();
        assertThat(described.encryptionKeyArn()).isNull();
        assertThat(described.encryptionKeyType()).isNull();
        assertThat(described.isParent()).isFalse();
        assertThat(described.vaultType()).isEqualTo(VaultType.BACKUP_VAULT);
        assertThat(described.createdBy()).isNull();
        assertThat(described.indexStatus()).isNull();
        assertThat(described.sourceBackupVaultArn()).isNull();
        assertThat(described.parentRecoveryPointArn()).isNull();
    }

    @Test
    void leavesOutWhatIsNeverToHappen() {
        var described = describe(stored(aPoint()));

        assertThat(described.lifecycle()).isNotNull();
        assertThat(described.lifecycle().moveToColdStorageAfterDays()).isNull();
        assertThat(described.lifecycle().deleteAfterDays()).isNull();
        assertThat(described.calculatedLifecycle()).isNotNull();
        assertThat(described.calculatedLifecycle().moveToColdStorageAt()).isNull();
        assertThat(described.calculatedLifecycle().deleteAt()).isNull();
        assertThat(described.storageClass()).isEqualTo(StorageClass.WARM);
        assertThat(described.lastRestoreTime()).isNull();
    }

    @Test
    void listsInAVaultWhatItDescribes() {
        var point = stored(aPoint().resourceName("home").lifecycle(Lifecycle.deleteAfter(35)));

        var listed = inVault(request -> {});

        assertThat(listed).hasSize(1);
        var described = describe(point);
        for (var field : listed.getFirst().sdkFields()) {
            if (!field.memberName().equals("AggregatedScanResult")) {
                assertThat(listed.getFirst().getValueForField(field.memberName(), Object.class))
                        .as(field.memberName())
                        .isEqualTo(described.getValueForField(field.memberName(), Object.class));
            }
        }
    }

    @Test
    void listsOfAResourceWhatItDescribes() {
        var point = stored(aPoint().resourceName("home").backupSizeInBytes(7));
        stored(aPoint().resourceArn(Fixtures.aFileSystemArn()));

        var listed = account.backup()
                .listRecoveryPointsByResource(request ->
                        request.resourceArn(fileSystem.arn().toString()).managedByAWSBackupOnly(true))
                .recoveryPoints();

        assertThat(listed)
                .containsExactly(RecoveryPointByResource.builder()
                        .recoveryPointArn(point.arn().toString())
                        .backupVaultName("nightly")
                        .resourceName("home")
                        .status(RecoveryPointStatus.COMPLETED)
                        .creationDate(START)
                        .backupSizeBytes(7L)
                        .isParent(false)
                        .vaultType(VaultType.BACKUP_VAULT)
                        .build());
    }

    @Test
    void listsNothingOfAResourceThatHasNone() {
        var none = account.backup()
                .listRecoveryPointsByResource(
                        request -> request.resourceArn(fileSystem.arn().toString()));

        assertThat(none.hasRecoveryPoints()).isTrue();
        assertThat(none.recoveryPoints()).isEmpty();
        assertThat(none.nextToken()).isNull();
    }

    @Test
    void refusesToListTheRecoveryPointsOfABackup() {
        var backup = "arn:aws:ec2:eu-central-1::snapshot/snap-01234567";
        assertRefused(
                InvalidParameterValueException.class,
                "Unsupported resource type: " + backup,
                () -> account.backup().listRecoveryPointsByResource(request -> request.resourceArn(backup)));
        assertRefused(
                InvalidParameterValueException.class,
                "Unsupported resource type: " + unknownArn(),
                () -> inVault(request -> request.byResourceArn(unknownArn())));
        assertRefused(
                InvalidParameterValueException.class,
                "ByResourceArn must match arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, was 'fs-01234567'",
                () -> inVault(request -> request.byResourceArn("fs-01234567")));
    }

    @Test
    void listsLatestFirstInPagesToTheLastOne() {
        var points = List.of(
                stored(aPoint().createdAt(START)),
                stored(aPoint().createdAt(START.plusMillis(1))),
                stored(aPoint().createdAt(START.plusMillis(2))),
                stored(aPoint().createdAt(START.plusMillis(3))),
                stored(aPoint().createdAt(START.plusMillis(4))));
        var latestFirst =
                points.reversed().stream().map(point -> point.arn().toString()).toList();

        var pages = account
                .backup()
                .listRecoveryPointsByBackupVaultPaginator(
                        request -> request.backupVaultName("nightly").maxResults(2))
                .stream()
                .toList();

        assertThat(pages).extracting(page -> page.recoveryPoints().size()).containsExactly(2, 2, 1);
        assertThat(pages.stream().flatMap(page -> page.recoveryPoints().stream()))
                .extracting(RecoveryPointByBackupVault::recoveryPointArn)
                .containsExactlyElementsOf(latestFirst);
        assertThat(account
                        .backup()
                        .listRecoveryPointsByResourcePaginator(request ->
                                request.resourceArn(fileSystem.arn().toString()).maxResults(3))
                        .stream()
                        .flatMap(page -> page.recoveryPoints().stream()))
                .extracting(RecoveryPointByResource::recoveryPointArn)
                .containsExactlyElementsOf(latestFirst);
    }

    @Test
    void bindsTokensToVaultAndFilters() {
        stored(aPoint());
        stored(aPoint());
        var token = account.backup()
                .listRecoveryPointsByBackupVault(
                        request -> request.backupVaultName("nightly").maxResults(1))
                .nextToken();

        assertThat(inVault(request -> request.nextToken(token))).hasSize(1);
        assertRefused(
                InvalidParameterValueException.class,
                () -> account.backup()
                        .listRecoveryPointsByBackupVault(
                                request -> request.backupVaultName("Default").nextToken(token)));
        assertRefused(
                InvalidParameterValueException.class,
                () -> inVault(request -> request.nextToken(token).byCreatedAfter(START)));
        assertRefused(
                InvalidParameterValueException.class,
                () -> inVault(request -> request.nextToken(token + token).byResourceType("EC2")));
    }

    @Test
    void filtersByResourceAndByInstantsThatAreExclusive() {
        var other = Fixtures.aFileSystemArn();
        stored(aPoint());
        stored(aPoint().resourceArn(other).createdAt(START.plusMillis(5)));

        assertThat(inVault(request -> request.byResourceArn(other.toString()))).hasSize(1);
        assertThat(inVault(request -> request.byResourceArn("arn:aws:rds:eu-central-1:123456789012:db:mine")))
                .isEmpty();
        assertThat(inVault(request -> request.byCreatedAfter(START))).hasSize(1);
        assertThat(inVault(request -> request.byCreatedAfter(START.minusMillis(1))))
                .hasSize(2);
        assertThat(inVault(request -> request.byCreatedBefore(START.plusMillis(5))))
                .hasSize(1);
        assertThat(inVault(request -> request.byCreatedBefore(START.plusMillis(6))))
                .hasSize(2);
        assertThat(inVault(request -> request.byResourceType("EFS"))).hasSize(2);
    }

    @Test
    void answersAnEmptyListWhereNothingCanMatch() {
        stored(aPoint());

        assertThat(inVault(request -> request.byResourceType("EC2"))).isEmpty();
        assertThat(inVault(request -> request.byBackupPlanId("any"))).isEmpty();
        assertThat(inVault(request -> request.byParentRecoveryPointArn(unknownArn())))
                .isEmpty();
        assertRefused(
                InvalidParameterValueException.class,
                "ByResourceType must match ^[a-zA-Z0-9\\-_.]{1,50}$, was 'a b'",
                () -> inVault(request -> request.byResourceType("a b")));
        assertRefused(
                ResourceNotFoundException.class,
                () -> account.backup()
                        .listRecoveryPointsByBackupVault(
                                request -> request.backupVaultName("daily").byResourceType("EC2")));
    }

    @Test
    void knowsNoVaultOfAnotherAccount() {
        var point = stored(aPoint());
        var other = service.newAccount().owner().account().value();
        var arn = point.arn().toString();

        assertRefused(ResourceNotFoundException.class, () -> inVault(request -> request.backupVaultAccountId(other)));
        assertRefused(
                ResourceNotFoundException.class,
                () -> account.backup()
                        .describeRecoveryPoint(request -> request.backupVaultName("nightly")
                                .recoveryPointArn(arn)
                                .backupVaultAccountId(other)));
        assertRefused(
                ResourceNotFoundException.class,
                () -> account.backup()
                        .getRecoveryPointRestoreMetadata(request -> request.backupVaultName("nightly")
                                .recoveryPointArn(arn)
                                .backupVaultAccountId(other)));
        assertThat(inVault(request ->
                        request.backupVaultAccountId(account.owner().account().value())))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1001})
    void listsPagesOf1To1000(int max) {
        var message = "MaxResults must be 1 to 1000, was " + max;
        assertRefused(InvalidParameterValueException.class, message, () -> inVault(request -> request.maxResults(max)));
        assertRefused(
                InvalidParameterValueException.class,
                message,
                () -> account.backup()
                        .listRecoveryPointsByResource(request ->
                                request.resourceArn(fileSystem.arn().toString()).maxResults(max)));
    }

    @Test
    void startsADeletionAndChangesNothingWhenAskedAgain() {
        var point = stored(aPoint());

        var answer = delete(point);
        var deleting = stored(point);
        service.clock.advance(Duration.ofHours(1));
        delete(point);

        assertThat(answer).isEqualTo(200);
        assertThat(describe(point).status()).isEqualTo(RecoveryPointStatus.DELETING);
        assertThat(deleting.deletionRequestedAt()).contains(START);
        assertThat(stored(point)).isEqualTo(deleting);
    }

    @Test
    void showsAsExpiredWhatCouldNotBeDeletedUntilItCan() {
        var point = stored(aPoint().lifecycle(Lifecycle.deleteAfter(1)));
        service.clock.advance(Duration.ofDays(1));
        service.content.before((step, id) -> {
            if (id.equals(point.content())) {
                throw new AccessDeniedException("/content/warm");
            }
        });

        service.sweep();

        service.content.recover();
        var reason = "The deletion failed and is tried again. Permission denied";
        assertThat(describe(point).status()).isEqualTo(RecoveryPointStatus.EXPIRED);
        assertThat(describe(point).statusMessage()).isEqualTo(reason);
        assertThat(inVault(request -> {}).getFirst().status()).isEqualTo(RecoveryPointStatus.EXPIRED);
        assertThat(inVault(request -> {}).getFirst().statusMessage()).isEqualTo(reason);
        assertRefused(
                InvalidRequestException.class,
                "Recovery point " + point.arn() + " cannot be changed: its status is EXPIRED.",
                () -> account.backup()
                        .updateRecoveryPointLifecycle(request -> request.backupVaultName("nightly")
                                .recoveryPointArn(point.arn().toString())
                                .lifecycle(lifecycle -> lifecycle.deleteAfterDays(100L))));

        delete(point);
        assertThat(describe(point).status()).isEqualTo(RecoveryPointStatus.DELETING);
        assertThat(describe(point).statusMessage()).isNull();
        service.sweep();
        assertRefused(ResourceNotFoundException.class, () -> describe(point));
    }

    @Test
    void showsAsWarmWhatCouldNotBeMovedToColdStorage() {
        var point = stored(aPoint().lifecycle(Lifecycle.moveToColdAfter(1)));
        service.clock.advance(Duration.ofDays(1));

        service.sweep();

        assertThat(describe(point).status()).isEqualTo(RecoveryPointStatus.COMPLETED);
        assertThat(describe(point).storageClass()).isEqualTo(StorageClass.WARM);
        assertThat(describe(point).statusMessage())
                .isEqualTo("The move to cold storage failed and is tried again. Content "
                        + point.content().attempt() + " of the recovery point is damaged: it is missing");
    }

    @Test
    void answersADeletionWithoutABody() {
        var point = stored(aPoint());

        var answer = service.server()
                .send(
                        "DELETE",
                        "/backup-vaults/nightly/recovery-points/"
                                + point.arn().toString().replace(":", "%3A"),
                        "",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + account.owner().account()
                                + "/20260101/eu-central-1/backup/aws4_request, SignedHeaders=host, Signature="
                                + "0".repeat(64));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void tellsWithWhichMetadataToRestore() {
        var point = stored(aPoint());

        var answer = account.backup()
                .getRecoveryPointRestoreMetadata(request -> request.backupVaultName("nightly")
                        .recoveryPointArn(point.arn().toString()));

        assertThat(answer.backupVaultArn()).isEqualTo(vault.arn().toString());
        assertThat(answer.recoveryPointArn()).isEqualTo(point.arn().toString());
        assertThat(answer.resourceType()).isEqualTo("EFS");
        assertThat(answer.restoreMetadata())
                .isEqualTo(Map.of("file-system-id", fileSystem.id().value()));
    }

    @Test
    void namesWhatIsMissing() {
        var point = stored(aPoint());
        for (var call : List.<Consumer<String[]>>of(
                names -> account.backup()
                        .describeRecoveryPoint(
                                request -> request.backupVaultName(names[0]).recoveryPointArn(names[1])),
                names -> account.backup()
                        .deleteRecoveryPoint(
                                request -> request.backupVaultName(names[0]).recoveryPointArn(names[1])),
                names -> account.backup()
                        .getRecoveryPointRestoreMetadata(
                                request -> request.backupVaultName(names[0]).recoveryPointArn(names[1])))) {
            var arn = point.arn().toString();
            assertRefused(
                    ResourceNotFoundException.class,
                    "Backup vault 'daily' does not exist.",
                    () -> call.accept(new String[] {"daily", arn}));
            assertRefused(
                    ResourceNotFoundException.class,
                    "Cannot find recovery point",
                    () -> call.accept(new String[] {"nightly", unknownArn()}));
            assertRefused(
                    ResourceNotFoundException.class,
                    "Cannot find recovery point",
                    () -> call.accept(new String[] {"Default", arn}));
            assertRefused(
                    ResourceNotFoundException.class, // ids are compared with their case
                    "Cannot find recovery point",
                    () -> call.accept(new String[] {"nightly", unknownArn().replace("abcdef", "ABCDEF")}));
            assertRefused(
                    InvalidParameterValueException.class,
                    "RecoveryPointArn must match arn:aws:backup:REGION:ACCOUNT:recovery-point:UUID, was 'x'",
                    () -> call.accept(new String[] {"nightly", "x"}));
        }
        assertThat(stored(point)).isEqualTo(point);
    }

    private DescribeRecoveryPointResponse describe(RecoveryPoint point) {
        return account.backup()
                .describeRecoveryPoint(request -> request.backupVaultName("nightly")
                        .recoveryPointArn(point.arn().toString()));
    }

    private int delete(RecoveryPoint point) {
        return account.backup()
                .deleteRecoveryPoint(request -> request.backupVaultName("nightly")
                        .recoveryPointArn(point.arn().toString()))
                .sdkHttpResponse()
                .statusCode();
    }

    private List<RecoveryPointByBackupVault> inVault(Consumer<ListRecoveryPointsByBackupVaultRequest.Builder> wanted) {
        var answer = account.backup()
                .listRecoveryPointsByBackupVault(request -> wanted.accept(request.backupVaultName("nightly")));
        assertThat(answer.hasRecoveryPoints()).isTrue();
        return answer.recoveryPoints();
    }
}
