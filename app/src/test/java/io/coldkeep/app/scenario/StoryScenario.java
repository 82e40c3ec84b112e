package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.persistence.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.backup.model.RestoreJobStatus;
import software.amazon.awssdk.services.backup.model.StorageClass;
import software.amazon.awssdk.services.efs.model.Status;
import software.amazon.awssdk.services.efs.model.Tag;

/** The story that the README tells, with the AWS SDK, a restart in the middle and a year that passes. */
abstract class StoryScenario {

    private static final String ROLE = "arn:aws:iam::" + ServiceClients.ACCOUNT + ":role/backup";

    @TempDir
    Path directory;

    private TestDatabase catalog;
    private RunningService service;

    abstract TestDatabase freshDatabase();

    @BeforeEach
    void start() throws IOException {
        catalog = freshDatabase();
        Files.createDirectories(root().resolve("photos"));
        startService();
    }

    @AfterEach
    void stop() {
        service.close();
        catalog.close();
    }

    private Path root() {
        return directory.resolve("srv");
    }

    private Path data() {
        return directory.resolve("data");
    }

    private void startService() {
        service = RunningService.start(data(), root(), catalog);
    }

    private void restart() {
        service.close();
        startService();
    }

    @Test
    void backsUpRealFilesFindsThemAfterARestartAndRestoresThemByteEqual() throws IOException {
        var photos = Trees.make(root().resolve("photos"), 50, 40_000, 42);
        var before = Trees.contents(photos);
        var fileSystem = createFileSystem(photos);

        enableBackups(fileSystem);
        var point = backUp(fileSystem);
        updateLifecycle(point);
        restart();
        var restored = restoreToANewFileSystem(service.backup(), point);

        assertThat(Trees.contents(restored)).isEqualTo(before);
        assertThat(Trees.contents(photos)).isEqualTo(before);
    }

