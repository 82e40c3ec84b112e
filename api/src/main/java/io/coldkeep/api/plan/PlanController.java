package io.coldkeep.api.plan;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.CommonMembers;
import io.coldkeep.api.wire.Members;
import io.coldkeep.api.wire.Paging;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.plan.BackupPlan;
import io.coldkeep.domain.plan.PlanService;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.tag.Tags;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import java.util.Objects;
import software.amazon.awssdk.services.backup.model.CreateBackupPlanRequest;
import software.amazon.awssdk.services.backup.model.CreateBackupPlanResponse;
import software.amazon.awssdk.services.backup.model.DeleteBackupPlanRequest;
import software.amazon.awssdk.services.backup.model.DeleteBackupPlanResponse;
import software.amazon.awssdk.services.backup.model.GetBackupPlanRequest;
import software.amazon.awssdk.services.backup.model.GetBackupPlanResponse;
import software.amazon.awssdk.services.backup.model.ListBackupPlanVersionsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupPlanVersionsResponse;
import software.amazon.awssdk.services.backup.model.ListBackupPlansRequest;
import software.amazon.awssdk.services.backup.model.ListBackupPlansResponse;
import software.amazon.awssdk.services.backup.model.UpdateBackupPlanRequest;
import software.amazon.awssdk.services.backup.model.UpdateBackupPlanResponse;

/** Backup plans and their versions. */
@WireController
final class PlanController {

    private final PlanService plans;
    private final Paging paging;

    PlanController(PlanService plans, Paging paging) {
        this.plans = plans;
        this.paging = paging;
    }

    @Put("/backup/plans")
    CreateBackupPlanResponse createBackupPlan(@Wire CreateBackupPlanRequest request, Caller caller) {
        var made = plans.create(
                caller.owner(),
                WantedPlanMapper.wanted(request.backupPlan()),
                Members.creatorRequestId(request.creatorRequestId()),
                Tags.ofUser("BackupPlanTags", request.backupPlanTags()));
        return CommonMembers.copy(PlanMapper.listed(made), CreateBackupPlanResponse.builder())
                .build();
    }

    @Get("/backup/plans/{backupPlanId}")
    GetBackupPlanResponse getBackupPlan(@Wire GetBackupPlanRequest request, Caller caller) {
        var plan = find(request, caller);
        var most = Objects.requireNonNullElse(request.maxScheduledRunsPreview(), 0);
        var preview = PlanMapper.preview(plans.preview(plan, most));
        return CommonMembers.copy(PlanMapper.listed(plan), GetBackupPlanResponse.builder())
                .backupPlan(PlanMapper.answer(plan.document()))
                .scheduledRunsPreview(most == 0 ? null : preview) // who asks for none gets no empty list
                .build();
    }

    private BackupPlan find(GetBackupPlanRequest request, Caller caller) {
        var id = new PlanId(request.backupPlanId());
        return request.versionId() == null
                ? plans.require(caller.owner(), id)
                : plans.require(caller.owner(), id, request.versionId());
    }

    @Post("/backup/plans/{backupPlanId}")
    UpdateBackupPlanResponse updateBackupPlan(@Wire UpdateBackupPlanRequest request, Caller caller) {
        var changed = plans.update(
                caller.owner(), new PlanId(request.backupPlanId()), WantedPlanMapper.wanted(request.backupPlan()));
        return CommonMembers.copy(PlanMapper.listed(changed), UpdateBackupPlanResponse.builder())
                .build();
    }

    @Delete("/backup/plans/{backupPlanId}")
    DeleteBackupPlanResponse deleteBackupPlan(@Wire DeleteBackupPlanRequest request, Caller caller) {
        var deleted = plans.delete(caller.owner(), new PlanId(request.backupPlanId()));
        return CommonMembers.copy(PlanMapper.listed(deleted), DeleteBackupPlanResponse.builder())
                .build();
    }

    @Get("/backup/plans")
    ListBackupPlansResponse listBackupPlans(@Wire ListBackupPlansRequest request, Caller caller) {
        var page = plans.list(
                caller.owner(),
                Boolean.TRUE.equals(request.includeDeleted()),
                paging.ofBackup(caller, request, request.maxResults(), request.nextToken()));
        return ListBackupPlansResponse.builder()
                .backupPlansList(page.items().stream().map(PlanMapper::listed).toList())
                .nextToken(paging.next(caller, request, page))
                .build();
    }

    @Get("/backup/plans/{backupPlanId}/versions")
    ListBackupPlanVersionsResponse listBackupPlanVersions(@Wire ListBackupPlanVersionsRequest request, Caller caller) {
        var page = plans.listVersions(
                caller.owner(),
                new PlanId(request.backupPlanId()),
                paging.ofBackup(caller, request, request.maxResults(), request.nextToken()));
        return ListBackupPlanVersionsResponse.builder()
                .backupPlanVersionsList(
                        page.items().stream().map(PlanMapper::version).toList())
                .nextToken(paging.next(caller, request, page))
                .build();
    }
}
