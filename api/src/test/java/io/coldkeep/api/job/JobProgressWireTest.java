package io.coldkeep.api.job;

import static io.coldkeep.api.InMemoryService.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.ServiceTest;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.memory.MemoryTree;
import io.coldkeep.domain.source.EntryPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.RestoreJobStatus;
import software.amazon.awssdk.services.efs.model.CreateFileSystemResponse;

/** What a client sees of jobs while they run, file by file. */
class JobProgressWireTest extends ServiceTest {

    /** Longer than what passes between two reports of a job. */
    private static final Duration STEP = Duration.ofMillis(260);

    private CreateFileSystemResponse made;
    private MemoryTree tree;

    @BeforeEach
    void makeAFileSystem() {
        made = account.efs().createFileSystem(request -> request.creationToken("token"));
        tree = service.directories.tree(service.catalog
                .fileSystems()
                .find(account.owner(), FileSystemId.of(made.fileSystemId()))
                .orElseThrow());
        List.of("a", "b", "c", "d").forEach(name -> tree.file(name, "x".repeat(1_000)));
    }

    @AfterEach
    void standStill() {
        service.directories.whileReading(() -> {});
        service.directories.whileWriting(() -> {});
    }

    private String startBackup() {
        return account.backup()
                .startBackupJob(request -> request.backupVaultName("Default")
                        .resourceArn(made.fileSystemArn())
                        .iamRoleArn(Fixtures.ROLE))
                .backupJobId();
    }

    /** A minute for each step by the clock of the service, and as long as it takes until the next report by that of the machine. */
    private void pass() {
        service.clock.advance(Duration.ofMinutes(1));
        var begun = System.nanoTime();
        while (System.nanoTime() - begun < STEP.toNanos()) {
            Thread.onSpinWait();
        }
    }

    private record Seen(String percentDone, long bytes, Instant expectedCompletion) {}

    private Seen seen(String job) {
        var described = account.backup().describeBackupJob(request -> request.backupJobId(job));
        assertThat(described.state()).isEqualTo(BackupJobState.RUNNING);
        return new Seen(described.percentDone(), described.bytesTransferred(), described.expectedCompletionDate());
    }

    private List<Seen> backUpSeeing(String job) throws Exception {
        var seen = new ArrayList<Seen>();
        service.directories.whileReading(new Runnable() {
            @Override
            public void run() {
                seen.add(seen(job));
                pass();
                service.directories.whileReading(this);
            }
        });
        service.runWork();
        return seen;
    }

    @Test
    void aBackupWithNothingToGoByMovesItsBytesAlone() throws Exception {
        assertThat(backUpSeeing(startBackup()))
                .containsExactly(
                        new Seen("0.0", 0, null),
                        new Seen("0.0", 1_000, null),
                        new Seen("0.0", 2_000, null),
                        new Seen("0.0", 3_000, null));
    }

    @Test
    void aBackupGoesByWhatThereWasTheLastTime() throws Exception {
        startBackup();
        service.runWork();
        tree.file("e", "x".repeat(1_000));
        var job = startBackup();

        var end = START.plus(Duration.ofMinutes(4));
        assertThat(backUpSeeing(job))
                .containsExactly(
                        new Seen("0.0", 0, null),
                        new Seen("25.0", 1_000, end),
                        new Seen("50.0", 2_000, end),
                        new Seen("75.0", 3_000, end),
                        new Seen("99.0", 4_000, START.plusMillis(Math.round(240_000 / 0.99))));
        var done = account.backup().describeBackupJob(request -> request.backupJobId(job));
        assertThat(done.percentDone()).isEqualTo("100.0");
        assertThat(done.bytesTransferred()).isEqualTo(5_000);
    }

    @Test
    void aStoppedBackupEndsWithTheFileThatItIsAt() throws Exception {
        var job = startBackup();
        service.directories.whileReading(() -> {
            account.backup().stopBackupJob(request -> request.backupJobId(job));
            pass();
        });

        service.runWork();

        var stopped = account.backup().describeBackupJob(request -> request.backupJobId(job));
        assertThat(stopped.state()).isEqualTo(BackupJobState.ABORTED);
        assertThat(stopped.bytesTransferred()).isLessThan(4_000);
    }

    /** Of a recovery point that is made before. */
    private String startRestore() throws Exception {
        var backup = startBackup();
        service.runWork();
        var point = account.backup()
                .describeBackupJob(request -> request.backupJobId(backup))
                .recoveryPointArn();
        return account.backup()
                .startRestoreJob(request ->
                        request.recoveryPointArn(point).metadata(Map.of("file-system-id", made.fileSystemId())))
                .restoreJobId();
    }

    @Test
    void aRestoreGoesByTheSizeOfTheRecoveryPoint() throws Exception {
        var job = startRestore();
        var seen = new ArrayList<String>();
        service.directories.whileWriting(new Runnable() {
            @Override
            public void run() {
                var described = account.backup().describeRestoreJob(request -> request.restoreJobId(job));
                seen.add(described.percentDone() + " " + described.expectedCompletionTimeMinutes());
                pass();
                service.directories.whileWriting(this);
            }
        });

        service.runWork();

        assertThat(seen).containsExactly("0.00% null", "25.00% 4", "50.00% 4", "75.00% 4");
        var done = account.backup().describeRestoreJob(request -> request.restoreJobId(job));
        assertThat(done.status()).isEqualTo(RestoreJobStatus.COMPLETED);
        assertThat(done.percentDone()).isEqualTo("100.00%");
    }

    @Test
    void whatADamagedRecoveryPointLacksIsNamed() throws Exception {
        tree.file("damaged", "x");
        var job = startRestore();
        service.content.lose(EntryPath.parse("damaged"));

        service.runWork();

        var done = account.backup().describeRestoreJob(request -> request.restoreJobId(job));
        assertThat(done.status()).isEqualTo(RestoreJobStatus.FAILED);
        assertThat(done.statusMessage())
                .contains("1 of its entries could not be restored: /damaged; what could be restored is in"
                        + " /aws-backup-failed-restore_2026-01-01T00-00-00-271Z");
        assertThat(tree.paths())
                .contains("/aws-backup-failed-restore_2026-01-01T00-00-00-271Z/a")
                .doesNotContain("/aws-backup-failed-restore_2026-01-01T00-00-00-271Z/damaged");
    }

    @Test
    void filesThatAreNotKeptAsTheyAreAreNamed() throws Exception {
        tree.file("secret", "x");
        service.directories.makeUnreadable("secret");
        var job = startBackup();

        service.runWork();

        var done = account.backup().describeBackupJob(request -> request.backupJobId(job));
        assertThat(done.state()).isEqualTo(BackupJobState.COMPLETED);
        assertThat(done.statusMessage())
                .isEqualTo("Completed with issues: 1 entry changed or could not be read: /secret");
        assertThat(done.messageCategory()).isNull();
    }
}
