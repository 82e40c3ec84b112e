package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.Lifecycle;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.StorageClass;
import software.amazon.awssdk.services.efs.model.Tag;

/** A service whose catalog is lost, or is put back from an old copy, and {@code coldkeep recover}. */
class RecoveryScenario {

    private static final String ROLE = "arn:aws:iam::" + ServiceClients.ACCOUNT + ":role/backup";
    private static final Lifecycle FOREVER_COLD = Lifecycle.builder()
            .moveToColdStorageAfterDays(30L)
            .deleteAfterDays(3000L)
            .build();
    private static final Lifecycle TEN_DAYS =
            Lifecycle.builder().deleteAfterDays(10L).build();
    private static final Lifecycle NONE = Lifecycle.builder().build();

    @TempDir
    Path directory;

    private Path photos;
    private Path papers;

    /** A recovery point as clients see it, its tags included. */
    private record Seen(DescribeRecoveryPointResponse point, Map<String, String> tags) {

        /** Without what cannot be known again. */
        Seen withoutLifecycle() {
            var known = point.toBuilder()
                    .lifecycle(NONE)
                    .calculatedLifecycle(none -> {})
                    .statusMessage(null)
                    .build();
            return new Seen(known, tags);
        }

        Seen withoutCompletion() {
            return new Seen(point.toBuilder().completionDate(null).build(), tags);
        }
    }

    @BeforeEach
    void makeSources() throws IOException {
        photos = Trees.make(directory.resolve("srv/photos"), 8, 700_000, 1);
        papers = Trees.make(directory.resolve("srv/papers"), 30, 3_000, 2);
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path catalog() {
        return data().resolve("catalog.mv.db");
    }

    private Path log() {
        return directory.resolve("service.log");
    }

    private ServiceProcess start() {
        return ServiceProcess.start(
                log(),
                Map.of(
                        "COLDKEEP_DATA_DIR", data().toString(),
                        "COLDKEEP_SOURCE_ROOTS", directory.resolve("srv").toString(),
                        "COLDKEEP_CLOCK", "virtual"));
    }

    private ServiceProcess.Ended recover(String... options) {
        var arguments = new ArrayList<>(List.of("recover"));
        arguments.addAll(List.of(options));
        return ServiceProcess.command(data(), arguments);
    }

    private static String fileSystem(ServiceProcess service, Path source) {
        return service.efs()
                .createFileSystem(request -> request.tags(
                        Tag.builder()
                                .key("Name")
                                .value(source.getFileName().toString())
                                .build(),
                        Tag.builder()
                                .key("coldkeep:source-path")
                                .value(source.toString())
                                .build()))
                .fileSystemArn();
    }

    private static String backUp(
            ServiceProcess service, String vault, String fileSystem, Lifecycle lifecycle, Map<String, String> tags) {
        var started = service.backup()
                .startBackupJob(request -> request.backupVaultName(vault)
                        .resourceArn(fileSystem)
                        .iamRoleArn(ROLE)
                        .lifecycle(lifecycle)
                        .recoveryPointTags(tags));
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> service.backup()
                                .describeBackupJob(request -> request.backupJobId(started.backupJobId()))
                                .state()
                        == BackupJobState.COMPLETED);
        return started.recoveryPointArn();
    }

