package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.LifecycleAction;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.efs.model.Tag;

/**
 * A year over one file system: a backup every week, each moved to cold storage after 30 days and deleted after 150. Day by
 * day the vault holds exactly the recovery points, in exactly the tiers, that the rules say.
 */
abstract class VirtualYearScenario {

    private static final Lifecycle LIFECYCLE = Lifecycle.deleteAfter(150).movingToColdAfter(30);
    private static final int DAYS = 365;

    @TempDir
    Path directory;

    private TestDatabase catalog;
    private RunningService service;
    private String fileSystem;

    abstract TestDatabase freshDatabase();

    @BeforeEach
    void start() throws IOException {
        catalog = freshDatabase();
        Files.createDirectories(source());
        service = RunningService.start(directory.resolve("data"), directory.resolve("srv"), catalog);
        fileSystem = service.efs()
                .createFileSystem(request -> request.creationToken("year")
                        .tags(Tag.builder()
                                .key("coldkeep:source-path")
                                .value(source().toString())
                                .build()))
                .fileSystemArn();
    }

    @AfterEach
    void stop() {
        service.close();
        catalog.close();
    }

    private Path source() {
        return directory.resolve("srv/documents");
    }

    @Test
    void holdsDayByDayWhatTheRulesSay() throws IOException {
        var begin = service.now().plus(Duration.ofDays(1));
        var made = new TreeMap<String, Instant>();
        for (var day = 0; day < DAYS; day++) {
            service.advanceTo(begin.plus(Duration.ofDays(day)));
            if (day % 7 == 0) {
                Files.writeString(source().resolve("diary.txt"), "day " + day);
                var point = backUp();
                made.put(point, created(point));
            }
            if (day % 5 == 0 || day == DAYS - 1) {
                var noon = service.advance(
                        "PT12H"); // far from every due instant, so that the test's own time does not matter
                assertThat(held()).as("day %d, %s", day, noon).isEqualTo(expected(made, noon));
            }
        }
        assertThat(contents()).isEqualTo(held().size());
    }

    private String backUp() {
        var started = service.backup()
                .startBackupJob(request -> request.backupVaultName("Default")
                        .resourceArn(fileSystem)
                        .iamRoleArn("arn:aws:iam::" + ServiceClients.ACCOUNT + ":role/backup")
                        .lifecycle(lifecycle ->
                                lifecycle.moveToColdStorageAfterDays(30L).deleteAfterDays(150L)));
        service.settle();
        return started.recoveryPointArn();
    }

    private Instant created(String point) {
        return service.backup()
                .describeRecoveryPoint(
                        request -> request.backupVaultName("Default").recoveryPointArn(point))
                .creationDate();
    }

    private static Map<String, StorageTier> expected(Map<String, Instant> made, Instant now) {
        var expected = new TreeMap<String, StorageTier>();
        made.forEach((point, creation) -> {
            var action = LIFECYCLE.calculatedFrom(creation).actionAt(now, StorageTier.WARM);
            if (!(action instanceof LifecycleAction.Expire)) {
                expected.put(point, action instanceof LifecycleAction.MoveToCold ? StorageTier.COLD : StorageTier.WARM);
            }
        });
        return expected;
    }

    private Map<String, StorageTier> held() {
        var held = new TreeMap<String, StorageTier>();
        service
                .backup()
                .listRecoveryPointsByBackupVaultPaginator(
                        request -> request.backupVaultName("Default").maxResults(10))
                .recoveryPoints()
                .stream()
                .map(RecoveryPointByBackupVault::recoveryPointArn)
                .forEach(point -> held.put(point, tier(point)));
        return held;
    }

    private StorageTier tier(String point) {
        return StorageTier.valueOf(service.backup()
                .describeRecoveryPoint(
                        request -> request.backupVaultName("Default").recoveryPointArn(point))
                .storageClassAsString());
    }

    private long contents() throws IOException {
        return StoredFiles.contents(directory.resolve("data/content")).size();
    }
}
