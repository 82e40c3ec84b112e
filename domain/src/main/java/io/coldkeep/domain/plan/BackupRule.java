package io.coldkeep.domain.plan;

import io.coldkeep.domain.copy.CopyAction;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.policy.BackupWindow;
import io.coldkeep.domain.policy.Schedule;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import java.util.List;
import java.util.UUID;

/**
 * What makes backups by a schedule, with all defaults filled in.
 *
 * @param id stays the same over the versions of a plan as long as the name does
 * @param lifecycle of the recovery points
 * @param copyActions what follows each backup
 * @param recoveryPointTags what the recovery points bear, besides the tags of their resource
 */
public record BackupRule(
        UUID id,
        String name,
        VaultName targetVault,
        Schedule schedule,
        BackupWindow window,
        Lifecycle lifecycle,
        List<CopyAction> copyActions,
        Tags recoveryPointTags) {

    public BackupRule {
        copyActions = List.copyOf(copyActions);
    }
}
