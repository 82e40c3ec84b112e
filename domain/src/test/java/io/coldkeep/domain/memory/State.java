package io.coldkeep.domain.memory;

import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.copy.CopyJob;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.job.BackupJob;
import io.coldkeep.domain.plan.BackupPlan;
import io.coldkeep.domain.plan.BackupSelection;
import io.coldkeep.domain.plan.RuleRun;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.restore.RestoreJob;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.time.ClockState;
import io.coldkeep.domain.vault.Vault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** All that a catalog in memory holds. A transaction works on a copy, which takes the place of the original when it commits. */
final class State {

    /** What belongs to somebody, by whose it is and by its name or id. */
    record Key<T>(Owner owner, T id) {}

    final Map<UUID, Vault> vaults;
    /** By the id of the vault. */
    final Map<UUID, PolicyText> accessPolicies;

    final Map<Key<FileSystemId>, FileSystem> fileSystems;
    final Map<Key<RecoveryPointId>, RecoveryPoint> recoveryPoints;
    final Map<Key<UUID>, BackupJob> backupJobs;
    /** Which job works on a resource. */
    final Map<Key<Arn>, UUID> claims;
    /** Those that wait for their resource. */
    final Set<Key<UUID>> waitingJobs;

    final Map<Key<UUID>, RestoreJob> restoreJobs;
    final Map<Key<UUID>, CopyJob> copyJobs;
    /** The versions of each plan, the latest last. */
    final Map<Key<PlanId>, List<BackupPlan>> plans;

    final List<BackupSelection> selections;
    final List<RuleRun> ruleRuns;
    final Map<Key<Arn>, Tags> tags;
    final List<MemoryWorkQueue.Entry> work;
    ClockState clock;

    State() {
        vaults = new HashMap<>();
        accessPolicies = new HashMap<>();
        fileSystems = new HashMap<>();
        recoveryPoints = new HashMap<>();
        backupJobs = new HashMap<>();
        claims = new HashMap<>();
        waitingJobs = new HashSet<>();
        restoreJobs = new HashMap<>();
        copyJobs = new HashMap<>();
        plans = new HashMap<>();
        selections = new ArrayList<>();
        ruleRuns = new ArrayList<>();
        tags = new HashMap<>();
        work = new ArrayList<>();
        clock = ClockState.REAL;
    }

    private State(State other) {
        vaults = new HashMap<>(other.vaults);
        accessPolicies = new HashMap<>(other.accessPolicies);
        fileSystems = new HashMap<>(other.fileSystems);
        recoveryPoints = new HashMap<>(other.recoveryPoints);
        backupJobs = new HashMap<>(other.backupJobs);
        claims = new HashMap<>(other.claims);
        waitingJobs = new HashSet<>(other.waitingJobs);
        restoreJobs = new HashMap<>(other.restoreJobs);
        copyJobs = new HashMap<>(other.copyJobs);
        plans = new HashMap<>(other.plans);
        selections = new ArrayList<>(other.selections);
        ruleRuns = new ArrayList<>(other.ruleRuns);
        tags = new HashMap<>(other.tags);
        work = new ArrayList<>(other.work);
        clock = other.clock;
    }

    State copy() {
        return new State(this);
    }
}
