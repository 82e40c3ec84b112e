package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.LifecycleAction;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.PackShares;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.crypto.MasterKeyFile;
import io.coldkeep.persistence.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.RestoreJobStatus;
import software.amazon.awssdk.services.efs.model.Tag;

/**
 * A year over one file system that changes all the time: a backup every day or every few days, each moved to cold storage after 30 days and deleted
 * after 150. Day by day the vault holds exactly the recovery points, in exactly the tiers, that the rules say. At the end they all
 * come back as they were, and the stores hold what they need and not much more.
 */
abstract class VirtualYearScenario {

    private static final Lifecycle LIFECYCLE = Lifecycle.deleteAfter(150).movingToColdAfter(30);
    private static final int DAYS = 365;

    @TempDir
    Path directory;

    private TestDatabase catalog;
    private RunningService service;
    private String fileSystem;

    private final int daysBetween;

    VirtualYearScenario(int daysBetween) {
        this.daysBetween = daysBetween;
    }

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
        var trees = new TreeMap<String, Map<String, String>>();
        for (var day = 0; day < DAYS; day++) {
            service.advanceTo(begin.plus(Duration.ofDays(day)));
            change(day);
            if (day % daysBetween == 0) {
                var point = backUp();
                made.put(point, created(point));
                trees.put(point, Trees.contents(source()));
            }
            if (day % 5 == 0 || day == DAYS - 1) {
                var noon = service.advance(
                        "PT12H"); // far from every due instant, so that the test's own time does not matter
                assertThat(held()).as("day %d, %s", day, noon).isEqualTo(expected(made, noon));
            }
        }
        service.advance("P2D"); // whatever went last is collected, and what it left is repacked

        var points = held().keySet();
        assertThat(points).hasSizeBetween(140 / daysBetween, 150 / daysBetween);
        assertThat(contents()).isEqualTo(points.size());
        assertHoldsWhatIsNeeded();
        for (var point : points) {
            assertThat(restored(point)).isEqualTo(trees.get(point));
        }
    }

    /** Some files stay for long, some come and go, and one is another every day. */
    private void change(int day) throws IOException {
        Files.writeString(source().resolve("diary.txt"), "day " + day);
        if (day % 3 == 0) {
            Files.write(source().resolve("photo-%03d".formatted(day)), bytes(day, 40_000));
            Files.deleteIfExists(source().resolve("photo-%03d".formatted(day - 60)));
        }
        if (day % 30 == 0) {
            Files.write(source().resolve("film-%d".formatted(day % 60)), bytes(day, 600_000));
        }
    }

    private static byte[] bytes(int seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private void assertHoldsWhatIsNeeded() throws IOException {
        var vault = UUID.fromString(StoredFiles.contents(content())
                .getFirst()
                .getParent()
                .getParent()
                .getFileName()
                .toString());
        var shares = PackShares.of(
                vault,
                DirectoryBlobStore.toRead(content().resolve("warm")),
                DirectoryBlobStore.toRead(content().resolve("cold")),
                MasterKeyFile.read(directory.resolve("data/master.key")));

        assertThat(shares).hasSameSizeAs(StoredFiles.packs(content()));
        assertThat(shares)
                .allSatisfy(share -> assertThat(share.needed())
                        .isGreaterThanOrEqualTo(share.tier() == StorageTier.WARM ? share.size() / 2 : 1));
    }

    private Map<String, String> restored(String point) throws IOException {
        var fileSystems = directory.resolve("data/file-systems");
        var started = service.backup()
                .startRestoreJob(request -> request.recoveryPointArn(point)
                        .iamRoleArn("arn:aws:iam::" + ServiceClients.ACCOUNT + ":role/backup")
                        .metadata(Map.of(
                                "newFileSystem",
                                "true",
                                "CreationToken",
                                point.substring(point.lastIndexOf(':') + 1),
                                "Encrypted",
                                "false")));
        service.settle();
        var job = service.backup().describeRestoreJob(request -> request.restoreJobId(started.restoreJobId()));
        assertThat(job.status()).as(job.statusMessage()).isEqualTo(RestoreJobStatus.COMPLETED);
        var id = job.createdResourceArn().substring(job.createdResourceArn().indexOf('/') + 1);
        return Trees.contents(Trees.onlyRestored(fileSystems.resolve(id)));
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

    private Path content() {
        return directory.resolve("data/content");
    }

    private long contents() throws IOException {
        return StoredFiles.contents(content()).size();
    }
}
