package io.coldkeep.api.job;

import io.coldkeep.api.Caller;
import io.coldkeep.api.recoverypoint.ResourceTypes;
import io.coldkeep.api.wire.Members;
import io.coldkeep.api.wire.MessageCategories;
import io.coldkeep.domain.job.BackupJob;
import io.coldkeep.domain.job.BackupJobFilter;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.vault.VaultName;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.ListBackupJobsRequest;

/** The filters of lists of backup jobs. */
final class BackupJobFilterMapper {

    private static final String EVERY_ACCOUNT = "*";

    private BackupJobFilterMapper() {}

    /** Empty when no job of the caller can match. */
    static Optional<BackupJobFilter> filter(ListBackupJobsRequest request, Caller caller) {
        var word = Optional.ofNullable(request.byStateAsString())
                .map(text -> Members.oneOf("ByState", text, BackupJobState.knownValues()));
        var state = word.flatMap(BackupJobFilterMapper::state);
        var filter = new BackupJobFilter(
                Optional.ofNullable(request.byResourceArn()).map(arn -> ResourceTypes.source("ByResourceArn", arn)),
                Optional.ofNullable(request.byBackupVaultName()).map(VaultName::of),
                state,
                Optional.ofNullable(request.byCreatedBefore()),
                Optional.ofNullable(request.byCreatedAfter()),
                Optional.ofNullable(request.byCompleteBefore()),
                Optional.ofNullable(request.byCompleteAfter()));
        var leavesNothing = List.of( // all of them looked at: each may be wrong in itself
                ResourceTypes.excludesAll("ByResourceType", request.byResourceType()),
                isOtherAccount(caller, request.byAccountId()),
                request.byParentJobId() != null,
                word.isPresent() && state.isEmpty(),
                MessageCategories.excludesAll(request.byMessageCategory()));
        return leavesNothing.contains(true) ? Optional.empty() : Optional.of(filter);
    }

    /** Empty for the words of AWS that no job here ever bears. */
    private static Optional<JobState> state(String word) {
        return Stream.of(JobState.values())
                .filter(state -> state.name().equals(word))
                .findFirst();
    }

    private static boolean isOtherAccount(Caller caller, @Nullable String account) {
        return !EVERY_ACCOUNT.equals(account) && Members.isOtherAccount(caller, "ByAccountId", account);
    }

    /** What of a page to show; AWS, too, may show less than a page holds. */
    static Predicate<BackupJob> messageCategory(@Nullable String category) {
        return MessageCategories.SUCCESS.equals(category) ? BackupJobMapper::succeeded : job -> true;
    }
}
