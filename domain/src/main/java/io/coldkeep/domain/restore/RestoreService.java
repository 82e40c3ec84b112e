package io.coldkeep.domain.restore;

import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemService;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointService;
import io.coldkeep.domain.refusal.AlreadyExists;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkQueue;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What can be done with restore jobs. */
public final class RestoreService {

    private final RestoreJobRepository jobs;
    private final RecoveryPointService points;
    private final FileSystemService fileSystems;
    private final WorkQueue queue;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public RestoreService(
            RestoreJobRepository jobs,
            RecoveryPointService points,
            FileSystemService fileSystems,
            WorkQueue queue,
            Transactions transactions,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.jobs = jobs;
        this.points = points;
        this.fileSystems = fileSystems;
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Puts a restore into the queue, and makes the new file system if it goes to one. The same idempotency token again
     * answers the job that is there.
     *
     * @throws NotFound when the recovery point or the file system does not exist
     * @throws io.coldkeep.domain.refusal.AccessDenied when the access policy of the recovery point's vault denies it
     * @throws io.coldkeep.domain.refusal.WrongState when the recovery point is being deleted, or the file system is
     */
    public RestoreJob start(Requester who, NewRestoreJob wanted) {
        var owner = who.owner();
        var earlier = wanted.idempotencyToken().flatMap(token -> jobs.findByIdempotencyToken(owner, token));
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var point = points.requireCompleted(who, VaultAction.START_RESTORE_JOB, wanted.recoveryPointArn());
        try {
            return transactions.inOne(() -> {
                var job = pending(owner, point, target(owner, wanted.destination()), wanted);
                if (!jobs.add(job)) {
                    throw new TokenTaken(); // undoes the new file system, too
                }
                queue.enqueue(new Work.Restore(owner, job.id()), job.creationDate());
                return job;
            });
        } catch (TokenTaken
                | AlreadyExists e) { // of the job, or before it of the new file system: the same request again
            return wanted.idempotencyToken()
                    .flatMap(token -> jobs.findByIdempotencyToken(owner, token))
                    .orElseThrow(() -> e);
        }
    }

    private FileSystem target(Owner owner, Destination destination) {
        if (destination instanceof Destination.New fresh) {
            return fileSystems.create(owner, fresh.wanted());
        }
        return fileSystems.requireAvailable(owner, ((Destination.Existing) destination).id());
    }

    private RestoreJob pending(Owner owner, RecoveryPoint point, FileSystem target, NewRestoreJob wanted) {
        return new RestoreJob(
                owner,
                ids.get(),
                point.id(),
                point.creationDate(),
                point.vaultName(),
                point.resourceArn(),
                target.id(),
                wanted.selection(),
                wanted.metadata(),
                wanted.iamRoleArn(),
                wanted.idempotencyToken(),
                Instants.millis(clock.instant()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                RestoreState.PENDING,
                Optional.empty(),
                point.backupSizeInBytes(),
                0);
    }

    /** @throws NotFound when there is none */
    public RestoreJob require(Owner owner, UUID id) {
        return jobs.find(owner, id).orElseThrow(() -> new NotFound(Subject.RESTORE_JOB, id.toString()));
    }

    public Page<RestoreJob> list(Owner owner, RestoreJobFilter filter, PageRequest page) {
        return jobs.list(owner, filter, page);
    }

    /** The metadata with which the recovery point would be restored to where it came from. */
    public Map<String, String> metadataFor(RecoveryPoint point) {
        var resource = point.resourceArn().resource();
        return Map.of(RestoreMetadata.FILE_SYSTEM_ID, resource.substring(resource.indexOf('/') + 1));
    }

    private static final class TokenTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
