package io.coldkeep.api.job;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.CommonMembers;
import io.coldkeep.api.wire.JobIds;
import io.coldkeep.api.wire.Paging;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.job.BackupJob;
import io.coldkeep.domain.job.BackupJobService;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.refusal.Subject;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;
import software.amazon.awssdk.services.backup.model.ListBackupJobsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupJobsResponse;
import software.amazon.awssdk.services.backup.model.StartBackupJobRequest;
import software.amazon.awssdk.services.backup.model.StartBackupJobResponse;
import software.amazon.awssdk.services.backup.model.StopBackupJobRequest;
import software.amazon.awssdk.services.backup.model.StopBackupJobResponse;

/** Backup jobs. */
@WireController
final class BackupJobController {

    private final BackupJobService jobs;
    private final Paging paging;
    private final InstantSource clock;

    BackupJobController(BackupJobService jobs, Paging paging, InstantSource clock) {
        this.jobs = jobs;
        this.paging = paging;
        this.clock = clock;
    }

    @Put("/backup-jobs")
    StartBackupJobResponse startBackupJob(@Wire StartBackupJobRequest request, Caller caller) {
        var job = jobs.start(caller.requester(), BackupJobMapper.wanted(request));
        return StartBackupJobResponse.builder()
                .backupJobId(job.id().toString())
                .recoveryPointArn(job.recoveryPoint().arn(job.owner()).toString())
                .creationDate(job.creationDate())
                .isParent(false)
                .build();
    }

    @Get("/backup-jobs/{backupJobId}")
    DescribeBackupJobResponse describeBackupJob(@Wire DescribeBackupJobRequest request, Caller caller) {
        var job = jobs.require(caller.owner(), JobIds.parse(Subject.BACKUP_JOB, request.backupJobId()));
        return CommonMembers.copy(BackupJobMapper.listed(job, clock.instant()), DescribeBackupJobResponse.builder())
                .build();
    }

    @Get("/backup-jobs")
    ListBackupJobsResponse listBackupJobs(@Wire ListBackupJobsRequest request, Caller caller) {
        var asked = paging.ofBackup(caller, request, request.maxResults(), request.nextToken());
        var page = BackupJobFilterMapper.filter(request, caller)
                .map(filter -> jobs.list(caller.owner(), filter, asked))
                .orElseGet(() -> new Page<BackupJob>(List.of(), Optional.empty()));
        var now = clock.instant();
        return ListBackupJobsResponse.builder()
                .backupJobs(page.items().stream()
                        .filter(BackupJobFilterMapper.messageCategory(request.byMessageCategory()))
                        .map(job -> BackupJobMapper.listed(job, now))
                        .toList())
                .nextToken(paging.next(caller, request, page))
                .build();
    }

    @Post("/backup-jobs/{backupJobId}")
    StopBackupJobResponse stopBackupJob(@Wire StopBackupJobRequest request, Caller caller) {
        jobs.stop(caller.owner(), JobIds.parse(Subject.BACKUP_JOB, request.backupJobId()));
        return StopBackupJobResponse.builder().build();
    }
}
