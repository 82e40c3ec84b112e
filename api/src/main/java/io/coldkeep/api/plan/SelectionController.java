package io.coldkeep.api.plan;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.CommonMembers;
import io.coldkeep.api.wire.Members;
import io.coldkeep.api.wire.Paging;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.plan.SelectionService;
import io.coldkeep.domain.policy.PlanId;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import software.amazon.awssdk.services.backup.model.CreateBackupSelectionRequest;
import software.amazon.awssdk.services.backup.model.CreateBackupSelectionResponse;
import software.amazon.awssdk.services.backup.model.DeleteBackupSelectionRequest;
import software.amazon.awssdk.services.backup.model.DeleteBackupSelectionResponse;
import software.amazon.awssdk.services.backup.model.GetBackupSelectionRequest;
import software.amazon.awssdk.services.backup.model.GetBackupSelectionResponse;
import software.amazon.awssdk.services.backup.model.ListBackupSelectionsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupSelectionsResponse;

/** Which resources a plan backs up. */
@WireController
final class SelectionController {

    private final SelectionService selections;
    private final Paging paging;

    SelectionController(SelectionService selections, Paging paging) {
        this.selections = selections;
        this.paging = paging;
    }

    @Put("/backup/plans/{backupPlanId}/selections")
    CreateBackupSelectionResponse createBackupSelection(@Wire CreateBackupSelectionRequest request, Caller caller) {
        var made = selections.create(
                caller.owner(),
                new PlanId(request.backupPlanId()),
                SelectionMapper.wanted(request.backupSelection()),
                Members.creatorRequestId(request.creatorRequestId()));
        return CommonMembers.copy(SelectionMapper.listed(made), CreateBackupSelectionResponse.builder())
                .build();
    }

    @Get("/backup/plans/{backupPlanId}/selections/{selectionId}")
    GetBackupSelectionResponse getBackupSelection(@Wire GetBackupSelectionRequest request, Caller caller) {
        var found = selections.require(caller.owner(), new PlanId(request.backupPlanId()), request.selectionId());
        return CommonMembers.copy(SelectionMapper.listed(found), GetBackupSelectionResponse.builder())
                .backupSelection(SelectionMapper.answer(found))
                .build();
    }

    @Get("/backup/plans/{backupPlanId}/selections")
    ListBackupSelectionsResponse listBackupSelections(@Wire ListBackupSelectionsRequest request, Caller caller) {
        var page = selections.list(
                caller.owner(),
                new PlanId(request.backupPlanId()),
                paging.ofBackup(caller, request, request.maxResults(), request.nextToken()));
        return ListBackupSelectionsResponse.builder()
                .backupSelectionsList(
                        page.items().stream().map(SelectionMapper::listed).toList())
                .nextToken(paging.next(caller, request, page))
                .build();
    }

    @Delete("/backup/plans/{backupPlanId}/selections/{selectionId}")
    DeleteBackupSelectionResponse deleteBackupSelection(@Wire DeleteBackupSelectionRequest request, Caller caller) {
        selections.delete(caller.owner(), new PlanId(request.backupPlanId()), request.selectionId());
        return DeleteBackupSelectionResponse.builder().build();
    }
}
