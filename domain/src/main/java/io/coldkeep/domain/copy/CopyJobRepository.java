package io.coldkeep.domain.copy;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.work.JobTotal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Copy jobs. Every implementation passes {@code CopyJobRepositoryContract}. */
public interface CopyJobRepository {

    /** Adds the job, or answers false and changes nothing when its id or its idempotency token is taken. */
    boolean add(CopyJob job);

    Optional<CopyJob> find(Owner owner, UUID id);

    Optional<CopyJob> findByIdempotencyToken(Owner owner, String token);

    /**
     * Replaces the job by what the change makes of it and answers the new one; empty when there is none. Changes of one job
     * run one after the other; an exception out of the change passes through and leaves the job as it was.
     */
    Optional<CopyJob> update(Owner owner, UUID id, UnaryOperator<CopyJob> change);

    /**
     * The jobs of all owners by the states that they are in, with what is known of their {@linkplain CopyJob#transfer transfers}.
     * Costs a pass over an index of the jobs.
     */
    Map<CopyState, JobTotal> totals();

    /** The owner's jobs, latest creation first, then by id downwards. */
    Page<CopyJob> list(Owner owner, CopyJobFilter filter, PageRequest page);
}
