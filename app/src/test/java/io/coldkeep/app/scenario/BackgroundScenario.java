package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coldkeep.persistence.sql.TestH2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.efs.model.Status;
import software.amazon.awssdk.services.efs.model.Tag;

/** The service does by itself what is due, with nobody moving a clock. */
class BackgroundScenario {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void backsUpSettlesPoliciesAndDeletesByItself() throws IOException {
        Files.createDirectories(directory.resolve("srv"));
        Files.writeString(directory.resolve("srv/a.txt"), "a");
        try (var catalog = TestH2.freshDatabase();
                var service = ServiceProcess.start(
                        directory.resolve("service.log"),
                        Map.of(
                                "COLDKEEP_DATA_DIR", directory.resolve("data").toString(),
                                "COLDKEEP_SOURCE_ROOTS",
                                        directory.resolve("srv").toString(),
                                "COLDKEEP_DATASOURCE_URL", catalog.jdbcUrl(),
                                "COLDKEEP_DATASOURCE_USERNAME", catalog.username(),
                                "COLDKEEP_DATASOURCE_PASSWORD", catalog.password()))) {
            var fileSystem = service.efs()
                    .createFileSystem(request -> request.creationToken("a")
                            .tags(Tag.builder()
                                    .key("coldkeep:source-path")
                                    .value(directory.resolve("srv").toString())
                                    .build()));

            service.efs()
                    .putBackupPolicy(request -> request.fileSystemId(fileSystem.fileSystemId())
                            .backupPolicy(policy -> policy.status(Status.ENABLED)));
            await().atMost(PATIENCE)
                    .until(() -> service.efs()
                            .describeBackupPolicy(request -> request.fileSystemId(fileSystem.fileSystemId()))
                            .backupPolicy()
                            .status()
                            .equals(Status.ENABLED));

            var point = backUp(service, fileSystem.fileSystemArn());
            service.backup()
                    .deleteRecoveryPoint(
                            request -> request.backupVaultName("Default").recoveryPointArn(point));
            await().atMost(PATIENCE).until(() -> points(service) == 0);
            assertThat(service.terminate()).isZero();
            assertThat(Files.readString(directory.resolve("service.log"))).doesNotContain(" ERROR ", " WARN ");
        }
    }

    private static String backUp(ServiceProcess service, String fileSystem) {
        var started = service.backup()
                .startBackupJob(request -> request.backupVaultName("Default")
                        .resourceArn(fileSystem)
                        .iamRoleArn("arn:aws:iam::" + ServiceClients.ACCOUNT + ":role/backup"));
        await().atMost(PATIENCE)
                .until(() -> service.backup()
                        .describeBackupJob(request -> request.backupJobId(started.backupJobId()))
                        .state()
                        .equals(BackupJobState.COMPLETED));
        return started.recoveryPointArn();
    }

    private static long points(ServiceProcess service) {
        return service
                .backup()
                .listRecoveryPointsByBackupVault(request -> request.backupVaultName("Default"))
                .recoveryPoints()
                .stream()
                .map(RecoveryPointByBackupVault::recoveryPointArn)
                .count();
    }
}
