package io.coldkeep.app.schedule;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.work.Work;
import java.util.List;
import java.util.UUID;

/** Work as the text that the scheduler keeps: its kind, account, region and ids, separated by blanks. */
final class WorkCodec {

    private WorkCodec() {}

    static String encode(Work work) {
        var owner = work.owner().account() + " " + work.owner().region() + " ";
        return switch (work) {
            case Work.Backup(var ignored, var jobId) -> "backup " + owner + jobId;
            case Work.Restore(var ignored, var jobId) -> "restore " + owner + jobId;
            case Work.Copy(var ignored, var jobId) -> "copy " + owner + jobId;
            case Work.SettleBackupPolicy(var ignored, var id) -> "settle-backup-policy " + owner + id;
            case Work.MeasureFileSystem(var ignored, var id) -> "measure-file-system " + owner + id;
            case Work.DeleteFileSystem(var ignored, var id) -> "delete-file-system " + owner + id;
            case Work.DiscardContent(var ignored, var content, var tier) ->
                "discard-content " + owner + content.vault() + " " + content.attempt() + " " + tier;
            case Work.EndMove(var ignored, var content) ->
                "end-move " + owner + content.vault() + " " + content.attempt();
            case Work.DiscardRestore(var ignored, var id, var attempt) ->
                "discard-restore " + owner + id + " " + attempt;
        };
    }

    static Work decode(String text) {
        var parts = List.of(text.split(" "));
        if (parts.size() < 4) {
            throw new IllegalArgumentException("not a piece of work: " + text);
        }
        var owner = Owner.of(parts.get(1), parts.get(2));
        var id = parts.get(3);
        return switch (parts.getFirst()) {
            case "backup" -> new Work.Backup(owner, UUID.fromString(id));
            case "restore" -> new Work.Restore(owner, UUID.fromString(id));
            case "copy" -> new Work.Copy(owner, UUID.fromString(id));
            case "settle-backup-policy" -> new Work.SettleBackupPolicy(owner, id);
            case "measure-file-system" -> new Work.MeasureFileSystem(owner, id);
            case "delete-file-system" -> new Work.DeleteFileSystem(owner, id);
            case "discard-content" ->
                new Work.DiscardContent(
                        owner,
                        new ContentId(UUID.fromString(id), UUID.fromString(parts.get(4))),
                        StorageTier.valueOf(parts.get(5)));
            case "end-move" ->
                new Work.EndMove(owner, new ContentId(UUID.fromString(id), UUID.fromString(parts.get(4))));
            case "discard-restore" -> new Work.DiscardRestore(owner, id, UUID.fromString(parts.get(4)));
            default -> throw new IllegalArgumentException("not a piece of work: " + text);
        };
    }
}
