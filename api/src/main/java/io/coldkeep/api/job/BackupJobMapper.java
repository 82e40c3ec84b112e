package io.coldkeep.api.job;

import io.coldkeep.api.recoverypoint.CreatedByMapper;
import io.coldkeep.api.recoverypoint.LifecycleMapper;
import io.coldkeep.api.recoverypoint.ResourceTypes;
import io.coldkeep.api.wire.AwsErrors;
import io.coldkeep.api.wire.AwsException;
import io.coldkeep.api.wire.AwsService;
import io.coldkeep.api.wire.Members;
import io.coldkeep.api.wire.MessageCategories;
import io.coldkeep.domain.job.BackupJob;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.job.NewBackupJob;
import io.coldkeep.domain.policy.BackupWindow;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.Index;
import software.amazon.awssdk.services.backup.model.StartBackupJobRequest;
import software.amazon.awssdk.services.backup.model.VaultType;

/** Backup jobs between the wire and the domain. */
final class BackupJobMapper {

    private static final int MAX_TOKEN = 256;
    private static final Pattern OPTION = Pattern.compile("[a-zA-Z0-9\\-_.]{1,50}");

    private BackupJobMapper() {}

    static NewBackupJob wanted(StartBackupJobRequest request) {
        refuseUnsupported(request);
        return new NewBackupJob(
                VaultName.of(request.backupVaultName()),
                Members.arn("ResourceArn", request.resourceArn()),
                Members.roleArn("IamRoleArn", request.iamRoleArn()),
                Optional.ofNullable(request.idempotencyToken())
                        .map(token -> Members.ofLength("IdempotencyToken", token, 1, MAX_TOKEN)),
                BackupWindow.ofMinutes(number(request.startWindowMinutes()), number(request.completeWindowMinutes())),
                LifecycleMapper.requested(request.lifecycle()),
                Tags.ofUser("RecoveryPointTags", request.recoveryPointTags()),
                backupOptions(request.backupOptions()));
    }

    private static void refuseUnsupported(StartBackupJobRequest request) {
        if (request.logicallyAirGappedBackupVaultArn() != null) {
            throw unsupported("LogicallyAirGappedBackupVaultArn is not supported: there are no such vaults here");
        }
        Optional.ofNullable(request.indexAsString())
                .map(word -> Members.oneOf("Index", word, Index.knownValues()))
                .filter(Index.ENABLED.toString()::equals)
                .ifPresent(word -> {
                    throw unsupported("Index ENABLED is not supported: recovery points of file systems have no index");
                });
    }

    private static AwsException unsupported(String message) {
        return new AwsException(AwsErrors.unsupported(AwsService.BACKUP, message));
    }

    private static OptionalLong number(@Nullable Long sent) {
        return sent == null ? OptionalLong.empty() : OptionalLong.of(sent);
    }

    private static Map<String, String> backupOptions(Map<String, String> options) {
        options.forEach((key, value) -> {
            Members.matching("BackupOptions", key, OPTION);
            Members.matching("BackupOptions." + key, value, OPTION);
        });
        return options;
    }

    static software.amazon.awssdk.services.backup.model.BackupJob listed(BackupJob job, Instant now) {
        var complete = job.state() == JobState.COMPLETED;
        return software.amazon.awssdk.services.backup.model.BackupJob.builder()
                .accountId(job.owner().account().value())
                .backupJobId(job.id().toString())
                .backupVaultName(job.vault().value())
                .backupVaultArn(job.vault().arn(job.owner()).toString())
                .vaultType(VaultType.BACKUP_VAULT.toString())
                .recoveryPointArn(recoveryPointArn(job))
                .recoveryPointLifecycle(LifecycleMapper.answer(job.lifecycle()))
                .isEncrypted(true)
                .resourceArn(job.resource().toString())
                .resourceType(ResourceTypes.EFS)
                .resourceName(job.resourceName().orElse(null))
                .iamRoleArn(job.iamRoleArn())
                .createdBy(CreatedByMapper.answer(job.resource(), job.createdBy()))
                .initiationDate(job.creationDate())
                .creationDate(job.creationDate())
                .startBy(job.startBy())
                .expectedCompletionDate(expectedCompletion(job, now))
                .completionDate(job.completionDate().orElse(null))
                .state(state(job.state()))
                .statusMessage(job.statusMessage().orElse(null))
                .messageCategory(succeeded(job) ? MessageCategories.SUCCESS : null)
                .percentDone(percent(job.percentDone()))
                .backupSizeInBytes(complete ? job.bytesTransferred() : null)
                .bytesTransferred(job.bytesTransferred())
                .backupOptions(job.backupOptions())
                .isParent(false)
                .build();
    }

    /** Complete and nothing to say about it. */
    static boolean succeeded(BackupJob job) {
        return job.state() == JobState.COMPLETED && job.statusMessage().isEmpty();
    }

    /** Jobs that end without a recovery point have none to name. */
    private static @Nullable String recoveryPointArn(BackupJob job) {
        return switch (job.state()) {
            case CREATED, RUNNING, ABORTING, COMPLETED ->
                job.recoveryPoint().arn(job.owner()).toString();
            case ABORTED, FAILED, EXPIRED -> null;
        };
    }

    /** If the rest goes as fast as what is done; unknown before anything is done. */
    private static @Nullable Instant expectedCompletion(BackupJob job, Instant now) {
        var percent = job.percentDone();
        if (job.state() != JobState.RUNNING || percent <= 0) {
            return null;
        }
        return job.startedAt()
                .map(started -> {
                    var elapsed = Math.max(0, Duration.between(started, now).toMillis());
                    return started.plusMillis(Math.round(elapsed * 100.0 / percent));
                })
                .orElse(null);
    }

    private static BackupJobState state(JobState state) {
        return switch (state) {
            case CREATED -> BackupJobState.CREATED;
            case RUNNING -> BackupJobState.RUNNING;
            case ABORTING -> BackupJobState.ABORTING;
            case ABORTED -> BackupJobState.ABORTED;
            case COMPLETED -> BackupJobState.COMPLETED;
            case FAILED -> BackupJobState.FAILED;
            case EXPIRED -> BackupJobState.EXPIRED;
        };
    }

    private static String percent(double percent) {
        return String.format(Locale.ROOT, "%.1f", percent);
    }
}
