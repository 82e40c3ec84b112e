package io.coldkeep.persistence.sql.filesystem;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.FileSystemSize;
import io.coldkeep.domain.filesystem.PerformanceMode;
import io.coldkeep.domain.filesystem.Throughput;
import io.coldkeep.domain.filesystem.Tiering;
import io.coldkeep.domain.policy.BackupPolicy;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@MappedEntity("file_system")
record FileSystemRow(
        String account,
        String region,
        @Id String id,
        String creationToken,
        Instant creationTime,
        String state,
        String performanceMode,
        String throughputMode,
        @Nullable Double provisionedMibps,
        @Nullable Instant throughputChangedAt,
        boolean encrypted,
        @Nullable String kmsKeyId,
        @Nullable String availabilityZoneName,
        String backupPolicy,
        @Nullable String transitionToIa,
        @Nullable String transitionToPrimaryStorageClass,
        @Nullable String transitionToArchive,
        long sizeInBytes,
        Instant sizeMeasuredAt,
        @Nullable String adoptedDirectory) {

    static FileSystemRow of(FileSystem fileSystem) {
        return new FileSystemRow(
                fileSystem.owner().account().value(),
                fileSystem.owner().region().code(),
                fileSystem.id().value(),
                fileSystem.creationToken(),
                fileSystem.creationTime(),
                fileSystem.state().name(),
                fileSystem.performanceMode().name(),
                fileSystem.throughput().mode().name(),
                fileSystem.throughput().provisionedMibps().orElse(null),
                fileSystem.throughputChangedAt().orElse(null),
                fileSystem.encrypted(),
                fileSystem.kmsKeyId().orElse(null),
                fileSystem.availabilityZoneName().orElse(null),
                fileSystem.backupPolicy().name(),
                fileSystem.tiering().transitionToIa().orElse(null),
                fileSystem.tiering().transitionToPrimaryStorageClass().orElse(null),
                fileSystem.tiering().transitionToArchive().orElse(null),
                fileSystem.size().bytes(),
                fileSystem.size().measuredAt(),
                fileSystem.adoptedDirectory().orElse(null));
    }

    /** In the order of the components. */
    @Nullable
    Object[] values() {
        return new @Nullable Object[] {
            account,
            region,
            id,
            creationToken,
            creationTime,
            state,
            performanceMode,
            throughputMode,
            provisionedMibps,
            throughputChangedAt,
            encrypted,
            kmsKeyId,
            availabilityZoneName,
            backupPolicy,
            transitionToIa,
            transitionToPrimaryStorageClass,
            transitionToArchive,
            sizeInBytes,
            sizeMeasuredAt,
            adoptedDirectory
        };
    }

    FileSystem toFileSystem() {
        return new FileSystem(
                Owner.of(account, region),
                FileSystemId.of(id),
                creationToken,
                creationTime,
                FileSystem.State.valueOf(state),
                PerformanceMode.valueOf(performanceMode),
                new Throughput(Throughput.Mode.valueOf(throughputMode), Optional.ofNullable(provisionedMibps)),
                Optional.ofNullable(throughputChangedAt),
                encrypted,
                Optional.ofNullable(kmsKeyId),
                Optional.ofNullable(availabilityZoneName),
                BackupPolicy.valueOf(backupPolicy),
                new Tiering(
                        Optional.ofNullable(transitionToIa),
                        Optional.ofNullable(transitionToPrimaryStorageClass),
                        Optional.ofNullable(transitionToArchive)),
                new FileSystemSize(sizeInBytes, sizeMeasuredAt),
                Optional.ofNullable(adoptedDirectory));
    }
}
