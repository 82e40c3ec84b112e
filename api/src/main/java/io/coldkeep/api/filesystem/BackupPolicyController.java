package io.coldkeep.api.filesystem;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.filesystem.BackupPolicyService;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.policy.BackupPolicy.Setting;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import software.amazon.awssdk.services.efs.model.BackupPolicy;
import software.amazon.awssdk.services.efs.model.DescribeBackupPolicyRequest;
import software.amazon.awssdk.services.efs.model.DescribeBackupPolicyResponse;
import software.amazon.awssdk.services.efs.model.PutBackupPolicyRequest;
import software.amazon.awssdk.services.efs.model.PutBackupPolicyResponse;

/** Automatic backups of a file system: on or off. */
@WireController
final class BackupPolicyController {

    private final BackupPolicyService policies;

    BackupPolicyController(BackupPolicyService policies) {
        this.policies = policies;
    }

    @Put("/2015-02-01/file-systems/{FileSystemId}/backup-policy")
    PutBackupPolicyResponse putBackupPolicy(@Wire PutBackupPolicyRequest request, Caller caller) {
        var id = FileSystemId.resolve(caller.owner(), request.fileSystemId());
        var setting = Setting.parse(request.backupPolicy().statusAsString());
        return PutBackupPolicyResponse.builder()
                .backupPolicy(answer(policies.put(caller.owner(), id, setting)))
                .build();
    }

    @Get("/2015-02-01/file-systems/{FileSystemId}/backup-policy")
    DescribeBackupPolicyResponse describeBackupPolicy(@Wire DescribeBackupPolicyRequest request, Caller caller) {
        var id = FileSystemId.resolve(caller.owner(), request.fileSystemId());
        return DescribeBackupPolicyResponse.builder()
                .backupPolicy(answer(policies.describe(caller.owner(), id)))
                .build();
    }

    private static BackupPolicy answer(io.coldkeep.domain.policy.BackupPolicy policy) {
        return BackupPolicy.builder().status(policy.name()).build();
    }
}
