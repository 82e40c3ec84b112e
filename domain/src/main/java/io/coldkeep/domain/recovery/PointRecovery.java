package io.coldkeep.domain.recovery;

import io.coldkeep.domain.access.Governed;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.copy.CopyJobRepository;
import io.coldkeep.domain.job.BackupJob;
import io.coldkeep.domain.job.BackupJobRepository;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.recovery.Recovered.Outcome;
import io.coldkeep.domain.recoverypoint.PointRecord;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.vault.VaultRepository;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes the rows of recovery points again whose bytes are in the store. What the catalog has stays as it is, so that this may be
 * done any number of times. No service may work on the catalog meanwhile.
 */
public final class PointRecovery {

    private static final int LONGEST_NAME = 50;

    private final VaultRepository vaults;
    private final RecoveryPointRepository points;
    private final TagRepository tags;
    private final BackupJobRepository backups;
    private final CopyJobRepository copies;
    private final Transactions transactions;
    private final boolean withLifecycles;

    /**
     * @param withLifecycles whether recovery points get the lifecycles back that they were made with, which may be due; without
     *     them they neither move nor expire
     */
    public PointRecovery(
            VaultRepository vaults,
            RecoveryPointRepository points,
            TagRepository tags,
            BackupJobRepository backups,
            CopyJobRepository copies,
            Transactions transactions,
            boolean withLifecycles) {
        this.vaults = vaults;
        this.points = points;
        this.tags = tags;
        this.backups = backups;
        this.copies = copies;
        this.transactions = transactions;
        this.withLifecycles = withLifecycles;
    }

    /** Which bytes are those of the recovery point in the catalog, if it is in there. */
    public Optional<ContentId> contentOf(PointRecord record) {
        return points.find(record.owner(), record.id()).map(RecoveryPoint::content);
    }

    /**
     * Adds the recovery point with its vault and its tags, and ends the job that was to make it; all of it or nothing. To be
     * called in the order in which the points of a vault were made: a vault that is added is as old as its first.
     *
     * @param tier where its bytes are
     * @param bytes the sum of the sizes of its files
     */
    public Recovered add(PointRecord record, ContentId content, StorageTier tier, long bytes) {
        return transactions.inOne(() -> points.find(record.owner(), record.id())
                .map(there -> atHand(there, record, content))
                .orElseGet(() -> new Recovered(Outcome.ADDED, addRow(record, content, tier, bytes))));
    }

    private Recovered atHand(RecoveryPoint there, PointRecord record, ContentId content) {
        if (!there.content().equals(content)) {
            return new Recovered(Outcome.OTHER_CONTENT, there);
        }
        if (withLifecycles && there.statusMessage().equals(Optional.of(without(record.lifecycle())))) {
            var governed = there.withLifecycleAsMade(record.lifecycle());
            if (points.replace(governed)) {
                return new Recovered(Outcome.LIFECYCLE_RESTORED, governed);
            }
        }
        return new Recovered(Outcome.THERE, there);
    }

    private RecoveryPoint addRow(PointRecord record, ContentId content, StorageTier tier, long bytes) {
        var vault = vaults.find(record.owner(), content.vault()).orElseGet(() -> addVault(record, content.vault()));
        var point = record.point(content, vault.name(), bytes, inForce(record), tier, message(record));
        if (!points.add(point)) {
            throw new IllegalStateException("recovery point " + point.arn() + " came into the catalog meanwhile");
        }
        tags.update(point.owner(), point.arn(), none -> record.tags());
        endJob(record, bytes);
        return point;
    }

    private Lifecycle inForce(PointRecord record) {
        return withLifecycles ? record.lifecycle() : Lifecycle.FOREVER;
    }

    private Optional<String> message(PointRecord record) {
        return withLifecycles || isForEver(record.lifecycle())
                ? Optional.empty()
                : Optional.of(without(record.lifecycle()));
    }

    private static boolean isForEver(Lifecycle lifecycle) {
        return lifecycle.moveToColdAfter().isEmpty() && lifecycle.deleteAfter().isEmpty();
    }

    /** By these words it is known until somebody gives it a lifecycle. */
    private static String without(Lifecycle lifecycle) {
        return "Recovered without the lifecycle that it was made with: MoveToColdStorageAfterDays %s, DeleteAfterDays %s."
                .formatted(
                        lifecycle.moveToColdAfter().map(Object::toString).orElse("none"),
                        lifecycle.deleteAfter().map(Object::toString).orElse("none"));
    }

    /**
     * Makes the vault of that id, of which there is none. An empty one that has its name gives it up, and its policy with
     * it: a service that was started without its catalog has made it. Beside one that is not empty it gets another name.
     */
    private Vault addVault(PointRecord record, UUID id) {
        for (var number = 1; ; number++) {
            var name = numbered(record.vaultName(), number);
            var vault =
                    new Vault(record.owner(), id, name, record.initiationDate(), Optional.empty(), Optional.empty());
            var there = vaults.findGoverned(record.owner(), name);
            if (there.isEmpty() && vaults.add(vault)) {
                return vault;
            }
            if (there.isPresent() && vaults.removeIfEmpty(there.get().subject()) && vaults.add(vault)) {
                vaults.replaceAccessPolicy(
                        new Governed<>(vault, Optional.empty()), there.get().policy());
                return vault;
            }
        }
    }

    private static VaultName numbered(VaultName name, int number) {
        var suffix = number == 1 ? "" : "-recovered" + (number == 2 ? "" : "-" + number);
        var kept = Math.min(name.value().length(), LONGEST_NAME - suffix.length());
        return VaultName.of(name.value().substring(0, kept) + suffix);
    }

    /**
     * A catalog that was put back may believe that the job goes on: it would make the recovery point once more. Whoever runs it
     * finds that it has ended and passes its resource on.
     */
    private void endJob(PointRecord record, long bytes) {
        var jobOwner = record.sourceVault()
                .map(vault -> Owner.of(vault.account(), vault.region()))
                .orElse(record.owner());
        backups.update(record.owner(), record.job(), job -> ended(job, record, bytes));
        copies.update(
                jobOwner,
                record.job(),
                job -> job.copy().equals(record.id()) && !job.hasEnded()
                        ? job.completed(Optional.empty(), record.completionDate())
                        : job);
    }

    private static BackupJob ended(BackupJob job, PointRecord record, long bytes) {
        return job.recoveryPoint().equals(record.id()) && !job.state().hasEnded()
                ? job.ended(JobState.COMPLETED, Optional.empty(), bytes, record.completionDate())
                : job;
    }
}
