package io.coldkeep.api.restore;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.CommonMembers;
import io.coldkeep.api.wire.JobIds;
import io.coldkeep.api.wire.Paging;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.restore.RestoreJob;
import io.coldkeep.domain.restore.RestoreService;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.backup.model.DescribeRestoreJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeRestoreJobResponse;
import software.amazon.awssdk.services.backup.model.ListRestoreJobsRequest;
import software.amazon.awssdk.services.backup.model.ListRestoreJobsResponse;
import software.amazon.awssdk.services.backup.model.StartRestoreJobRequest;
import software.amazon.awssdk.services.backup.model.StartRestoreJobResponse;

/** Restore jobs. */
@WireController
final class RestoreJobController {

    private final RestoreService restores;
    private final Paging paging;
    private final InstantSource clock;

    RestoreJobController(RestoreService restores, Paging paging, InstantSource clock) {
        this.restores = restores;
        this.paging = paging;
        this.clock = clock;
    }

    @Put("/restore-jobs")
    StartRestoreJobResponse startRestoreJob(@Wire StartRestoreJobRequest request, Caller caller) {
        var job = restores.start(caller.requester(), RestoreJobMapper.wanted(request, caller));
        return StartRestoreJobResponse.builder()
                .restoreJobId(job.id().toString())
                .build();
    }

    @Get("/restore-jobs/{restoreJobId}")
    DescribeRestoreJobResponse describeRestoreJob(@Wire DescribeRestoreJobRequest request, Caller caller) {
        var job = restores.require(caller.owner(), JobIds.parse(Subject.RESTORE_JOB, request.restoreJobId()));
        return CommonMembers.copy(RestoreJobMapper.listed(job, clock.instant()), DescribeRestoreJobResponse.builder())
                .build();
    }

    @Get("/restore-jobs")
    ListRestoreJobsResponse listRestoreJobs(@Wire ListRestoreJobsRequest request, Caller caller) {
        var asked = paging.ofBackup(caller, request, request.maxResults(), request.nextToken());
        var now = clock.instant();
        var page = RestoreJobFilterMapper.filter(request, caller)
                .map(filter -> restores.list(caller.owner(), filter, asked))
                .orElseGet(() -> new Page<RestoreJob>(List.of(), Optional.empty()));
        return ListRestoreJobsResponse.builder()
                .restoreJobs(page.items().stream()
                        .map(job -> RestoreJobMapper.listed(job, now))
                        .toList())
                .nextToken(paging.next(caller, request, page))
                .build();
    }
}
