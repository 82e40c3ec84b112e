package io.coldkeep.app.wiring;

import io.coldkeep.app.config.Settings;
import io.coldkeep.app.schedule.ProcessEnd;
import io.coldkeep.domain.access.PolicyParser;
import io.coldkeep.domain.content.ContentInventory;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.ContentUpkeep;
import io.coldkeep.domain.copy.CopyJobRepository;
import io.coldkeep.domain.copy.CopyRunner;
import io.coldkeep.domain.copy.CopyService;
import io.coldkeep.domain.filesystem.BackupPolicyService;
import io.coldkeep.domain.filesystem.FileSystemDirectories;
import io.coldkeep.domain.filesystem.FileSystemRepository;
import io.coldkeep.domain.filesystem.FileSystemService;
import io.coldkeep.domain.job.BackupJobRepository;
import io.coldkeep.domain.job.BackupJobService;
import io.coldkeep.domain.job.BackupRunner;
import io.coldkeep.domain.job.StartWindowSweep;
import io.coldkeep.domain.metrics.MetricsService;
import io.coldkeep.domain.plan.AutomaticBackups;
import io.coldkeep.domain.plan.PlanRepository;
import io.coldkeep.domain.plan.PlanService;
import io.coldkeep.domain.plan.PlannedBackups;
import io.coldkeep.domain.plan.RuleRunRepository;
import io.coldkeep.domain.plan.RuleRuns;
import io.coldkeep.domain.plan.RunListener;
import io.coldkeep.domain.plan.Schedules;
import io.coldkeep.domain.plan.SelectionRepository;
import io.coldkeep.domain.plan.SelectionService;
import io.coldkeep.domain.recoverypoint.ColdMoveSweep;
import io.coldkeep.domain.recoverypoint.CollectionSweep;
import io.coldkeep.domain.recoverypoint.ExpirySweep;
import io.coldkeep.domain.recoverypoint.PointRecords;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.recoverypoint.RecoveryPointService;
import io.coldkeep.domain.recoverypoint.SweepListener;
import io.coldkeep.domain.recoverypoint.UpkeepSweep;
import io.coldkeep.domain.restore.RestoreJobRepository;
import io.coldkeep.domain.restore.RestoreRunner;
import io.coldkeep.domain.restore.RestoreService;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.tag.TagService;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.VaultAccess;
import io.coldkeep.domain.vault.VaultRepository;
import io.coldkeep.domain.vault.VaultService;
import io.coldkeep.domain.work.WorkListener;
import io.coldkeep.domain.work.WorkQueue;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** The use cases with their ports. */
@Factory
final class DomainFactory {

    private final Transactions transactions;
    private final InstantSource clock;

