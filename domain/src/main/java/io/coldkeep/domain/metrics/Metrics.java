package io.coldkeep.domain.metrics;

import io.coldkeep.domain.content.Inventory;
import io.coldkeep.domain.copy.CopyState;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.recoverypoint.PointTotal;
import io.coldkeep.domain.restore.RestoreState;
import io.coldkeep.domain.work.JobTotal;
import java.util.List;
import java.util.Map;

/**
 * The whole service in numbers, of all owners. Each of them is of one instant, and not all of the same.
 *
 * @param backups by the states that there are some in, as are copies and restores
 */
public record Metrics(
        Map<JobState, JobTotal> backups,
        Map<CopyState, JobTotal> copies,
        Map<RestoreState, JobTotal> restores,
        List<PointTotal> points,
        Inventory inventory) {

    public Metrics {
        backups = Map.copyOf(backups);
        copies = Map.copyOf(copies);
        restores = Map.copyOf(restores);
        points = List.copyOf(points);
    }
}
