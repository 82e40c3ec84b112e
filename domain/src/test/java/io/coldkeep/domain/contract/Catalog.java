package io.coldkeep.domain.contract;

import io.coldkeep.domain.copy.CopyJobRepository;
import io.coldkeep.domain.filesystem.FileSystemRepository;
import io.coldkeep.domain.job.BackupJobRepository;
import io.coldkeep.domain.plan.PlanRepository;
import io.coldkeep.domain.plan.RuleRunRepository;
import io.coldkeep.domain.plan.SelectionRepository;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.restore.RestoreJobRepository;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.time.ClockStateRepository;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.VaultRepository;

/** The repositories of one catalog and the transactions over them. */
public record Catalog(
        Transactions transactions,
        VaultRepository vaults,
        FileSystemRepository fileSystems,
        RecoveryPointRepository recoveryPoints,
        BackupJobRepository backupJobs,
        RestoreJobRepository restoreJobs,
        CopyJobRepository copyJobs,
        PlanRepository plans,
        SelectionRepository selections,
        RuleRunRepository ruleRuns,
        TagRepository tags,
        ClockStateRepository clockStates) {}
