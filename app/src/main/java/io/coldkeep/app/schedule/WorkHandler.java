package io.coldkeep.app.schedule;

import io.coldkeep.domain.filesystem.BackupPolicyService;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.FileSystemService;
import io.coldkeep.domain.job.BackupRunner;
import io.coldkeep.domain.restore.RestoreRunner;
import io.coldkeep.domain.work.Work;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Gives each piece of work to the use case that does it. */
@Singleton
final class WorkHandler {

    private final BackupRunner backups;
    private final RestoreRunner restores;
    private final BackupPolicyService policies;
    private final FileSystemService fileSystems;

    WorkHandler(
            BackupRunner backups, RestoreRunner restores, BackupPolicyService policies, FileSystemService fileSystems) {
        this.backups = backups;
        this.restores = restores;
        this.policies = policies;
        this.fileSystems = fileSystems;
    }

    void handle(Work work) throws IOException {
        switch (work) {
            case Work.Backup(var owner, var jobId) -> backups.run(owner, jobId);
            case Work.Restore(var owner, var jobId) -> restores.run(owner, jobId);
            case Work.SettleBackupPolicy(var owner, var id) -> policies.settle(owner, FileSystemId.of(id));
            case Work.MeasureFileSystem(var owner, var id) -> fileSystems.measure(owner, FileSystemId.of(id));
            case Work.DeleteFileSystem(var owner, var id) -> fileSystems.finishDeletion(owner, FileSystemId.of(id));
        }
    }
}
