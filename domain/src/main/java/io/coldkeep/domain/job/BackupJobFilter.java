package io.coldkeep.domain.job;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.vault.VaultName;
import java.time.Instant;
import java.util.Optional;

/** Which backup jobs to list; what is empty does not filter. Instants are exclusive. */
public record BackupJobFilter(
        Optional<Arn> resource,
        Optional<VaultName> vault,
        Optional<JobState> state,
        Optional<Instant> createdBefore,
        Optional<Instant> createdAfter,
        Optional<Instant> completedBefore,
        Optional<Instant> completedAfter) {

    public static final BackupJobFilter ALL = new BackupJobFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public boolean accepts(BackupJob job) {
        return resource.filter(arn -> !arn.equals(job.resource())).isEmpty()
                && vault.filter(name -> !name.equals(job.vault())).isEmpty()
                && state.filter(wanted -> wanted != job.state()).isEmpty()
                && createdBefore
                        .filter(before -> !job.creationDate().isBefore(before))
                        .isEmpty()
                && createdAfter
                        .filter(after -> !job.creationDate().isAfter(after))
                        .isEmpty()
                && completedBefore
                        .filter(before -> job.completionDate()
                                .filter(at -> at.isBefore(before))
                                .isEmpty())
                        .isEmpty()
                && completedAfter
                        .filter(after -> job.completionDate()
                                .filter(at -> at.isAfter(after))
                                .isEmpty())
                        .isEmpty();
    }
}
