package io.coldkeep.domain.job;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Backup jobs. Every implementation passes {@code BackupJobRepositoryContract}. */
public interface BackupJobRepository {

    /** Adds the job, or answers false and changes nothing when its id or its idempotency token is taken. */
    boolean add(BackupJob job);

    Optional<BackupJob> find(Owner owner, UUID id);

    Optional<BackupJob> findByIdempotencyToken(Owner owner, String token);

    /**
     * Makes the job the one that works on its resource, also when it is already; answers false when another one is. At most
     * one job holds a resource.
     */
    boolean claimResource(BackupJob job);

    /** Gives the resource back; fine when the job does not hold it. */
    void releaseResource(BackupJob job);

    /**
     * Replaces the job by what the change makes of it and answers the new one; empty when there is none. Changes of one job
     * run one after the other; an exception out of the change passes through and leaves the job as it was.
     */
    Optional<BackupJob> update(Owner owner, UUID id, UnaryOperator<BackupJob> change);

    /** The owner's jobs, latest creation first, then by id downwards. */
    Page<BackupJob> list(Owner owner, BackupJobFilter filter, PageRequest page);
}
