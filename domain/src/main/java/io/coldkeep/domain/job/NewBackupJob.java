package io.coldkeep.domain.job;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.policy.BackupWindow;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks of a backup.
 *
 * @param idempotencyToken the same again is the same request
 * @param lifecycle of the recovery point to be
 * @param pointTags of the recovery point to be
 * @param backupOptions kept and given back
 */
public record NewBackupJob(
        VaultName vault,
        Arn resource,
        String iamRoleArn,
        Optional<String> idempotencyToken,
        BackupWindow window,
        RequestedLifecycle lifecycle,
        Tags pointTags,
        Map<String, String> backupOptions) {

    public NewBackupJob {
        backupOptions = Map.copyOf(backupOptions);
        pointTags = Tags.NONE.with(pointTags);
    }

    Lifecycle checkedLifecycle() {
        return lifecycle.checked();
    }
}
