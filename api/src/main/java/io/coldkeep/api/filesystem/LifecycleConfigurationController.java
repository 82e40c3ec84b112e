package io.coldkeep.api.filesystem;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.FileSystemService;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import software.amazon.awssdk.services.efs.model.DescribeLifecycleConfigurationRequest;
import software.amazon.awssdk.services.efs.model.DescribeLifecycleConfigurationResponse;
import software.amazon.awssdk.services.efs.model.PutLifecycleConfigurationRequest;
import software.amazon.awssdk.services.efs.model.PutLifecycleConfigurationResponse;

/** When a file system's own files would move between storage classes; kept and given back. */
@WireController
final class LifecycleConfigurationController {

    private final FileSystemService fileSystems;

    LifecycleConfigurationController(FileSystemService fileSystems) {
        this.fileSystems = fileSystems;
    }

    @Put("/2015-02-01/file-systems/{FileSystemId}/lifecycle-configuration")
    PutLifecycleConfigurationResponse putLifecycleConfiguration(
            @Wire PutLifecycleConfigurationRequest request, Caller caller) {
        var updated = fileSystems.putTiering(
                caller.owner(),
                FileSystemId.resolve(caller.owner(), request.fileSystemId()),
                LifecyclePolicyMapper.tiering(request.lifecyclePolicies()));
        return PutLifecycleConfigurationResponse.builder()
                .lifecyclePolicies(LifecyclePolicyMapper.policies(updated.tiering()))
                .build();
    }

    @Get("/2015-02-01/file-systems/{FileSystemId}/lifecycle-configuration")
    DescribeLifecycleConfigurationResponse describeLifecycleConfiguration(
            @Wire DescribeLifecycleConfigurationRequest request, Caller caller) {
        var found = fileSystems.require(caller.owner(), FileSystemId.resolve(caller.owner(), request.fileSystemId()));
        return DescribeLifecycleConfigurationResponse.builder()
                .lifecyclePolicies(LifecyclePolicyMapper.policies(found.tiering()))
                .build();
    }
}