    DomainFactory(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Singleton
    VaultAccess vaultAccess(PolicyParser parser) {
        return new VaultAccess(parser);
    }

    @Singleton
    VaultService vaults(VaultRepository vaults, TagRepository tags, VaultAccess access) {
        return new VaultService(vaults, tags, access, transactions, clock, UUID::randomUUID);
    }

    @Singleton
    FileSystemService fileSystems(
            FileSystemRepository fileSystems, FileSystemDirectories directories, TagRepository tags, WorkQueue queue) {
        return new FileSystemService(fileSystems, directories, tags, queue, transactions, clock, new SecureRandom());
    }

    @Singleton
    BackupPolicyService backupPolicies(FileSystemRepository fileSystems, TagRepository tags, WorkQueue queue) {
        return new BackupPolicyService(fileSystems, tags, queue, transactions, clock);
    }

    @Singleton
    RecoveryPointService recoveryPoints(
            RecoveryPointRepository points, VaultService vaults, VaultAccess access, WorkQueue queue) {
        return new RecoveryPointService(points, vaults, access, queue, transactions, clock);
    }

    @Singleton
    ExpirySweep expiry(
            RecoveryPointRepository points,
            ContentStore content,
            TagRepository tags,
            WorkQueue queue,
            SweepListener listener,
            ProcessEnd processEnd) {
        return new ExpirySweep(points, content, tags, queue, transactions, clock, listener, processEnd);
    }

    @Singleton
    ColdMoveSweep coldMoves(
            RecoveryPointRepository points,
            ContentStore content,
            WorkQueue queue,
            SweepListener listener,
            ProcessEnd processEnd) {
        return new ColdMoveSweep(points, content, queue, transactions, clock, listener, processEnd);
    }

    @Singleton
    CollectionSweep collection(ContentStore content) {
        return new CollectionSweep(content);
    }

    @Singleton
    UpkeepSweep upkeep(
            ContentUpkeep upkeep, RecoveryPointRepository points, SweepListener listener, ProcessEnd processEnd) {
        return new UpkeepSweep(upkeep, points, listener, processEnd);
    }

    @Singleton
    BackupJobService backupJobs(
            BackupJobRepository jobs, VaultService vaults, FileSystemService fileSystems, WorkQueue queue) {
        return new BackupJobService(jobs, vaults, fileSystems, queue, transactions, clock, UUID::randomUUID);
    }

    @Singleton
    BackupRunner backupRunner(
            BackupJobRepository jobs,
            RecoveryPointRepository points,
            FileSystemService fileSystems,
            FileSystemDirectories directories,
            ContentStore content,
            PointRecords records,
            TagRepository tags,
            CopyService copies,
            WorkQueue queue,
            WorkListener listener,
            ProcessEnd processEnd) {
        return new BackupRunner(
                jobs,
                points,
                fileSystems,
                directories,
                content,
                records,
                tags,
                copies,
                queue,
                transactions,
                clock,
                listener,
                UUID::randomUUID,
                processEnd);
    }

    @Singleton
    StartWindowSweep startWindows(BackupJobRepository jobs, WorkListener listener, ProcessEnd processEnd) {
        return new StartWindowSweep(jobs, transactions, clock, listener, processEnd);
    }

    @Singleton
    RestoreService restores(
            RestoreJobRepository jobs, RecoveryPointService points, FileSystemService fileSystems, WorkQueue queue) {
        return new RestoreService(jobs, points, fileSystems, queue, transactions, clock, UUID::randomUUID);
    }

    @Singleton
    RestoreRunner restoreRunner(
            RestoreJobRepository jobs,
            RecoveryPointService points,
            FileSystemService fileSystems,
            FileSystemDirectories directories,
            ContentStore content,
            WorkQueue queue,
            WorkListener listener,
            ProcessEnd processEnd) {
        return new RestoreRunner(
                jobs,
                points,
                fileSystems,
                directories,
                content,
                queue,
                transactions,
                clock,
                listener,
                UUID::randomUUID,
                processEnd);
    }

    @Singleton
    CopyService copies(CopyJobRepository jobs, RecoveryPointService points, VaultService vaults, WorkQueue queue) {
        return new CopyService(jobs, points, vaults, queue, transactions, clock, UUID::randomUUID);
    }

    @Singleton
    CopyRunner copyRunner(
            CopyJobRepository jobs,
            RecoveryPointRepository points,
            ContentStore content,
            PointRecords records,
            TagRepository tags,
            WorkQueue queue,
            WorkListener listener,
            ProcessEnd processEnd) {
        return new CopyRunner(
                jobs,
                points,
                content,
                records,
                tags,
                queue,
                transactions,
                clock,
                listener,
                UUID::randomUUID,
                processEnd);
    }

    @Singleton
    MetricsService metrics(
            BackupJobRepository backups,
            CopyJobRepository copies,
            RestoreJobRepository restores,
            RecoveryPointRepository points,
            ContentInventory inventory) {
        return new MetricsService(backups, copies, restores, points, inventory);
    }

    @Singleton
    PlanService plans(
            PlanRepository plans,
            SelectionRepository selections,
            RuleRunRepository runs,
            VaultService vaults,
            TagRepository tags,
            Schedules schedules) {
        return new PlanService(plans, selections, runs, vaults, tags, schedules, transactions, clock, UUID::randomUUID);
    }

    @Singleton
    AutomaticBackups automaticBackups(
            Settings settings,
            BackupPolicyService policies,
            VaultService vaults,
            PlanRepository plans,
            SelectionRepository selections,
            RuleRunRepository runs,
            Schedules schedules) {
        return new AutomaticBackups(
                policies,
                vaults,
                settings.policyOfAutomaticVault(),
                plans,
                selections,
                runs,
                schedules,
                transactions,
                clock,
                UUID::randomUUID);
    }

    @Singleton
    RuleRuns ruleRuns(
            PlanRepository plans,
            RuleRunRepository runs,
            SelectionRepository selections,
            VaultService vaults,
            FileSystemService fileSystems,
            BackupJobService jobs,
            Schedules schedules,
            RunListener listener,
            ProcessEnd processEnd) {
        var backups = new PlannedBackups(selections, vaults, fileSystems, jobs);
        return new RuleRuns(plans, runs, backups, schedules, transactions, clock, listener, processEnd);
    }

    @Singleton
    SelectionService selections(PlanRepository plans, SelectionRepository selections) {
        return new SelectionService(plans, selections, transactions, clock, UUID::randomUUID);
    }

    @Singleton
    TagService tags(
            VaultService vaults,
            PlanService plans,
            RecoveryPointService points,
            FileSystemService fileSystems,
            TagRepository tags) {
        return new TagService(List.of(vaults, plans, points, fileSystems), tags, transactions);
    }
}
