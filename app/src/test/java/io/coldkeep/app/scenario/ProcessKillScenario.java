package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.persistence.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.efs.model.Tag;

/**
 * The real process, killed at random moments while it backs up and copies. What it acknowledged is there afterwards: every
 * job ends complete with a recovery point that restores byte-equal, and every lifecycle is the one that was answered last.
 */
abstract class ProcessKillScenario {

    private static final int KILLS = Integer.getInteger("coldkeep.kills", 4);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String ROLE = "arn:aws:iam::" + ServiceClients.ACCOUNT + ":role/backup";
    private static final String OFFSITE = "offsite";

    private final long seed = Long.getLong("coldkeep.seed", System.nanoTime());

    @TempDir
    Path directory;

    private TestDatabase catalog;
    private final Map<String, Path> fileSystems = new LinkedHashMap<>();
    private final Map<String, String> jobs = new LinkedHashMap<>(); // job to recovery point
    private final List<String> copyJobs = new ArrayList<>();
    private final Map<String, Long> deleteAfterDays = new HashMap<>();

    abstract TestDatabase freshDatabase();

    @BeforeEach
    void makeCatalog() {
        catalog = freshDatabase();
    }

    @AfterEach
    void removeCatalog() {
        catalog.close();
    }

    private ServiceProcess start() {
        return ServiceProcess.start(
                directory.resolve("service.log"),
                Map.of(
                        "COLDKEEP_DATA_DIR", directory.resolve("data").toString(),
                        "COLDKEEP_SOURCE_ROOTS", directory.resolve("srv").toString(),
                        "COLDKEEP_HEARTBEAT", "200ms",
                        "COLDKEEP_DATASOURCE_URL", catalog.jdbcUrl(),
                        "COLDKEEP_DATASOURCE_USERNAME", catalog.username(),
                        "COLDKEEP_DATASOURCE_PASSWORD", catalog.password()));
    }

    @Test
    void losesNothingThatWasAcknowledged() throws IOException {
        System.out.println("ProcessKillScenario: -Dcoldkeep.seed=" + seed + " -Dcoldkeep.kills=" + KILLS);
        var random = new Random(seed);
        try (var service = start()) {
            for (var i = 0; i < 3; i++) {
                createFileSystem(service, i);
            }
            service.backup().createBackupVault(request -> request.backupVaultName(OFFSITE));
            startBackups(service);
            jobs.keySet().forEach(job -> awaitEnd(service, job)); // so that there is something to copy
        }
        for (var kill = 0; kill < KILLS; kill++) {
            try (var service = start()) {
                workUntilKilled(service, random);
            }
        }
        try (var service = start()) {
            checkEverything(service);
            checkCopies(service);
            assertThat(service.terminate()).isZero();
        }
        assertThat(leftovers()).isEmpty();
    }

    private void createFileSystem(ServiceProcess service, int number) throws IOException {
        var source = Trees.make(directory.resolve("srv/" + number), 60, 200_000, number);
        var created = service.efs()
                .createFileSystem(request -> request.creationToken("fs" + number)
                        .tags(Tag.builder()
                                .key("coldkeep:source-path")
                                .value(source.toString())
                                .build()));
        fileSystems.put(created.fileSystemArn(), source);
    }

