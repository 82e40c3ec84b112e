package io.coldkeep.domain.filesystem;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.policy.BackupPolicy;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.WrongState;
import java.time.Instant;
import java.util.Optional;

/**
 * A directory that is backed up.
 *
 * @param adoptedDirectory the existing directory that it is, with links resolved; empty for one that the service made
 *     and deletes together with the file system
 * @param throughputChangedAt when the throughput last changed
 */
public record FileSystem(
        Owner owner,
        FileSystemId id,
        String creationToken,
        Instant creationTime,
        State state,
        PerformanceMode performanceMode,
        Throughput throughput,
        Optional<Instant> throughputChangedAt,
        boolean encrypted,
        Optional<String> kmsKeyId,
        Optional<String> availabilityZoneName,
        BackupPolicy backupPolicy,
        Tiering tiering,
        FileSystemSize size,
        Optional<String> adoptedDirectory) {

    /** The life of a file system. It is usable from the start, since making a directory takes no time. */
    public enum State {
        AVAILABLE,
        DELETING
    }

    public Arn arn() {
        return id.arn(owner);
    }

    /** @throws WrongState unless the file system is available */
    FileSystem requireAvailable() {
        if (state != State.AVAILABLE) {
            throw new WrongState(
                    WrongState.Reason.FILE_SYSTEM_NOT_AVAILABLE,
                    "File system '" + id + "' is not available: its lifecycle state is deleting.");
        }
        return this;
    }

    private static void requireElasticForArchive(Tiering tiering, Throughput throughput) {
        if (tiering.transitionToArchive().isPresent() && throughput.mode() != Throughput.Mode.ELASTIC) {
            throw new RuleBroken(new InvalidValue(
                    "LifecyclePolicies.TransitionToArchive", "must be given with ThroughputMode elastic only"));
        }
    }

    FileSystem withState(State newState) {
        return new FileSystem(
                owner,
                id,
                creationToken,
                creationTime,
                newState,
                performanceMode,
                throughput,
                throughputChangedAt,
                encrypted,
                kmsKeyId,
                availabilityZoneName,
                backupPolicy,
                tiering,
                size,
                adoptedDirectory);
    }

    FileSystem withBackupPolicy(BackupPolicy newPolicy) {
        return new FileSystem(
                owner,
                id,
                creationToken,
                creationTime,
                state,
                performanceMode,
                throughput,
                throughputChangedAt,
                encrypted,
                kmsKeyId,
                availabilityZoneName,
                newPolicy,
                tiering,
                size,
                adoptedDirectory);
    }

    FileSystem withThroughput(Throughput newThroughput, Instant changedAt) {
        requireElasticForArchive(tiering, newThroughput);
        return new FileSystem(
                owner,
                id,
                creationToken,
                creationTime,
                state,
                performanceMode,
                newThroughput,
                Optional.of(changedAt),
                encrypted,
                kmsKeyId,
                availabilityZoneName,
                backupPolicy,
                tiering,
                size,
                adoptedDirectory);
    }

    FileSystem withTiering(Tiering newTiering) {
        requireElasticForArchive(newTiering, throughput);
        return new FileSystem(
                owner,
                id,
                creationToken,
                creationTime,
                state,
                performanceMode,
                throughput,
                throughputChangedAt,
                encrypted,
                kmsKeyId,
                availabilityZoneName,
                backupPolicy,
                newTiering,
                size,
                adoptedDirectory);
    }

    FileSystem withSize(FileSystemSize newSize) {
        return new FileSystem(
                owner,
                id,
                creationToken,
                creationTime,
                state,
                performanceMode,
                throughput,
                throughputChangedAt,
                encrypted,
                kmsKeyId,
                availabilityZoneName,
                backupPolicy,
                tiering,
                newSize,
                adoptedDirectory);
    }
}
