package io.coldkeep.api.copy;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.JobIds;
import io.coldkeep.api.wire.Paging;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.copy.CopyJob;
import io.coldkeep.domain.copy.CopyService;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.refusal.Subject;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.backup.model.DescribeCopyJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeCopyJobResponse;
import software.amazon.awssdk.services.backup.model.ListCopyJobsRequest;
import software.amazon.awssdk.services.backup.model.ListCopyJobsResponse;
import software.amazon.awssdk.services.backup.model.StartCopyJobRequest;
import software.amazon.awssdk.services.backup.model.StartCopyJobResponse;

/** Copy jobs. */
@WireController
final class CopyJobController {

    private final CopyService copies;
    private final Paging paging;

    CopyJobController(CopyService copies, Paging paging) {
        this.copies = copies;
        this.paging = paging;
    }

    @Put("/copy-jobs")
    StartCopyJobResponse startCopyJob(@Wire StartCopyJobRequest request, Caller caller) {
        var job = copies.start(caller.requester(), CopyJobMapper.wanted(request));
        return StartCopyJobResponse.builder()
                .copyJobId(job.id().toString())
                .creationDate(job.creationDate())
                .isParent(false)
                .build();
    }

    @Get("/copy-jobs/{copyJobId}")
    DescribeCopyJobResponse describeCopyJob(@Wire DescribeCopyJobRequest request, Caller caller) {
        var job = copies.require(caller.owner(), JobIds.parse(Subject.COPY_JOB, request.copyJobId()));
        return DescribeCopyJobResponse.builder()
                .copyJob(CopyJobMapper.answer(job))
                .build();
    }

    @Get("/copy-jobs")
    ListCopyJobsResponse listCopyJobs(@Wire ListCopyJobsRequest request, Caller caller) {
        var asked = paging.ofBackup(caller, request, request.maxResults(), request.nextToken());
        var page = CopyJobFilterMapper.filter(request, caller)
                .map(filter -> copies.list(caller.owner(), filter, asked))
                .orElseGet(() -> new Page<CopyJob>(List.of(), Optional.empty()));
        return ListCopyJobsResponse.builder()
                .copyJobs(page.items().stream().map(CopyJobMapper::answer).toList())
                .nextToken(paging.next(caller, request, page))
                .build();
    }
}
