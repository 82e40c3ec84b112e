package io.coldkeep.api.plan;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.JsonTexts;
import io.coldkeep.api.wire.Paging;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.plan.PlanService;
import io.coldkeep.domain.plan.PlanTemplates;
import io.coldkeep.domain.policy.PlanId;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import software.amazon.awssdk.services.backup.model.BackupPlanInput;
import software.amazon.awssdk.services.backup.model.ExportBackupPlanTemplateRequest;
import software.amazon.awssdk.services.backup.model.ExportBackupPlanTemplateResponse;
import software.amazon.awssdk.services.backup.model.GetBackupPlanFromJsonRequest;
import software.amazon.awssdk.services.backup.model.GetBackupPlanFromJsonResponse;
import software.amazon.awssdk.services.backup.model.GetBackupPlanFromTemplateRequest;
import software.amazon.awssdk.services.backup.model.GetBackupPlanFromTemplateResponse;
import software.amazon.awssdk.services.backup.model.ListBackupPlanTemplatesRequest;
import software.amazon.awssdk.services.backup.model.ListBackupPlanTemplatesResponse;

/** Documents to make plans of: those that come with the service, and those that clients carry about as JSON. */
@WireController
final class PlanTemplateController {

    private final PlanService plans;
    private final Paging paging;

    PlanTemplateController(PlanService plans, Paging paging) {
        this.plans = plans;
        this.paging = paging;
    }

    @Get("/backup/plans/{backupPlanId}/toTemplate")
    ExportBackupPlanTemplateResponse exportBackupPlanTemplate(
            @Wire ExportBackupPlanTemplateRequest request, Caller caller) {
        var plan = plans.require(caller.owner(), new PlanId(request.backupPlanId()));
        return ExportBackupPlanTemplateResponse.builder()
                .backupPlanTemplateJson(JsonTexts.write(PlanMapper.template(plan.document())))
                .build();
    }

    @Post("/backup/template/json/toPlan")
    GetBackupPlanFromJsonResponse getBackupPlanFromJson(@Wire GetBackupPlanFromJsonRequest request, Caller caller) {
        var sent = JsonTexts.read("BackupPlanTemplateJson", request.backupPlanTemplateJson(), BackupPlanInput.class);
        var document = plans.check(caller.owner(), WantedPlanMapper.wanted(sent));
        return GetBackupPlanFromJsonResponse.builder()
                .backupPlan(PlanMapper.complete(document))
                .build();
    }

    @Get("/backup/template/plans/{templateId}/toPlan")
    GetBackupPlanFromTemplateResponse getBackupPlanFromTemplate(@Wire GetBackupPlanFromTemplateRequest request) {
        var template = PlanTemplates.require(request.backupPlanTemplateId());
        return GetBackupPlanFromTemplateResponse.builder()
                .backupPlanDocument(PlanMapper.complete(template.document()))
                .build();
    }

    @Get("/backup/template/plans")
    ListBackupPlanTemplatesResponse listBackupPlanTemplates(
            @Wire ListBackupPlanTemplatesRequest request, Caller caller) {
        var page = PlanTemplates.list(paging.ofBackup(caller, request, request.maxResults(), request.nextToken()));
        return ListBackupPlanTemplatesResponse.builder()
                .backupPlanTemplatesList(
                        page.items().stream().map(PlanMapper::listed).toList())
                .nextToken(paging.next(caller, request, page))
                .build();
    }
}
