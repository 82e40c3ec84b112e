package io.coldkeep.api.filesystem;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.CommonMembers;
import io.coldkeep.api.wire.Members;
import io.coldkeep.api.wire.Paging;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.FileSystemService;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.tag.Tags;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.efs.model.CreateFileSystemRequest;
import software.amazon.awssdk.services.efs.model.CreateFileSystemResponse;
import software.amazon.awssdk.services.efs.model.DeleteFileSystemRequest;
import software.amazon.awssdk.services.efs.model.DeleteFileSystemResponse;
import software.amazon.awssdk.services.efs.model.DescribeFileSystemsRequest;
import software.amazon.awssdk.services.efs.model.DescribeFileSystemsResponse;
import software.amazon.awssdk.services.efs.model.FileSystemDescription;
import software.amazon.awssdk.services.efs.model.UpdateFileSystemRequest;
import software.amazon.awssdk.services.efs.model.UpdateFileSystemResponse;

/** File systems themselves. */
@WireController
final class FileSystemController {

    private static final int MAX_TOKEN = 64;

    private final FileSystemService fileSystems;
    private final Paging paging;

    FileSystemController(FileSystemService fileSystems, Paging paging) {
        this.fileSystems = fileSystems;
        this.paging = paging;
    }

    @Post("/2015-02-01/file-systems")
    @Status(HttpStatus.CREATED)
    CreateFileSystemResponse createFileSystem(@Wire CreateFileSystemRequest request, Caller caller) {
        var made = fileSystems.create(caller.owner(), FileSystemMapper.wanted(request));
        return CommonMembers.copy(described(made), CreateFileSystemResponse.builder())
                .build();
    }

    @Get("/2015-02-01/file-systems")
    DescribeFileSystemsResponse describeFileSystems(@Wire DescribeFileSystemsRequest request, Caller caller) {
        var page = select(
                caller.owner(), request, paging.ofEfsMarker(caller, request, request.maxItems(), request.marker()));
        var tags = fileSystems.tagsOf(caller.owner(), page.items());
        return DescribeFileSystemsResponse.builder()
                .fileSystems(page.items().stream()
                        .map(found -> FileSystemMapper.description(found, tags.getOrDefault(found.arn(), Tags.NONE)))
                        .toList())
                .marker(request.marker())
                .nextMarker(paging.next(caller, request, page))
                .build();
    }

    private Page<FileSystem> select(Owner owner, DescribeFileSystemsRequest request, PageRequest page) {
        var token = Optional.ofNullable(request.creationToken())
                .map(text -> Members.ofLength("CreationToken", text, 1, MAX_TOKEN));
        if (request.fileSystemId() != null) {
            var found = fileSystems.require(owner, FileSystemId.resolve(owner, request.fileSystemId()));
            var fits = token.filter(wanted -> !wanted.equals(found.creationToken()))
                    .isEmpty();
            return new Page<>(fits ? List.of(found) : List.of(), Optional.empty());
        }
        return token.map(wanted -> new Page<>(fileSystems.findByCreationToken(owner, wanted), Optional.empty()))
                .orElseGet(() -> fileSystems.list(owner, page));
    }

    @Put("/2015-02-01/file-systems/{FileSystemId}")
    @Status(HttpStatus.ACCEPTED)
    UpdateFileSystemResponse updateFileSystem(@Wire UpdateFileSystemRequest request, Caller caller) {
        var updated = fileSystems.update(
                caller.owner(),
                FileSystemId.resolve(caller.owner(), request.fileSystemId()),
                FileSystemMapper.throughputMode(request.throughputModeAsString()),
                Optional.ofNullable(request.provisionedThroughputInMibps()));
        return CommonMembers.copy(described(updated), UpdateFileSystemResponse.builder())
                .build();
    }

    private FileSystemDescription described(FileSystem fileSystem) {
        return FileSystemMapper.description(fileSystem, fileSystems.tagsOf(fileSystem));
    }

    @Delete("/2015-02-01/file-systems/{FileSystemId}")
    @Status(HttpStatus.NO_CONTENT)
    DeleteFileSystemResponse deleteFileSystem(@Wire DeleteFileSystemRequest request, Caller caller) {
        fileSystems.delete(caller.owner(), FileSystemId.resolve(caller.owner(), request.fileSystemId()));
        return DeleteFileSystemResponse.builder().build();
    }
}
