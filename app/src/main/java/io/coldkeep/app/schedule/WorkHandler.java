package io.coldkeep.app.schedule;

import io.coldkeep.app.config.Settings;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.copy.CopyRunner;
import io.coldkeep.domain.filesystem.BackupPolicyService;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.FileSystemService;
import io.coldkeep.domain.job.BackupRunner;
import io.coldkeep.domain.restore.RestoreRunner;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkSuspended;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Gives each piece of work to the use case that does it. Backups, restores and copies run as many at a time as the settings say and
 * wait for their turn; what takes a moment never waits behind them.
 */
@Singleton
final class WorkHandler {

    private final BackupRunner backups;
    private final RestoreRunner restores;
    private final CopyRunner copies;
    private final BackupPolicyService policies;
    private final FileSystemService fileSystems;
    private final ContentStore content;
    private final ProcessEnd processEnd;
    private final Semaphore turns;

    WorkHandler(
            BackupRunner backups,
            RestoreRunner restores,
            CopyRunner copies,
            BackupPolicyService policies,
            FileSystemService fileSystems,
            ContentStore content,
            ProcessEnd processEnd,
            Settings settings) {
        this.backups = backups;
        this.restores = restores;
        this.copies = copies;
        this.policies = policies;
        this.fileSystems = fileSystems;
        this.content = content;
        this.processEnd = processEnd;
        this.turns = new Semaphore(settings.workerThreads(), true);
    }

    void handle(Work work) throws IOException {
        switch (work) {
            case Work.Backup(var owner, var jobId) -> inTurn(() -> backups.run(owner, jobId));
            case Work.Restore(var owner, var jobId) -> inTurn(() -> restores.run(owner, jobId));
            case Work.Copy(var owner, var jobId) -> inTurn(() -> copies.run(owner, jobId));
            case Work.SettleBackupPolicy(var owner, var id) -> policies.settle(owner, FileSystemId.of(id));
            case Work.MeasureFileSystem(var owner, var id) -> fileSystems.measure(owner, FileSystemId.of(id));
            case Work.DeleteFileSystem(var owner, var id) -> fileSystems.finishDeletion(owner, FileSystemId.of(id));
            case Work.DiscardContent(var owner, var bytes, var tier) -> content.delete(bytes, tier);
            case Work.DiscardRestore(var owner, var id, var attempt) ->
                restores.discard(owner, FileSystemId.of(id), attempt);
        }
    }

    private void inTurn(LongWork work) throws IOException {
        turns.acquireUninterruptibly(); // those who have a turn let go of it when the process is to end
        try {
            if (processEnd.getAsBoolean()) {
                throw new WorkSuspended();
            }
            work.run();
        } finally {
            turns.release();
        }
    }

    private interface LongWork {
        void run() throws IOException;
    }
}
