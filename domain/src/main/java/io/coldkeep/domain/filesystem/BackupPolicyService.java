package io.coldkeep.domain.filesystem;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.policy.BackupPolicy;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkQueue;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Automatic backups of file systems: on or off. */
public final class BackupPolicyService {

    /** The tag by which automatic backups find their file systems; its value is {@value #TAG_VALUE}. */
    public static final String TAG = "aws:elasticfilesystem:default-backup";

    public static final String TAG_VALUE = "enabled";

    private final FileSystemRepository fileSystems;
    private final TagRepository tags;
    private final WorkQueue queue;
    private final Transactions transactions;
    private final InstantSource clock;

    public BackupPolicyService(
            FileSystemRepository fileSystems,
            TagRepository tags,
            WorkQueue queue,
            Transactions transactions,
            InstantSource clock) {
        this.fileSystems = fileSystems;
        this.tags = tags;
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Asks for automatic backups to start or stop, and answers the policy as it is now; the last one to ask wins.
     *
     * @throws NotFound when there is no such file system
     * @throws io.coldkeep.domain.refusal.WrongState when it is not available
     */
    public BackupPolicy put(Owner owner, FileSystemId id, BackupPolicy.Setting setting) {
        return transactions.inOne(() -> {
            var policy = fileSystems
                    .update(
                            owner,
                            id,
                            fileSystem -> fileSystem
                                    .requireAvailable()
                                    .withBackupPolicy(fileSystem.backupPolicy().put(setting)))
                    .orElseThrow(() -> new NotFound(Subject.FILE_SYSTEM, id.value()))
                    .backupPolicy();
            if (policy.isInTransition() || setting == BackupPolicy.Setting.ENABLED) { // its plan may be missing
                queue.enqueue(new Work.SettleBackupPolicy(owner, id.value()), clock.instant());
            }
            return policy;
        });
    }

    /** @throws NotFound when there is no such file system, or its policy was never set */
    public BackupPolicy describe(Owner owner, FileSystemId id) {
        var policy = fileSystems
                .find(owner, id)
                .orElseThrow(() -> new NotFound(Subject.FILE_SYSTEM, id.value()))
                .backupPolicy();
        if (policy == BackupPolicy.NEVER_SET) {
            throw new NotFound(Subject.BACKUP_POLICY, id.value());
        }
        return policy;
    }

    /** Ends the transition of a policy, with the tag set or removed; answers the policy, or empty without a file system. */
    public Optional<BackupPolicy> settle(Owner owner, FileSystemId id) {
        return transactions.inOne(() -> {
            var settled = fileSystems.update(
                    owner,
                    id,
                    fileSystem -> fileSystem.withBackupPolicy(
                            fileSystem.backupPolicy().settled()));
            settled.ifPresent(this::tag);
            return settled.map(FileSystem::backupPolicy);
        });
    }

    private void tag(FileSystem fileSystem) {
        tags.update(
                fileSystem.owner(),
                fileSystem.arn(),
                old -> fileSystem.backupPolicy() == BackupPolicy.ENABLED
                        ? old.withServiceTag(TAG, TAG_VALUE)
                        : old.without(List.of(TAG)));
    }
}
