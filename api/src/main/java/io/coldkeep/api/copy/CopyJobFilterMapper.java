package io.coldkeep.api.copy;

import io.coldkeep.api.Caller;
import io.coldkeep.api.recoverypoint.ResourceTypes;
import io.coldkeep.api.wire.Members;
import io.coldkeep.api.wire.MessageCategories;
import io.coldkeep.domain.copy.CopyJobFilter;
import io.coldkeep.domain.copy.CopyState;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.backup.model.ListCopyJobsRequest;

/** The filters of lists of copy jobs. */
final class CopyJobFilterMapper {

    private CopyJobFilterMapper() {}

    /** Empty when no job of the caller can match. */
    static Optional<CopyJobFilter> filter(ListCopyJobsRequest request, Caller caller) {
        var original = Optional.ofNullable(request.bySourceRecoveryPointArn())
                .map(arn -> Members.arn("BySourceRecoveryPointArn", arn));
        var originalId = original.flatMap(arn -> RecoveryPointId.ofArn(caller.owner(), arn));
        var word = Optional.ofNullable(request.byStateAsString())
                .map(text -> Members.oneOf("ByState", text, CopyJobState.knownValues()));
        var state = word.flatMap(CopyJobFilterMapper::state);
        var succeeded = MessageCategories.SUCCESS.equals(request.byMessageCategory());
        var filter = new CopyJobFilter(
                originalId,
                Optional.ofNullable(request.byResourceArn()).map(arn -> ResourceTypes.source("ByResourceArn", arn)),
                Optional.ofNullable(request.byDestinationVaultArn())
                        .map(arn -> Members.arn("ByDestinationVaultArn", arn)),
                succeeded ? Optional.of(CopyState.COMPLETED) : state,
                Optional.ofNullable(request.byCreatedBefore()),
                Optional.ofNullable(request.byCreatedAfter()),
                Optional.ofNullable(request.byCompleteBefore()),
                Optional.ofNullable(request.byCompleteAfter()));
        var leavesNothing = List.of( // all of them looked at: each may be wrong in itself
                ResourceTypes.excludesAll("ByResourceType", request.byResourceType()),
                Members.isOtherAccount(caller, "ByAccountId", request.byAccountId()),
                request.byParentJobId() != null,
                original.isPresent() && originalId.isEmpty(),
                word.isPresent() && state.isEmpty(),
                succeeded
                        && state.filter(wanted -> wanted != CopyState.COMPLETED).isPresent(),
                MessageCategories.excludesAll(request.byMessageCategory()));
        return leavesNothing.contains(true) ? Optional.empty() : Optional.of(filter);
    }

    /** Empty for the words of AWS that no job here ever bears. */
    private static Optional<CopyState> state(String word) {
        return Stream.of(CopyState.values())
                .filter(state -> state.name().equals(word))
                .findFirst();
    }
}