    @Test
    void movesToColdStorageAndExpiresAtTheDueInstants() throws IOException {
        var fileSystem = createFileSystem(Trees.make(root().resolve("photos"), 50, 40_000, 42));
        var point = backUp(fileSystem);
        var created = describe(point).creationDate();
        updateLifecycle(point);

        service.advanceTo(created.plus(Duration.ofDays(30)).minusSeconds(60));
        assertThat(describe(point).storageClass()).isEqualTo(StorageClass.WARM);
        service.advanceTo(created.plus(Duration.ofDays(30)));
        assertThat(describe(point).storageClass()).isEqualTo(StorageClass.COLD);
        assertThat(contents("warm")).isZero();
        assertThat(StoredFiles.packs(data().resolve("content/warm"))).isEmpty();
        assertThat(contents("cold")).isEqualTo(1);
        restart();
        service.advanceTo(created.plus(Duration.ofDays(120)).minusSeconds(60));
        assertThat(describe(point).status()).isEqualTo(RecoveryPointStatus.COMPLETED);
        service.advanceTo(created.plus(Duration.ofDays(120)));
        assertThatThrownBy(() -> describe(point)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(contents("cold")).isZero();
        assertThat(StoredFiles.packs(data().resolve("content"))).isEmpty();
    }

    @Test
    void copiesToAnotherRegionWhereItOutlivesTheOriginal() throws IOException {
        var photos = Trees.make(root().resolve("photos"), 50, 40_000, 42);
        var point = backUp(createFileSystem(photos));

        var copy = copyElsewhere(point);
        service.backup()
                .deleteRecoveryPoint(
                        request -> request.backupVaultName("Default").recoveryPointArn(point));
        service.settle();
        assertThatThrownBy(() -> describe(point)).isInstanceOf(ResourceNotFoundException.class);
        restart();

        assertThat(contents("warm")).isEqualTo(1);
        assertThat(Trees.contents(restoreToANewFileSystem(service.backupElsewhere(), copy)))
                .isEqualTo(Trees.contents(photos));
    }

    @Test
    void tellsTheOperatorHowManyBytesWereMovedAndStored() throws IOException {
        var photo = new byte[100_000];
        new Random(42).nextBytes(photo);
        var photos = root().resolve("photos");
        Files.write(photos.resolve("photo.jpg"), photo);
        Files.write(photos.resolve("copy.jpg"), photo);
        backUp(createFileSystem(photos));
        var job = service.backup()
                .listBackupJobs(request -> {})
                .backupJobs()
                .getFirst()
                .backupJobId();
        var stored = 0L;
        for (var pack : StoredFiles.packs(data().resolve("content/warm"))) {
            stored += Files.size(pack);
        }
        assertThat(stored).isBetween(100_000L, 110_000L);

        assertThat(service.get("/coldkeep/jobs/" + job)).isEqualTo("""
                {"jobId":"%s","kind":"BACKUP","state":"COMPLETED",\
                "bytes":{"logical":200000,"moved":200000,"stored":%d}}""".formatted(job, stored));
        assertThat(service.get("/coldkeep/metrics").lines())
                .contains(
                        "coldkeep_jobs{kind=\"backup\",state=\"COMPLETED\"} 1",
                        "coldkeep_job_moved_bytes_total{kind=\"backup\"} 200000",
                        "coldkeep_job_stored_bytes_total{kind=\"backup\"} " + stored,
                        "coldkeep_recovery_point_bytes{tier=\"warm\",status=\"COMPLETED\"} 200000",
                        "coldkeep_pack_bytes{tier=\"warm\",state=\"LIVE\"} " + stored,
                        "coldkeep_packs{tier=\"cold\",state=\"LOST\"} 0");
        assertThat(service.statusOfUnsigned("/coldkeep/metrics")).isEqualTo(403);
        assertThat(service.statusOfUnsigned("/coldkeep/jobs/" + job)).isEqualTo(403);
    }

    private String copyElsewhere(String point) {
        var vault =
                "arn:aws:backup:%s:%s:backup-vault:Default".formatted(ServiceClients.ELSEWHERE, ServiceClients.ACCOUNT);
        var started = service.backup()
                .startCopyJob(request -> request.recoveryPointArn(point)
                        .sourceBackupVaultName("Default")
                        .destinationBackupVaultArn(vault)
                        .iamRoleArn(ROLE));
        service.settle();
        var job = service.backup()
                .describeCopyJob(request -> request.copyJobId(started.copyJobId()))
                .copyJob();
        assertThat(job.state()).as(job.statusMessage()).isEqualTo(CopyJobState.COMPLETED);
        return job.destinationRecoveryPointArn();
    }

    private String createFileSystem(Path source) {
        var created = service.efs()
                .createFileSystem(request -> request.creationToken("photos")
                        .tags(
                                Tag.builder().key("Name").value("photos").build(),
                                Tag.builder()
                                        .key("coldkeep:source-path")
                                        .value(source.toString())
                                        .build()));
        assertThat(created.name()).isEqualTo("photos");
        return created.fileSystemArn();
    }

    private void enableBackups(String fileSystem) {
        var put = service.efs()
                .putBackupPolicy(request ->
                        request.fileSystemId(fileSystem).backupPolicy(policy -> policy.status(Status.ENABLED)));
        assertThat(put.backupPolicy().status()).isEqualTo(Status.ENABLING);
        service.settle();
        var described = service.efs().describeBackupPolicy(request -> request.fileSystemId(fileSystem));
        assertThat(described.backupPolicy().status()).isEqualTo(Status.ENABLED);
    }

    private String backUp(String fileSystem) {
        var started = service.backup()
                .startBackupJob(request -> request.backupVaultName("Default")
                        .resourceArn(fileSystem)
                        .iamRoleArn(ROLE));
        service.settle();
        var job = service.backup().describeBackupJob(request -> request.backupJobId(started.backupJobId()));
        assertThat(job.state()).as(job.statusMessage()).isEqualTo(BackupJobState.COMPLETED);
        assertThat(job.percentDone()).isEqualTo("100.0");
        return started.recoveryPointArn();
    }

    private void updateLifecycle(String point) {
        var created = describe(point).creationDate();
        var updated = service.backup()
                .updateRecoveryPointLifecycle(request -> request.backupVaultName("Default")
                        .recoveryPointArn(point)
                        .lifecycle(lifecycle ->
                                lifecycle.moveToColdStorageAfterDays(30L).deleteAfterDays(120L)));
        assertThat(updated.calculatedLifecycle().moveToColdStorageAt()).isEqualTo(created.plus(Duration.ofDays(30)));
        assertThat(updated.calculatedLifecycle().deleteAt()).isEqualTo(created.plus(Duration.ofDays(120)));
    }

    private DescribeRecoveryPointResponse describe(String point) {
        return service.backup()
                .describeRecoveryPoint(
                        request -> request.backupVaultName("Default").recoveryPointArn(point));
    }

    private Path restoreToANewFileSystem(BackupClient backup, String point) throws IOException {
        var started = backup.startRestoreJob(request -> request.recoveryPointArn(point)
                .iamRoleArn(ROLE)
                .metadata(Map.of("newFileSystem", "true", "CreationToken", "restored", "Encrypted", "false")));
        service.settle();
        var job = backup.describeRestoreJob(request -> request.restoreJobId(started.restoreJobId()));
        assertThat(job.status()).as(job.statusMessage()).isEqualTo(RestoreJobStatus.COMPLETED);
        var id = job.createdResourceArn().substring(job.createdResourceArn().indexOf('/') + 1);
        return Trees.onlyRestored(data().resolve("file-systems").resolve(id));
    }

    private long contents(String tier) throws IOException {
        return StoredFiles.contents(data().resolve("content").resolve(tier)).size();
    }
}