    private static void copy(ServiceProcess service, String point, String toVault) {
        var vault = service.backup()
                .describeBackupVault(request -> request.backupVaultName(toVault))
                .backupVaultArn();
        var job = service.backup()
                .startCopyJob(request -> request.recoveryPointArn(point)
                        .sourceBackupVaultName("Default")
                        .destinationBackupVaultArn(vault)
                        .iamRoleArn(ROLE))
                .copyJobId();
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> service.backup()
                                .describeCopyJob(request -> request.copyJobId(job))
                                .copyJob()
                                .state()
                        == CopyJobState.COMPLETED);
    }

    private static Map<String, Seen> seen(ServiceProcess service) {
        var seen = new TreeMap<String, Seen>();
        for (var vault : service.backup().listBackupVaults().backupVaultList()) {
            var points = service
                    .backup()
                    .listRecoveryPointsByBackupVault(request -> request.backupVaultName(vault.backupVaultName()))
                    .recoveryPoints()
                    .stream()
                    .map(RecoveryPointByBackupVault::recoveryPointArn)
                    .toList();
            for (var arn : points) {
                var point = service.backup()
                        .describeRecoveryPoint(request ->
                                request.backupVaultName(vault.backupVaultName()).recoveryPointArn(arn));
                var tags = service.backup()
                        .listTags(request -> request.resourceArn(arn))
                        .tags();
                seen.put(arn, new Seen(point, tags));
            }
        }
        return seen;
    }

    private List<Path> packs() throws IOException {
        return StoredFiles.packs(data().resolve("content"));
    }

    private long storedBytes() throws IOException {
        var bytes = 0L;
        for (var pack : packs()) {
            bytes += Files.size(pack);
        }
        return bytes;
    }

    @Test
    void givesTheSameRecoveryPointsWhenTheCatalogIsGone() throws IOException {
        Map<String, Seen> before;
        try (var service = start()) {
            var ofPhotos = fileSystem(service, photos);
            var ofPapers = fileSystem(service, papers);
            service.backup().createBackupVault(request -> request.backupVaultName("second"));
            var cold = backUp(service, "Default", ofPhotos, FOREVER_COLD, Map.of("keep", "for long"));
            backUp(service, "second", ofPapers, NONE, Map.of());
            backUp(service, "second", ofPhotos, TEN_DAYS, Map.of());
            copy(service, cold, "second");
            service.advance("P31D");
            Files.writeString(photos.resolve("new.txt"), "new");
            backUp(service, "Default", ofPhotos, TEN_DAYS, Map.of("of", "the day"));
            before = seen(service);
            assertThat(before).hasSize(4);
            assertThat(before.get(cold).point().storageClass()).isEqualTo(StorageClass.COLD);
            assertThat(service.terminate()).isZero();
        }
        Files.delete(catalog());

        var recovered = recover();
        assertThat(recovered.complaint()).isEmpty();
        assertThat(recovered.code()).as(recovered.answer()).isZero();
        assertThat(recovered.answer().lines()).hasSize(5);
        assertThat(recovered.answer())
                .contains(" in Default, cold, of ", "; made to be cold after 30 days, deleted after 3000 days\n")
                .endsWith("recovery points: 4 recovered, 0 with their lifecycles again, 0 were there: all is well\n");
        try (var service = start()) {
            assertSame(seen(service), before, Seen::withoutLifecycle);
            assertThat(seen(service).values())
                    .allMatch(seen -> seen.point().lifecycle().deleteAfterDays() == null);
            var busy = recover();
            assertThat(busy.code()).isEqualTo(1);
            assertThat(busy.complaint())
                    .isEqualTo("coldkeep: COLDKEEP_DATA_DIR " + data() + " is in use by another Coldkeep\n");
            assertThat(service.terminate()).isZero();
        }

        var again = recover("--lifecycles");
        assertThat(again.complaint()).isEmpty();
        assertThat(again.code()).isZero();
        assertThat(again.answer())
                .endsWith("recovery points: 0 recovered, 3 with their lifecycles again, 1 were there: all is well\n");
        try (var service = start()) {
            assertSame(seen(service), before, seen -> seen);
            assertUsable(service, before);
            assertThat(service.terminate()).isZero();
        }
    }

    private static void assertSame(Map<String, Seen> recovered, Map<String, Seen> before, UnaryOperator<Seen> known) {
        assertThat(recovered.keySet()).isEqualTo(before.keySet());
        recovered.forEach((arn, seen) -> {
            var was = before.get(arn);
            // as text: equal responses have equal metadata as well, such as the id of the request
            assertThat(known.apply(seen.withoutCompletion()))
                    .hasToString(known.apply(was.withoutCompletion()).toString());
            assertThat(seen.point().completionDate())
                    .isCloseTo(was.point().completionDate(), within(30, ChronoUnit.SECONDS));
        });
    }

    /** What was recovered can be restored, is shared by the next backup, and goes without a trace. */
    private void assertUsable(ServiceProcess service, Map<String, Seen> points) throws IOException {
        for (var point : points.entrySet()) {
            var restored = Trees.contents(service.restored(point.getKey(), data()));
            var source = Trees.contents(point.getValue().point().resourceName().equals("papers") ? papers : photos);
            if (!restored.containsKey("new.txt") && source.containsKey("new.txt")) {
                source.remove("new.txt");
                restored.remove("");
                source.remove("");
            }
            assertThat(restored).isEqualTo(source);
        }

        var bytes = storedBytes();
        backUp(service, "Default", fileSystem(service, photos), NONE, Map.of());
        assertThat(storedBytes() - bytes).isLessThan(4_000);

        seen(service)
                .forEach((arn, seen) -> service.backup()
                        .deleteRecoveryPoint(request -> request.recoveryPointArn(arn)
                                .backupVaultName(seen.point().backupVaultName())));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(packs()).isEmpty();
            assertThat(StoredFiles.contents(data().resolve("content"))).isEmpty();
        });
    }

    @Test
    void aServiceDoesNotStartOnWhatWasRecoveredByHalf() throws IOException, SQLException {
        try (var service = start()) {
            backUp(service, "Default", fileSystem(service, photos), NONE, Map.of());
            assertThat(service.terminate()).isZero();
        }
        Files.delete(catalog());
        assertThat(recover().code()).isZero();
        mark();

        var failed = directory.resolve("failed.log");
        assertThat(ServiceProcess.failToStart(failed, Map.of("COLDKEEP_DATA_DIR", data().toString())))
                .isEqualTo(1);
        assertThat(Files.readAllLines(failed))
                .singleElement()
                .asString()
                .endsWith(
                        " - coldkeep could not start: 'coldkeep recover' has not come to its end on the catalog: run it"
                                + " again, with the settings of the service, until it does");

        assertThat(recover().code()).isZero();
        try (var service = start()) {
            assertThat(seen(service)).hasSize(1);
            assertThat(service.terminate()).isZero();
        }
    }

    /** As a recovery does at its beginning, and {@code PostgresqlRecoveryIT} sees it do. */
    private void mark() throws SQLException {
        var url = "jdbc:h2:file:" + data().resolve("catalog") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;IFEXISTS=TRUE";
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("INSERT INTO open_recovery (id) VALUES (1)"))
                    .isEqualTo(1);
        }
    }

    @Test
    void takesTheTierOfAPointInWhichItIsWhole() throws IOException {
        try (var service = start()) {
            backUp(service, "Default", fileSystem(service, photos), FOREVER_COLD, Map.of());
            assertThat(service.terminate()).isZero();
        }
        var warm = StoredFiles.contents(data().resolve("content")).getFirst();
        var descriptor = Files.readAllBytes(warm);
        try (var service = start()) {
            var point = seen(service).keySet().iterator().next();
            service.advance("P31D");
            assertThat(seen(service).get(point).point().storageClass()).isEqualTo(StorageClass.COLD);
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.notExists(warm));
            assertThat(service.terminate()).isZero();
        }
        Files.createDirectories(warm.getParent());
        Files.write(warm, descriptor); // the move ended before its deletion, and the disk lost the packs
        for (var pack : StoredFiles.packs(data().resolve("content/warm"))) {
            Files.delete(pack);
        }
        Files.delete(catalog());

        var recovered = recover();

        assertThat(recovered.code()).isEqualTo(3);
        assertThat(recovered.answer()).contains(" in Default, cold, of ");
        assertThat(recovered.answer().lines().filter(line -> line.contains(" not all is there")))
                .as(recovered.answer())
                .hasSize(1)
                .allMatch(line -> line.contains(warm + ": of recovery point "));
        try (var service = start()) {
            var point = seen(service).keySet().iterator().next();
            assertThat(Trees.contents(service.restored(point, data()))).isEqualTo(Trees.contents(photos));
            assertThat(service.terminate()).isZero();
        }
    }

    @Test
    void collectsNothingByAnOldCatalogUntilItKnowsWhatCameLater() throws IOException {
        var old = directory.resolve("old.mv.db");
        String first;
        String fileSystem;
        try (var service = start()) {
            fileSystem = fileSystem(service, photos);
            first = backUp(service, "Default", fileSystem, NONE, Map.of());
            assertThat(service.terminate()).isZero();
        }
        Files.copy(catalog(), old);
        Map<String, Seen> later;
        try (var service = start()) {
            Files.writeString(photos.resolve("new.txt"), "new");
            backUp(service, "Default", fileSystem, NONE, Map.of("which", "later"));
            later = seen(service);
            assertThat(service.terminate()).isZero();
        }
        Files.copy(old, catalog(), StandardCopyOption.REPLACE_EXISTING);
        var packs = packs();

        try (var service = start()) {
            service.backup()
                    .deleteRecoveryPoint(
                            request -> request.backupVaultName("Default").recoveryPointArn(first));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(log()).contains("run ./coldkeep recover"));
            assertThat(packs()).containsExactlyInAnyOrderElementsOf(packs);
            assertThat(service.terminate()).isZero();
        }
        var recovered = recover();
        assertThat(recovered.code())
                .as(recovered.answer() + recovered.complaint())
                .isZero();
        later.remove(first);

        try (var service = start()) {
            assertSame(seen(service), later, seen -> seen);
            var point = later.keySet().iterator().next();
            assertThat(Trees.contents(service.restored(point, data()))).isEqualTo(Trees.contents(photos));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> packs().size() < packs.size()); // the first one's own manifest
            assertThat(service.terminate()).isZero();
        }
        var verified = ServiceProcess.command(data(), List.of("verify"));
        assertThat(verified.answer()).endsWith(": all is well\n");
    }
}
