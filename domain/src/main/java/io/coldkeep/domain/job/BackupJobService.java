package io.coldkeep.domain.job;

import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.copy.CopyAction;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.FileSystemService;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.CreatedBy;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultService;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkQueue;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What can be done with backup jobs. */
public final class BackupJobService {

    private final BackupJobRepository jobs;
    private final VaultService vaults;
    private final FileSystemService fileSystems;
    private final WorkQueue queue;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public BackupJobService(
            BackupJobRepository jobs,
            VaultService vaults,
            FileSystemService fileSystems,
            WorkQueue queue,
            Transactions transactions,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.jobs = jobs;
        this.vaults = vaults;
        this.fileSystems = fileSystems;
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Puts a backup into the queue. The same idempotency token again answers the job that is there.
     *
     * @throws NotFound when the vault or the file system does not exist
     * @throws io.coldkeep.domain.refusal.AccessDenied when the vault's access policy denies it
     * @throws RuleBroken when the resource is no file system, or the lifecycle is not legal
     */
    public BackupJob start(Requester who, NewBackupJob wanted) {
        var owner = who.owner();
        var earlier = wanted.idempotencyToken().flatMap(token -> jobs.findByIdempotencyToken(owner, token));
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var vault = vaults.require(who, VaultAction.START_BACKUP_JOB, wanted.vault());
        requireFileSystem(owner, wanted.resource());
        var job = created(vault, wanted, Optional.empty(), List.of());
        return transactions.inOne(() -> {
            if (!jobs.add(job)) { // the token was taken meanwhile: an id of ours never is
                return jobs.findByIdempotencyToken(owner, job.idempotencyToken().orElseThrow())
                        .orElseThrow();
            }
            queue.enqueue(new Work.Backup(owner, job.id()), job.creationDate());
            return job;
        });
    }

    /**
     * Puts a backup that a plan's rule asks for into the queue. That the vault and the file system are there is known.
     *
     * @throws RuleBroken when the lifecycle leads behind the end of time
     */
    public BackupJob startPlanned(Vault vault, NewBackupJob wanted, CreatedBy createdBy, List<CopyAction> copyActions) {
        var job = created(vault, wanted, Optional.of(createdBy), copyActions);
        return transactions.inOne(() -> {
            jobs.add(job);
            queue.enqueue(new Work.Backup(job.owner(), job.id()), job.creationDate());
            return job;
        });
    }

    private BackupJob created(
            Vault vault, NewBackupJob wanted, Optional<CreatedBy> createdBy, List<CopyAction> copyActions) {
        var lifecycle = wanted.checkedLifecycle();
        var now = Instants.millis(clock.instant());
        lifecycle.calculatedFrom(now);
        var completeBy = now.plus(wanted.window().completion());
        var startBy = now.plus(wanted.window().start());
        return new BackupJob(
                vault.owner(),
                ids.get(),
                vault.name(),
                vault.id(),
                new RecoveryPointId(ids.get()),
                wanted.resource(),
                Optional.empty(),
                wanted.iamRoleArn(),
                wanted.idempotencyToken(),
                lifecycle,
                wanted.pointTags(),
                wanted.backupOptions(),
                createdBy,
                copyActions,
                now,
                startBy.isBefore(completeBy)
                        ? startBy
                        : completeBy, // both count from now: later is too late in any case
                completeBy,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                JobState.CREATED,
                Optional.empty(),
                0,
                0,
                Optional.empty());
    }

    private void requireFileSystem(Owner owner, Arn resource) {
        if (!resource.service().equals("elasticfilesystem")) {
            throw new RuleBroken(new UnsupportedResource(resource));
        }
        var id = FileSystemId.ofArn(owner, resource)
                .orElseThrow(() -> new NotFound(Subject.FILE_SYSTEM, resource.toString()));
        fileSystems.require(owner, id);
    }

    /** @throws NotFound when there is none */
    public BackupJob require(Owner owner, UUID id) {
        return jobs.find(owner, id).orElseThrow(() -> notFound(id));
    }

    private static NotFound notFound(UUID id) {
        return new NotFound(Subject.BACKUP_JOB, id.toString());
    }

    public Page<BackupJob> list(Owner owner, BackupJobFilter filter, PageRequest page) {
        return jobs.list(owner, filter, page);
    }

    /**
     * Asks a job to end, and answers it. It has ended when it had not started, and ends within a moment when it is running.
     *
     * @throws io.coldkeep.domain.refusal.WrongState when it has ended
     */
    public BackupJob stop(Owner owner, UUID id) {
        var now = Instants.millis(clock.instant());
        return transactions.inOne(
                () -> jobs.update(owner, id, job -> job.stopped(now)).orElseThrow(() -> notFound(id)));
    }
}
