package io.coldkeep.api.recoverypoint;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.DryRun;
import io.coldkeep.api.wire.DryRunnable;
import io.coldkeep.api.wire.Members;
import io.coldkeep.api.wire.Paging;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointFilter;
import io.coldkeep.domain.recoverypoint.RecoveryPointService;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.restore.RestoreService;
import io.coldkeep.domain.vault.VaultName;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.DeleteRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DeleteRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.GetRecoveryPointRestoreMetadataRequest;
import software.amazon.awssdk.services.backup.model.GetRecoveryPointRestoreMetadataResponse;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByResourceRequest;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByResourceResponse;
import software.amazon.awssdk.services.backup.model.UpdateRecoveryPointLifecycleRequest;
import software.amazon.awssdk.services.backup.model.UpdateRecoveryPointLifecycleResponse;

/** Recovery points, and when they move to cold storage and expire. */
@WireController
final class RecoveryPointController {

    private static final String POINT = "/backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}";

    private final RecoveryPointService points;
    private final RestoreService restores;
    private final Paging paging;

    RecoveryPointController(RecoveryPointService points, RestoreService restores, Paging paging) {
        this.points = points;
        this.restores = restores;
        this.paging = paging;
    }

    @Get(POINT)
    DescribeRecoveryPointResponse describeRecoveryPoint(@Wire DescribeRecoveryPointRequest request, Caller caller) {
        return RecoveryPointMapper.described(points.require(
                caller.requester(),
                VaultAction.DESCRIBE_RECOVERY_POINT,
                ownVault(caller, request.backupVaultName(), request.backupVaultAccountId()),
                request.recoveryPointArn()));
    }

    @Post(POINT)
    @DryRunnable
    UpdateRecoveryPointLifecycleResponse updateRecoveryPointLifecycle(
            @Wire UpdateRecoveryPointLifecycleRequest request, Caller caller, HttpRequest<?> http) {
        var vault = VaultName.of(request.backupVaultName());
        var arn = request.recoveryPointArn();
        var wanted = LifecycleMapper.requested(request.lifecycle());
        return RecoveryPointMapper.updated(
                DryRun.isAskedFor(http)
                        ? points.previewLifecycle(caller.requester(), vault, arn, wanted)
                        : points.updateLifecycle(caller.requester(), vault, arn, wanted));
    }

    @Delete(POINT)
    DeleteRecoveryPointResponse deleteRecoveryPoint(@Wire DeleteRecoveryPointRequest request, Caller caller) {
        points.delete(caller.requester(), VaultName.of(request.backupVaultName()), request.recoveryPointArn());
        return DeleteRecoveryPointResponse.builder().build();
    }

    @Get(POINT + "/restore-metadata")
    GetRecoveryPointRestoreMetadataResponse getRecoveryPointRestoreMetadata(
            @Wire GetRecoveryPointRestoreMetadataRequest request, Caller caller) {
        var point = points.require(
                caller.requester(),
                VaultAction.GET_RECOVERY_POINT_RESTORE_METADATA,
                ownVault(caller, request.backupVaultName(), request.backupVaultAccountId()),
                request.recoveryPointArn());
        return GetRecoveryPointRestoreMetadataResponse.builder()
                .backupVaultArn(point.vaultArn().toString())
                .recoveryPointArn(point.arn().toString())
                .resourceType(ResourceTypes.EFS)
                .restoreMetadata(restores.metadataFor(point))
                .build();
    }

    @Get("/backup-vaults/{backupVaultName}/recovery-points")
    ListRecoveryPointsByBackupVaultResponse listRecoveryPointsByBackupVault(
            @Wire ListRecoveryPointsByBackupVaultRequest request, Caller caller) {
        var asked = paging.ofBackup(caller, request, request.maxResults(), request.nextToken());
        var filter = new RecoveryPointFilter(
                Optional.ofNullable(request.byResourceArn()).map(arn -> ResourceTypes.source("ByResourceArn", arn)),
                Optional.ofNullable(request.byBackupPlanId()).map(PlanId::new),
                Optional.ofNullable(request.byCreatedBefore()),
                Optional.ofNullable(request.byCreatedAfter()));
        var nothing = matchesNone(request);
        var vault = ownVault(caller, request.backupVaultName(), request.backupVaultAccountId());
        var listed = points.listByVault(caller.requester(), vault, filter, asked);
        var page = nothing ? new Page<RecoveryPoint>(List.of(), Optional.empty()) : listed;
        return ListRecoveryPointsByBackupVaultResponse.builder()
                .recoveryPoints(
                        page.items().stream().map(RecoveryPointMapper::inVault).toList())
                .nextToken(paging.next(caller, request, page))
                .build();
    }

    /** No recovery point here is of anything but a file system, or a part of another one. */
    private static boolean matchesNone(ListRecoveryPointsByBackupVaultRequest request) {
        return ResourceTypes.excludesAll("ByResourceType", request.byResourceType())
                || request.byParentRecoveryPointArn() != null;
    }

    /** Vaults of other accounts are not there for the caller. */
    static VaultName ownVault(Caller caller, String vaultName, @Nullable String vaultAccount) {
        var name = VaultName.of(vaultName);
        if (Members.isOtherAccount(caller, "BackupVaultAccountId", vaultAccount)) {
            throw new NotFound(Subject.BACKUP_VAULT, name.value());
        }
        return name;
    }

    @Get("/resources/{resourceArn}/recovery-points")
    ListRecoveryPointsByResourceResponse listRecoveryPointsByResource(
            @Wire ListRecoveryPointsByResourceRequest request, Caller caller) {
        var asked = paging.ofBackup(caller, request, request.maxResults(), request.nextToken());
        var resource = ResourceTypes.source("ResourceArn", request.resourceArn());
        var page = points.listByResource(caller.owner(), resource, asked);
        return ListRecoveryPointsByResourceResponse.builder()
                .recoveryPoints(page.items().stream()
                        .map(RecoveryPointMapper::ofResource)
                        .toList())
                .nextToken(paging.next(caller, request, page))
                .build();
    }
}
