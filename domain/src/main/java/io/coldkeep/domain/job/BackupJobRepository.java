package io.coldkeep.domain.job;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.work.JobTotal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
     * one job holds a resource. Whoever holds it cannot give it back before a transaction that was refused it has ended.
     */
    boolean claimResource(BackupJob job);

    /**
     * Notes that the job waits for its resource; fine when it does already. To be called in the transaction that was refused
     * it: then nobody gives the resource back without seeing who waits.
     */
    void awaitResource(BackupJob job);

    /**
     * Gives the resource back; fine when the job does not hold it. Answers whose turn it is then: of the jobs that wait, the
     * one that was created first, which waits no more; empty when none does, or when another job holds the resource.
     */
    Optional<UUID> releaseResource(BackupJob job);

    /**
     * Replaces the job by what the change makes of it and answers the new one; empty when there is none. Changes of one job
     * run one after the other; an exception out of the change passes through and leaves the job as it was.
     */
    Optional<BackupJob> update(Owner owner, UUID id, UnaryOperator<BackupJob> change);

    /** The earliest {@link BackupJob#startBy} of all jobs in state {@code CREATED}, of all owners. */
    Optional<Instant> nextStartBy();

    /**
     * Jobs of all owners in state {@code CREATED} that were to start by that instant or before, in the order of those
     * instants, at most {@code limit}. Costs what is due, not what is stored.
     */
    List<BackupJob> findToStartBy(Instant upTo, int limit);

    /**
     * The jobs of all owners by the states that they are in, with what is known of their {@linkplain BackupJob#transfer transfers}.
     * Costs a pass over an index of the jobs.
     */
    Map<JobState, JobTotal> totals();

    /** The owner's jobs, latest creation first, then by id downwards. */
    Page<BackupJob> list(Owner owner, BackupJobFilter filter, PageRequest page);
}
