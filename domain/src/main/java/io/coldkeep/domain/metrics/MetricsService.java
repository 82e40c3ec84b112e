package io.coldkeep.domain.metrics;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentInventory;
import io.coldkeep.domain.copy.CopyJobRepository;
import io.coldkeep.domain.job.BackupJobRepository;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.restore.RestoreJobRepository;
import java.util.UUID;

/** Tells the operator how many bytes are moved and stored. */
public final class MetricsService {

    private final BackupJobRepository backups;
    private final CopyJobRepository copies;
    private final RestoreJobRepository restores;
    private final RecoveryPointRepository points;
    private final ContentInventory inventory;

    public MetricsService(
            BackupJobRepository backups,
            CopyJobRepository copies,
            RestoreJobRepository restores,
            RecoveryPointRepository points,
            ContentInventory inventory) {
        this.backups = backups;
        this.copies = copies;
        this.restores = restores;
        this.points = points;
        this.inventory = inventory;
    }

    /**
     * The owner's job with that id, of whichever kind.
     *
     * @throws NotFound when there is none
     */
    public JobDetails job(Owner owner, UUID id) {
        return backups.find(owner, id)
                .map(JobDetails::of)
                .or(() -> copies.find(owner, id).map(JobDetails::of))
                .or(() -> restores.find(owner, id).map(JobDetails::of))
                .orElseThrow(() -> new NotFound(Subject.JOB, id.toString()));
    }

    /** Counts everything, of all owners. */
    public Metrics read() {
        return new Metrics(backups.totals(), copies.totals(), restores.totals(), points.totals(), inventory.take());
    }
}