    private void workUntilKilled(ServiceProcess service, Random random) {
        startCopies(service);
        startBackups(service);
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(400)).toNanos()); // the random moment
        updateLifecycles(service, random);
        service.kill();
    }

    private void startBackups(ServiceProcess service) {
        for (var fileSystem : fileSystems.keySet()) {
            var started = service.backup()
                    .startBackupJob(request -> request.backupVaultName("Default")
                            .resourceArn(fileSystem)
                            .iamRoleArn(ROLE));
            jobs.put(started.backupJobId(), started.recoveryPointArn());
        }
    }

    private void startCopies(ServiceProcess service) {
        var vault = service.backup()
                .describeBackupVault(request -> request.backupVaultName(OFFSITE))
                .backupVaultArn();
        service.backup()
                .listRecoveryPointsByBackupVault(
                        request -> request.backupVaultName("Default").maxResults(2))
                .recoveryPoints()
                .forEach(point -> copyJobs.add(service.backup()
                        .startCopyJob(request -> request.recoveryPointArn(point.recoveryPointArn())
                                .sourceBackupVaultName("Default")
                                .destinationBackupVaultArn(vault)
                                .iamRoleArn(ROLE))
                        .copyJobId()));
    }

    private void updateLifecycles(ServiceProcess service, Random random) {
        service.backup()
                .listRecoveryPointsByBackupVault(request -> request.backupVaultName("Default"))
                .recoveryPoints()
                .forEach(point -> {
                    var days = 1L + random.nextInt(1000);
                    service.backup()
                            .updateRecoveryPointLifecycle(request -> request.backupVaultName("Default")
                                    .recoveryPointArn(point.recoveryPointArn())
                                    .lifecycle(lifecycle -> lifecycle.deleteAfterDays(days)));
                    deleteAfterDays.put(point.recoveryPointArn(), days);
                });
    }

    private void checkEverything(ServiceProcess service) throws IOException {
        for (var job : jobs.entrySet()) {
            awaitEnd(service, job.getKey());
            var ended = service.backup().describeBackupJob(request -> request.backupJobId(job.getKey()));
            // Another job of the same file system may have been running: that is its one legal way to fail.
            if (ended.state() == BackupJobState.FAILED) {
                assertThat(ended.statusMessage()).contains("running job for the same resource");
            } else {
                assertThat(ended.state()).as(ended.statusMessage()).isEqualTo(BackupJobState.COMPLETED);
                checkRecoveryPoint(service, job.getValue());
            }
        }
    }

    private static void awaitEnd(ServiceProcess service, String backupJob) {
        await().atMost(PATIENCE)
                .until(() -> service.backup()
                                .describeBackupJob(request -> request.backupJobId(backupJob))
                                .completionDate()
                        != null);
    }

    private void checkCopies(ServiceProcess service) throws IOException {
        for (var id : copyJobs) {
            await().atMost(PATIENCE).until(() -> copyJob(service, id).completionDate() != null);
            var ended = copyJob(service, id);
            assertThat(ended.state()).as(ended.statusMessage()).isEqualTo(CopyJobState.COMPLETED);
            assertThat(Trees.contents(service.restored(ended.destinationRecoveryPointArn(), directory.resolve("data"))))
                    .isEqualTo(Trees.contents(fileSystems.get(ended.resourceArn())));
        }
    }

    private static CopyJob copyJob(ServiceProcess service, String id) {
        return service.backup()
                .describeCopyJob(request -> request.copyJobId(id))
                .copyJob();
    }

    private void checkRecoveryPoint(ServiceProcess service, String arn) throws IOException {
        var point = service.backup()
                .describeRecoveryPoint(
                        request -> request.backupVaultName("Default").recoveryPointArn(arn));
        assertThat(point.lifecycle() == null ? null : point.lifecycle().deleteAfterDays())
                .isEqualTo(deleteAfterDays.get(arn));
        if (deleteAfterDays.containsKey(arn)) {
            assertThat(point.calculatedLifecycle().deleteAt())
                    .isEqualTo(Lifecycle.deleteAfter(deleteAfterDays.get(arn).intValue())
                            .calculatedFrom(point.creationDate())
                            .deleteAt()
                            .orElseThrow());
        }
        assertThat(Trees.contents(service.restored(arn, directory.resolve("data"))))
                .isEqualTo(Trees.contents(fileSystems.get(point.resourceArn())));
    }

    /** Content that no recovery point names: attempts that died must have been cleaned up by those that followed. */
    private Set<Path> leftovers() throws IOException {
        var contents = StoredFiles.contents(directory.resolve("data/content"));
        return contents.size() == completedPoints() ? Set.of() : Set.copyOf(contents);
    }

    private long completedPoints() {
        try (var service = start()) {
            return Stream.of("Default", OFFSITE)
                    .mapToLong(vault -> service
                            .backup()
                            .listRecoveryPointsByBackupVaultPaginator(request -> request.backupVaultName(vault))
                            .recoveryPoints()
                            .stream()
                            .count())
                    .sum();
        }
    }
}
