package io.coldkeep.domain.plan;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemService;
import io.coldkeep.domain.job.BackupJobService;
import io.coldkeep.domain.job.NewBackupJob;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.CreatedBy;
import io.coldkeep.domain.refusal.RefusedException;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultService;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the backup jobs of a rule: one for each file system that the selections of its plan choose at that moment. */
public final class PlannedBackups {

    private static final int FILE_SYSTEMS_AT_ONCE = 500;

    private final SelectionRepository selections;
    private final VaultService vaults;
    private final FileSystemService fileSystems;
    private final BackupJobService jobs;

    public PlannedBackups(
            SelectionRepository selections, VaultService vaults, FileSystemService fileSystems, BackupJobService jobs) {
        this.selections = selections;
        this.vaults = vaults;
        this.fileSystems = fileSystems;
        this.jobs = jobs;
    }

    /** Whether the vault that the rule backs up to is there. */
    boolean hasVault(Owner owner, BackupRule rule) {
        return vaults.find(owner, rule.targetVault()).isPresent();
    }

    /**
     * Makes the jobs and answers how many, looking at all available file systems of the owner. What several selections choose
     * is backed up once, with the role of the first of them by name.
     *
     * @throws RefusedException before any job is made, when the vault is gone or the lifecycle leads behind the end of time
     */
    int start(BackupPlan plan, BackupRule rule) {
        var vault = vaults.require(plan.owner(), rule.targetVault());
        var all = selections
                .list(plan.owner(), plan.id(), PageRequest.first(SelectionService.MAX_SELECTIONS))
                .items();
        var count = 0;
        var next = all.isEmpty() ? Optional.<PageRequest>empty() : Optional.of(PageRequest.first(FILE_SYSTEMS_AT_ONCE));
        while (next.isPresent()) {
            var page = fileSystems.list(plan.owner(), next.get());
            count += start(plan, rule, vault, all, page.items());
            next = page.next().map(key -> new PageRequest(FILE_SYSTEMS_AT_ONCE, Optional.of(key)));
        }
        return count;
    }

    private int start(
            BackupPlan plan,
            BackupRule rule,
            Vault vault,
            List<BackupSelection> selections,
            List<FileSystem> candidates) {
        var tags = fileSystems.tagsOf(plan.owner(), candidates);
        var count = 0;
        for (var candidate : candidates) {
            var arn = candidate.arn();
            var chosenBy = selections.stream()
                    .filter(selection -> candidate.state() == FileSystem.State.AVAILABLE)
                    .filter(selection -> selection.matches(arn, tags.getOrDefault(arn, Tags.NONE)))
                    .findFirst();
            if (chosenBy.isPresent()) {
                start(plan, rule, vault, chosenBy.get(), candidate);
                count++;
            }
        }
        return count;
    }

    private void start(
            BackupPlan plan, BackupRule rule, Vault vault, BackupSelection selection, FileSystem fileSystem) {
        var job = new NewBackupJob(
                rule.targetVault(),
                fileSystem.arn(),
                selection.iamRoleArn(),
                Optional.empty(),
                rule.window(),
                RequestedLifecycle.of(rule.lifecycle()),
                rule.recoveryPointTags(),
                Map.of());
        var createdBy = new CreatedBy(
                plan.id(), plan.name(), plan.versionId(), rule.id().toString(), rule.name(), rule.schedule());
        jobs.startPlanned(vault, job, createdBy, rule.copyActions());
    }
}
