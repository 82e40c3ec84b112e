package io.coldkeep.domain.copy;

import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.recoverypoint.RecoveryPointService;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RefusedException;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultService;
import io.coldkeep.domain.work.Failures;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkQueue;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What can be done with copy jobs. */
public final class CopyService {

    private final CopyJobRepository jobs;
    private final RecoveryPointService points;
    private final VaultService vaults;
    private final WorkQueue queue;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public CopyService(
            CopyJobRepository jobs,
            RecoveryPointService points,
            VaultService vaults,
            WorkQueue queue,
            Transactions transactions,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.jobs = jobs;
        this.points = points;
        this.vaults = vaults;
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Puts a copy into the queue. The same idempotency token again answers the job that is there.
     *
     * @throws NotFound when a vault does not exist, or the source vault does not hold the recovery point
     * @throws io.coldkeep.domain.refusal.AccessDenied when the access policy of one of the two vaults denies it
     * @throws WrongState when the recovery point is being deleted, or its deletion failed
     * @throws io.coldkeep.domain.refusal.RuleBroken when copies do not go to the destination, or the lifecycle is not legal
     */
    public CopyJob start(Requester who, NewCopyJob wanted) {
        var owner = who.owner();
        var earlier = wanted.idempotencyToken().flatMap(token -> jobs.findByIdempotencyToken(owner, token));
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var original = requireCopyable(
                points.require(who, VaultAction.START_COPY_JOB, wanted.sourceVault(), wanted.recoveryPointArn()));
        var destination = destination(who, original, wanted.destinationVault());
        var lifecycle = wanted.lifecycle().map(RequestedLifecycle::checked).orElse(original.lifecycle());
        var job = job(
                original,
                destination.arn(),
                Optional.of(destination.id()),
                lifecycle,
                wanted.iamRoleArn(),
                wanted.idempotencyToken(),
                Optional.empty());
        lifecycle.calculatedFrom(job.creationDate());
        return transactions.inOne(() -> {
            if (!jobs.add(job)) { // the token was taken meanwhile: an id of ours never is
                return jobs.findByIdempotencyToken(owner, job.idempotencyToken().orElseThrow())
                        .orElseThrow();
            }
            enqueue(job);
            return job;
        });
    }

    /**
     * Puts the copy into the queue that is to follow a backup job, within the transaction that adds the recovery point. When
     * the copy is not possible, or not permitted to the role of the backup, the job is there as one that has failed: the
     * backup does not depend on it.
     */
    public void startAfterBackup(RecoveryPoint original, UUID backupJob, CopyAction action) {
        Vault destination;
        try {
            destination = destination(roleOf(original), original, action.destinationVault());
        } catch (RefusedException e) {
            var job = afterBackup(original, backupJob, action, Optional.empty());
            jobs.add(job.failed(failure(e), job.creationDate()));
            return;
        }
        var job = afterBackup(original, backupJob, action, Optional.of(destination.id()));
        jobs.add(job);
        enqueue(job);
    }

    private CopyJob afterBackup(RecoveryPoint original, UUID backupJob, CopyAction action, Optional<UUID> vaultId) {
        return job(
                original,
                action.destinationVault(),
                vaultId,
                action.lifecycle().orElse(original.lifecycle()),
                original.iamRoleArn(),
                Optional.empty(),
                Optional.of(backupJob));
    }

    private CopyJob job(
            RecoveryPoint original,
            Arn destinationVault,
            Optional<UUID> destinationVaultId,
            Lifecycle lifecycle,
            String iamRoleArn,
            Optional<String> idempotencyToken,
            Optional<UUID> backupJob) {
        return new CopyJob(
                original.owner(),
                ids.get(),
                original.id(),
                original.vaultName(),
                destinationVault,
                destinationVaultId,
                new RecoveryPointId(ids.get()),
                original.resourceArn(),
                original.resourceName(),
                iamRoleArn,
                idempotencyToken,
                lifecycle,
                original.createdBy(),
                backupJob,
                Instants.millis(clock.instant()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CopyState.CREATED,
                Optional.empty(),
                original.backupSizeInBytes(),
                Optional.empty());
    }

    private void enqueue(CopyJob job) {
        queue.enqueue(new Work.Copy(job.owner(), job.id()), job.creationDate());
    }

    /** What the status message of a job says that failed for that reason. */
    static String failure(Exception why) {
        return "Copy job failed. " + Failures.forClients(why);
    }

    /** The vault that the copy goes to, once it may leave the one and come into the other. */
    private Vault destination(Requester who, RecoveryPoint original, Arn arn) {
        var destination = DestinationVault.of(original.owner(), arn);
        destination.checkIsNot(original.owner(), original.vaultName());
        points.require(
                who,
                VaultAction.COPY_FROM_BACKUP_VAULT,
                original.vaultName(),
                original.arn().toString());
        return vaults.require(
                who.in(destination.owner().region()), VaultAction.COPY_INTO_BACKUP_VAULT, destination.name());
    }

    /** The role by its name: whose the ARN says that it is, is not asked anywhere. */
    private static Requester roleOf(RecoveryPoint original) {
        var role = Arn.parse(original.iamRoleArn()).map(Arn::resource).orElse(original.iamRoleArn());
        return Requester.of(original.owner(), role);
    }

    /** @throws WrongState unless it rests */
    static RecoveryPoint requireCopyable(RecoveryPoint original) {
        if (original.status() != RecoveryPoint.Status.COMPLETED) {
            throw new WrongState(
                    WrongState.Reason.RECOVERY_POINT_NOT_EDITABLE,
                    "Recovery point " + original.arn() + " cannot be copied: its status is " + original.status() + ".");
        }
        return original;
    }

    /** @throws NotFound when there is none */
    public CopyJob require(Owner owner, UUID id) {
        return jobs.find(owner, id).orElseThrow(() -> new NotFound(Subject.COPY_JOB, id.toString()));
    }

    public Page<CopyJob> list(Owner owner, CopyJobFilter filter, PageRequest page) {
        return jobs.list(owner, filter, page);
    }
}
