package io.coldkeep.app.schedule;

import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.copy.CopyRunner;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.FileSystemService;
import io.coldkeep.domain.job.BackupRunner;
import io.coldkeep.domain.plan.AutomaticBackups;
import io.coldkeep.domain.recoverypoint.ColdMoveSweep;
import io.coldkeep.domain.restore.RestoreRunner;
import io.coldkeep.domain.work.Work;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Gives each piece of work to the use case that does it. */
@Singleton
final class UseCases implements WorkHandler {

    private final BackupRunner backups;
    private final RestoreRunner restores;
    private final CopyRunner copies;
    private final AutomaticBackups automaticBackups;
    private final FileSystemService fileSystems;
    private final ContentStore content;
    private final ColdMoveSweep moves;

    UseCases(
            BackupRunner backups,
            RestoreRunner restores,
            CopyRunner copies,
            AutomaticBackups automaticBackups,
            FileSystemService fileSystems,
            ContentStore content,
            ColdMoveSweep moves) {
        this.backups = backups;
        this.restores = restores;
        this.copies = copies;
        this.automaticBackups = automaticBackups;
        this.fileSystems = fileSystems;
        this.content = content;
        this.moves = moves;
    }

    @Override
    public void handle(Work work) throws IOException {
        switch (work) {
            case Work.Backup(var owner, var jobId) -> backups.run(owner, jobId);
            case Work.Restore(var owner, var jobId) -> restores.run(owner, jobId);
            case Work.Copy(var owner, var jobId) -> copies.run(owner, jobId);
            case Work.SettleBackupPolicy(var owner, var id) -> automaticBackups.settle(owner, FileSystemId.of(id));
            case Work.MeasureFileSystem(var owner, var id) -> fileSystems.measure(owner, FileSystemId.of(id));
            case Work.DeleteFileSystem(var owner, var id) -> fileSystems.finishDeletion(owner, FileSystemId.of(id));
            case Work.DiscardContent(var owner, var bytes, var tier) -> content.delete(bytes, tier);
            case Work.EndMove(var owner, var moved) -> moves.end(moved);
            case Work.DiscardRestore(var owner, var id, var attempt) ->
                restores.discard(owner, FileSystemId.of(id), attempt);
        }
    }
}
