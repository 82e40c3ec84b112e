package io.coldkeep.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.fixtures.Fixtures;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.backup.model.RestoreJobStatus;
import software.amazon.awssdk.services.backup.model.StorageClass;

/** What one request begins, the next ones see: a file from its file system into a vault, to cold storage, back and away. */
class BackupStoryWireTest extends ServiceTest {

    @Test
    void aFileIsBackedUpRestoredMovedToColdStorageAndExpired() throws Exception {
        var made = account.efs().createFileSystem(request -> request.creationToken("token"));
        var fileSystem = service.catalog
                .fileSystems()
                .find(account.owner(), FileSystemId.of(made.fileSystemId()))
                .orElseThrow();
        service.directories.tree(fileSystem).file("a", "x".repeat(10_000)).file("b", "yy");
        var backup = account.backup();

        var job = backup.startBackupJob(request -> request.backupVaultName("Default")
                .resourceArn(made.fileSystemArn())
                .iamRoleArn(Fixtures.ROLE)
                .recoveryPointTags(Map.of("kept", "yes")));
        service.runWork();

        var done = backup.describeBackupJob(request -> request.backupJobId(job.backupJobId()));
        assertThat(done.state()).isEqualTo(BackupJobState.COMPLETED);
        assertThat(done.backupSizeInBytes()).isEqualTo(10_002);
        var point = backup.describeRecoveryPoint(
                request -> request.backupVaultName("Default").recoveryPointArn(job.recoveryPointArn()));
        assertThat(point.backupSizeInBytes()).isEqualTo(10_002);
        assertThat(backup.listTags(request -> request.resourceArn(job.recoveryPointArn()))
                        .tags())
                .isEqualTo(Map.of("kept", "yes"));
        assertThat(account.efs()
                        .describeFileSystems()
                        .fileSystems()
                        .getFirst()
                        .sizeInBytes()
                        .value())
                .isEqualTo(10_002);

        var restore = backup.startRestoreJob(request -> request.recoveryPointArn(job.recoveryPointArn())
                .metadata(Map.of("file-system-id", made.fileSystemId(), "ItemsToRestore", "[\"/b\"]")));
        service.runWork();

        assertThat(backup.describeRestoreJob(request -> request.restoreJobId(restore.restoreJobId()))
                        .status())
                .isEqualTo(RestoreJobStatus.COMPLETED);
        assertThat(service.directories.tree(fileSystem).paths())
                .anyMatch(path -> path.contains("aws-backup-restore_") && path.endsWith("/b"))
                .noneMatch(path -> path.contains("aws-backup-restore_") && path.endsWith("/a"));

        backup.updateRecoveryPointLifecycle(request -> request.backupVaultName("Default")
                .recoveryPointArn(job.recoveryPointArn())
                .lifecycle(lifecycle -> lifecycle.moveToColdStorageAfterDays(1L).deleteAfterDays(91L)));
        service.clock.advance(Duration.ofDays(1));
        service.sweep();

        assertThat(backup.describeRecoveryPoint(
                                request -> request.backupVaultName("Default").recoveryPointArn(job.recoveryPointArn()))
                        .storageClass())
                .isEqualTo(StorageClass.COLD);

        service.clock.advance(Duration.ofDays(90));
        service.sweep();

        assertRefused(
                ResourceNotFoundException.class,
                "Cannot find recovery point",
                () -> backup.describeRecoveryPoint(
                        request -> request.backupVaultName("Default").recoveryPointArn(job.recoveryPointArn())));
    }
}
