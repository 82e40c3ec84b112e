package io.coldkeep.domain.restore;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.work.JobTotal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Restore jobs. Every implementation passes {@code RestoreJobRepositoryContract}. */
public interface RestoreJobRepository {

    /** Adds the job, or answers false and changes nothing when its id or its idempotency token is taken. */
    boolean add(RestoreJob job);

    Optional<RestoreJob> find(Owner owner, UUID id);

    Optional<RestoreJob> findByIdempotencyToken(Owner owner, String token);

    /**
     * Replaces the job by what the change makes of it and answers the new one; empty when there is none. Changes of one job
     * run one after the other; an exception out of the change passes through and leaves the job as it was.
     */
    Optional<RestoreJob> update(Owner owner, UUID id, UnaryOperator<RestoreJob> change);

    /** The jobs of all owners by the states that they are in, with what they restored. Costs a pass over the jobs. */
    Map<RestoreState, JobTotal> totals();

    /** The owner's jobs, latest creation first, then by id downwards. */
    Page<RestoreJob> list(Owner owner, RestoreJobFilter filter, PageRequest page);
}
