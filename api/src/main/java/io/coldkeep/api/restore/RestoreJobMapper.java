package io.coldkeep.api.restore;

import io.coldkeep.api.Caller;
import io.coldkeep.api.recoverypoint.ResourceTypes;
import io.coldkeep.api.wire.AwsErrors;
import io.coldkeep.api.wire.AwsException;
import io.coldkeep.api.wire.AwsService;
import io.coldkeep.api.wire.Members;
import io.coldkeep.domain.restore.NewRestoreJob;
import io.coldkeep.domain.restore.RestoreJob;
import io.coldkeep.domain.restore.RestoreMetadata;
import io.coldkeep.domain.restore.RestoreState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.RestoreJobStatus;
import software.amazon.awssdk.services.backup.model.RestoreJobsListMember;
import software.amazon.awssdk.services.backup.model.StartRestoreJobRequest;

/** Restore jobs between the wire and the domain. */
final class RestoreJobMapper {

    private static final int MAX_TOKEN = 256;

    private RestoreJobMapper() {}

    static NewRestoreJob wanted(StartRestoreJobRequest request, Caller caller) {
        if (ResourceTypes.excludesAll("ResourceType", request.resourceType())) {
            throw Members.invalid("ResourceType", "must be EFS, was '" + request.resourceType() + "'");
        }
        if (Boolean.TRUE.equals(request.copySourceTagsToRestoredResource())) {
            throw new AwsException(AwsErrors.unsupported(
                    AwsService.BACKUP,
                    "CopySourceTagsToRestoredResource true is not supported: restores leave tags alone"));
        }
        var metadata = new RestoreMetadata(request.metadata());
        return new NewRestoreJob(
                request.recoveryPointArn(),
                metadata.destination(caller.owner(), UUID.randomUUID().toString()),
                metadata.selection(ItemsToRestore::parse),
                request.metadata(),
                Optional.ofNullable(request.iamRoleArn()).map(arn -> Members.roleArn("IamRoleArn", arn)),
                Optional.ofNullable(request.idempotencyToken())
                        .map(token -> Members.ofLength("IdempotencyToken", token, 1, MAX_TOKEN)));
    }

    static RestoreJobsListMember listed(RestoreJob job, Instant now) {
        return RestoreJobsListMember.builder()
                .accountId(job.owner().account().value())
                .restoreJobId(job.id().toString())
                .recoveryPointArn(job.recoveryPoint().arn(job.owner()).toString())
                .recoveryPointCreationDate(job.recoveryPointCreationDate())
                .backupVaultArn(job.vault().arn(job.owner()).toString())
                .sourceResourceArn(job.sourceResource().toString())
                .createdResourceArn(job.target().arn(job.owner()).toString())
                .resourceType(ResourceTypes.EFS)
                .iamRoleArn(job.iamRoleArn().orElse(null))
                .creationDate(job.creationDate())
                .completionDate(job.completionDate().orElse(null))
                .status(status(job.state()))
                .statusMessage(job.statusMessage().orElse(null))
                .percentDone(String.format(Locale.ROOT, "%.2f%%", job.percentDone()))
                .expectedCompletionTimeMinutes(expectedMinutes(job, now))
                .backupSizeInBytes(job.expectedBytes())
                .isParent(false)
                .build();
    }

    /** From its start to its end, if the rest goes as fast as what is done; unknown before anything is done. */
    private static @Nullable Long expectedMinutes(RestoreJob job, Instant now) {
        var percent = job.percentDone();
        if (job.state() != RestoreState.RUNNING || percent <= 0) {
            return null;
        }
        return job.startedAt()
                .map(started -> Math.max(0, Duration.between(started, now).toSeconds()))
                .map(seconds -> Math.max(1, (long) Math.ceil(seconds * 100.0 / percent / 60)))
                .orElse(null);
    }

    private static RestoreJobStatus status(RestoreState state) {
        return switch (state) {
            case PENDING -> RestoreJobStatus.PENDING;
            case RUNNING -> RestoreJobStatus.RUNNING;
            case COMPLETED -> RestoreJobStatus.COMPLETED;
            case FAILED -> RestoreJobStatus.FAILED;
        };
    }
}
