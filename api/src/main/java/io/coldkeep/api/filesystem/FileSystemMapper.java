package io.coldkeep.api.filesystem;

import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.filesystem.PerformanceMode;
import io.coldkeep.domain.filesystem.Throughput;
import io.coldkeep.domain.tag.Tags;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.efs.model.CreateFileSystemRequest;
import software.amazon.awssdk.services.efs.model.FileSystemDescription;
import software.amazon.awssdk.services.efs.model.FileSystemSize;
import software.amazon.awssdk.services.efs.model.LifeCycleState;

/** File systems between the wire and the domain. */
final class FileSystemMapper {

    private FileSystemMapper() {}

    static NewFileSystem wanted(CreateFileSystemRequest request) {
        return new NewFileSystem(
                request.creationToken(),
                Optional.ofNullable(request.performanceModeAsString())
                        .map(PerformanceMode::parse)
                        .orElse(PerformanceMode.GENERAL_PURPOSE),
                new Throughput(
                        throughputMode(request.throughputModeAsString()).orElse(Throughput.Mode.BURSTING),
                        Optional.ofNullable(request.provisionedThroughputInMibps())),
                Boolean.TRUE.equals(request.encrypted()),
                Optional.ofNullable(request.kmsKeyId()),
                Optional.ofNullable(request.availabilityZoneName()),
                Optional.ofNullable(request.backup()),
                FileSystemTagMapper.tags(request.tags()));
    }

    static Optional<Throughput.Mode> throughputMode(@Nullable String word) {
        return Optional.ofNullable(word).map(Throughput.Mode::parse);
    }

    static FileSystemDescription description(FileSystem fileSystem, Tags tags) {
        return FileSystemDescription.builder()
                .ownerId(fileSystem.owner().account().value())
                .creationToken(fileSystem.creationToken())
                .fileSystemId(fileSystem.id().value())
                .fileSystemArn(fileSystem.arn().toString())
                .creationTime(fileSystem.creationTime())
                .lifeCycleState(state(fileSystem.state()))
                .name(tags.get("Name").orElse(null))
                .numberOfMountTargets(0)
                .sizeInBytes(size(fileSystem.size()))
                .performanceMode(fileSystem.performanceMode().word())
                .encrypted(fileSystem.encrypted())
                .kmsKeyId(fileSystem.kmsKeyId().orElse(null))
                .throughputMode(fileSystem.throughput().mode().word())
                .provisionedThroughputInMibps(
                        fileSystem.throughput().provisionedMibps().orElse(null))
                .availabilityZoneName(fileSystem.availabilityZoneName().orElse(null))
                .tags(FileSystemTagMapper.list(tags))
                .build();
    }

    private static LifeCycleState state(FileSystem.State state) {
        return switch (state) {
            case AVAILABLE -> LifeCycleState.AVAILABLE;
            case DELETING -> LifeCycleState.DELETING;
        };
    }

    private static FileSystemSize size(io.coldkeep.domain.filesystem.FileSystemSize size) {
        return FileSystemSize.builder()
                .value(size.bytes())
                .timestamp(size.measuredAt())
                .valueInStandard(size.bytes())
                .valueInIA(0L)
                .valueInArchive(0L)
                .build();
    }
}
