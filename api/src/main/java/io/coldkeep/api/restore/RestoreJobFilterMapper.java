package io.coldkeep.api.restore;

import io.coldkeep.api.Caller;
import io.coldkeep.api.recoverypoint.ResourceTypes;
import io.coldkeep.api.wire.Members;
import io.coldkeep.domain.restore.RestoreJobFilter;
import io.coldkeep.domain.restore.RestoreState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.backup.model.ListRestoreJobsRequest;
import software.amazon.awssdk.services.backup.model.RestoreJobStatus;

/** The filters of lists of restore jobs. */
final class RestoreJobFilterMapper {

    private RestoreJobFilterMapper() {}

    /** Empty when no job of the caller can match. */
    static Optional<RestoreJobFilter> filter(ListRestoreJobsRequest request, Caller caller) {
        var word = Optional.ofNullable(request.byStatusAsString())
                .map(text -> Members.oneOf("ByStatus", text, RestoreJobStatus.knownValues()));
        var state = word.flatMap(RestoreJobFilterMapper::state);
        var filter = new RestoreJobFilter(
                state,
                Optional.ofNullable(request.byCreatedBefore()),
                Optional.ofNullable(request.byCreatedAfter()),
                Optional.ofNullable(request.byCompleteBefore()),
                Optional.ofNullable(request.byCompleteAfter()));
        var leavesNothing = List.of( // all of them looked at: each may be wrong in itself
                ResourceTypes.excludesAll("ByResourceType", request.byResourceType()),
                Members.isOtherAccount(caller, "ByAccountId", request.byAccountId()),
                request.byRestoreTestingPlanArn() != null,
                request.byParentJobId() != null,
                word.isPresent() && state.isEmpty());
        return leavesNothing.contains(true) ? Optional.empty() : Optional.of(filter);
    }

    /** Empty for the words of AWS that no job here ever bears. */
    private static Optional<RestoreState> state(String word) {
        return Stream.of(RestoreState.values())
                .filter(state -> state.name().equals(word))
                .findFirst();
    }
}
