package io.coldkeep.api.recoverypoint;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.CommonMembers;
import io.coldkeep.api.wire.Paging;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.recoverypoint.RecoveryPointService;
import io.micronaut.http.annotation.Get;
import software.amazon.awssdk.services.backup.model.DescribeProtectedResourceRequest;
import software.amazon.awssdk.services.backup.model.DescribeProtectedResourceResponse;
import software.amazon.awssdk.services.backup.model.GetSupportedResourceTypesRequest;
import software.amazon.awssdk.services.backup.model.GetSupportedResourceTypesResponse;
import software.amazon.awssdk.services.backup.model.ListProtectedResourcesByBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.ListProtectedResourcesByBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.ListProtectedResourcesRequest;
import software.amazon.awssdk.services.backup.model.ListProtectedResourcesResponse;
import software.amazon.awssdk.services.backup.model.ProtectedResource;

/** The resources that have recovery points, and which could have some. */
@WireController
final class ProtectedResourceController {

    private final RecoveryPointService points;
    private final Paging paging;

    ProtectedResourceController(RecoveryPointService points, Paging paging) {
        this.points = points;
        this.paging = paging;
    }

    @Get("/resources")
    ListProtectedResourcesResponse listProtectedResources(@Wire ListProtectedResourcesRequest request, Caller caller) {
        var asked = paging.ofBackup(caller, request, request.maxResults(), request.nextToken());
        var page = points.listResources(caller.owner(), asked);
        return ListProtectedResourcesResponse.builder()
                .results(page.items().stream()
                        .map(ProtectedResourceController::listed)
                        .toList())
                .nextToken(paging.next(caller, request, page))
                .build();
    }

    @Get("/backup-vaults/{backupVaultName}/resources")
    ListProtectedResourcesByBackupVaultResponse listProtectedResourcesByBackupVault(
            @Wire ListProtectedResourcesByBackupVaultRequest request, Caller caller) {
        var asked = paging.ofBackup(caller, request, request.maxResults(), request.nextToken());
        var vault = RecoveryPointController.ownVault(caller, request.backupVaultName(), request.backupVaultAccountId());
        var page = points.listResources(caller.requester(), vault, asked);
        return ListProtectedResourcesByBackupVaultResponse.builder()
                .results(page.items().stream()
                        .map(ProtectedResourceController::listed)
                        .toList())
                .nextToken(paging.next(caller, request, page))
                .build();
    }

    @Get("/resources/{resourceArn}")
    DescribeProtectedResourceResponse describeProtectedResource(
            @Wire DescribeProtectedResourceRequest request, Caller caller) {
        var found = points.requireResource(caller.owner(), ResourceTypes.source("ResourceArn", request.resourceArn()));
        return CommonMembers.copy(listed(found), DescribeProtectedResourceResponse.builder())
                .build();
    }

    private static ProtectedResource listed(io.coldkeep.domain.recoverypoint.ProtectedResource resource) {
        return ProtectedResource.builder()
                .resourceArn(resource.resourceArn().toString())
                .resourceType(ResourceTypes.EFS)
                .resourceName(resource.resourceName().orElse(null))
                .lastBackupTime(resource.lastBackupTime())
                .lastBackupVaultArn(resource.lastBackupVaultArn().toString())
                .lastRecoveryPointArn(resource.lastRecoveryPointArn().toString())
                .build();
    }

    @Get("/supported-resource-types")
    GetSupportedResourceTypesResponse getSupportedResourceTypes(@Wire GetSupportedResourceTypesRequest request) {
        return GetSupportedResourceTypesResponse.builder()
                .resourceTypes(ResourceTypes.ALL)
                .build();
    }
}
