package io.coldkeep.app.schedule;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.work.Work;
import java.util.UUID;

/** Work as the text that the scheduler keeps: its kind, account, region and id, separated by blanks. */
final class WorkCodec {

    private WorkCodec() {}

    static String encode(Work work) {
        var owner = work.owner().account() + " " + work.owner().region() + " ";
        return switch (work) {
            case Work.Backup(var ignored, var jobId) -> "backup " + owner + jobId;
            case Work.Restore(var ignored, var jobId) -> "restore " + owner + jobId;
            case Work.SettleBackupPolicy(var ignored, var id) -> "settle-backup-policy " + owner + id;
            case Work.MeasureFileSystem(var ignored, var id) -> "measure-file-system " + owner + id;
            case Work.DeleteFileSystem(var ignored, var id) -> "delete-file-system " + owner + id;
        };
    }

    static Work decode(String text) {
        var parts = text.split(" ", 4);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not a piece of work: " + text);
        }
        var owner = Owner.of(parts[1], parts[2]);
        var id = parts[3];
        return switch (parts[0]) {
            case "backup" -> new Work.Backup(owner, UUID.fromString(id));
            case "restore" -> new Work.Restore(owner, UUID.fromString(id));
            case "settle-backup-policy" -> new Work.SettleBackupPolicy(owner, id);
            case "measure-file-system" -> new Work.MeasureFileSystem(owner, id);
            case "delete-file-system" -> new Work.DeleteFileSystem(owner, id);
            default -> throw new IllegalArgumentException("not a piece of work: " + text);
        };
    }
}
