package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coldkeep.persistence.content.blob.s3.S3TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.backup.model.RestoreJobStatus;
import software.amazon.awssdk.services.efs.model.Tag;

/** A service whose content is in two buckets, and the commands that read them when it is gone. */
class BucketsScenario {

    @TempDir
    Path directory;

    private S3TestServer server;

    @BeforeEach
    void makeBuckets() throws IOException {
        server = new S3TestServer("warm-bucket", "cold-bucket");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, String> environment(String warm) {
        var all = new HashMap<String, String>();
        all.put("COLDKEEP_DATA_DIR", directory.resolve("data").toString());
        all.put("COLDKEEP_SOURCE_ROOTS", directory.resolve("srv").toString());
        all.put("COLDKEEP_CLOCK", "virtual");
        all.put("COLDKEEP_WARM_STORE", warm);
        all.put("COLDKEEP_COLD_STORE", "s3://cold-bucket/some/prefix");
        all.put("COLDKEEP_S3_ENDPOINT", server.endpoint().toString());
        all.put("COLDKEEP_S3_ACCESS_KEY_ID", S3TestServer.KEYS.id());
        all.put("COLDKEEP_S3_SECRET_ACCESS_KEY", S3TestServer.KEYS.secret());
        return all;
    }

    /** Has a backup made that moves to cold storage the next day; answers its recovery point. */
    private static String backUp(ServiceProcess service, Path source) {
        var fileSystem = service.efs()
                .createFileSystem(request -> request.tags(Tag.builder()
                        .key("coldkeep:source-path")
                        .value(source.toString())
                        .build()));
        var job = service.backup()
                .startBackupJob(request -> request.backupVaultName("Default")
                        .resourceArn(fileSystem.fileSystemArn())
                        .iamRoleArn("arn:aws:iam::" + ServiceClients.ACCOUNT + ":role/backup")
                        .lifecycle(lifecycle ->
                                lifecycle.moveToColdStorageAfterDays(1L).deleteAfterDays(100L)));
        service.settle();
        return job.recoveryPointArn();
    }

    private void backUpAndMoveToCold(Path source) {
        try (var service = ServiceProcess.start(directory.resolve("log"), environment("s3://warm-bucket"))) {
            backUp(service, source);
            assertThat(server.objects("warm-bucket").keySet()).anyMatch(key -> key.contains("/points/"));
            service.advance("P2D");
            service.settle();
            await().atMost(Duration.ofSeconds(
                            90)) // a collection that comes while a descriptor is deleted is tried again later
                    .until(() ->
                            server.objects("warm-bucket").keySet().stream().allMatch(key -> key.endsWith("/vault")));
            assertThat(service.terminate()).isZero();
        }
    }

    @Test
    void keepsContentInBucketsAndGetsItBackWithoutTheCatalog() throws IOException {
        var source = Trees.make(directory.resolve("srv/photos"), 12, 700_000, 1);
        backUpAndMoveToCold(source);
        Files.delete(directory.resolve("data/catalog.mv.db"));

        assertThat(server.uploads()).isEmpty();
        assertThat(directory.resolve("data/content")).doesNotExist();
        var descriptor = "s3://cold-bucket/"
                + server.objects("cold-bucket").keySet().stream()
                        .filter(key -> key.contains("/points/"))
                        .findFirst()
                        .orElseThrow();

        var contents = run("contents");
        assertThat(contents.code()).isZero();
        assertThat(contents.answer()).contains("  cold  ").contains("  " + descriptor + "\n");

        var verified = run("verify");
        assertThat(verified.code()).isZero();
        assertThat(verified.answer()).endsWith("1 content and 1 vault: all is well\n");

        var restored = directory.resolve("restored");
        var restore = run("restore", descriptor, restored.toString());
        assertThat(restore.code()).isZero();
        assertThat(Trees.contents(restored)).isEqualTo(Trees.contents(source));

        var wrong = run("restore", "s3://other-bucket/x", restored + "2");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.complaint())
                .isEqualTo("coldkeep: s3://other-bucket/x is no descriptor in s3://warm-bucket or"
                        + " s3://cold-bucket/some/prefix; 'coldkeep contents' lists those that are\n");
    }

    private ServiceProcess.Ended run(String... arguments) {
        return run(environment("s3://warm-bucket"), arguments);
    }

    private static ServiceProcess.Ended run(Map<String, String> environment, String... arguments) {
        return ServiceProcess.command(environment, List.of(arguments));
    }

    private Map<String, String> archiving() {
        var environment = environment("s3://warm-bucket");
        environment.put("COLDKEEP_S3_COLD_STORAGE_CLASS", "DEEP_ARCHIVE");
        return environment;
    }

    private Set<String> archived() {
        return server.objects("cold-bucket").keySet().stream()
                .filter(key -> server.storageClass("cold-bucket", key).equals("DEEP_ARCHIVE"))
                .collect(Collectors.toSet());
    }

    private long thawsAskedFor() {
        return server.operations().stream().filter("RestoreObject"::equals).count();
    }

    /** The archive is a day slow, and the service does not stay up that long. */
    @Test
    void waitsForTheArchiveAcrossRestartsAndThawsNothingElse() throws IOException {
        var photos = Trees.make(directory.resolve("srv/photos"), 12, 700_000, 1);
        var papers = Trees.make(directory.resolve("srv/papers"), 3, 900_000, 2);
        var log = directory.resolve("log");
        String job;
        try (var service = ServiceProcess.start(log, archiving())) {
            var point = backUp(service, photos);
            backUp(service, papers);
            service.advance("P2D");
            service.settle();
            assertThat(archived()).hasSize(2).allMatch(key -> key.contains("/packs/"));
            job = service.backup()
                    .startRestoreJob(request -> request.recoveryPointArn(point)
                            .metadata(Map.of(
                                    "newFileSystem",
                                    "true",
                                    "CreationToken",
                                    "restored",
                                    "ItemsToRestore",
                                    "[\"/2026/may\"]")))
                    .restoreJobId();
            service.settle();
            assertWaits(service, job);
            assertThat(server.thawing("cold-bucket")).hasSize(1);
            assertThat(service.terminate()).isZero();
        }
        try (var service = ServiceProcess.start(log, archiving())) {
            service.advance("PT12H");
            assertWaits(service, job);
            service.kill();
        }
        var recovery = run(archiving(), "recover"); // leaves the catalog as it is, for a service that starts
        assertThat(recovery.code()).isEqualTo(1);
        assertThat(recovery.complaint()).startsWith("coldkeep: archived, so that they cannot be read: 2 packs of ");
        assertThat(thawsAskedFor()).isEqualTo(1);
        server.finishThaws();
        try (var service = ServiceProcess.start(log, archiving())) {
            service.advance("PT15M");

            var ended = service.backup().describeRestoreJob(request -> request.restoreJobId(job));
            assertThat(ended.status()).as(ended.statusMessage()).isEqualTo(RestoreJobStatus.COMPLETED);
            assertThat(ended.statusMessage()).isNull();
            assertThat(Trees.contents(restored(ended.createdResourceArn()).resolve("2026/may")))
                    .isEqualTo(Trees.contents(photos.resolve("2026/may")));
            assertThat(thawsAskedFor()).isEqualTo(1);

            server.freezeAgain();
            server.forgetOperations();
            service.advance("P32D");
            assertThat(server.read()).doesNotContainAnyElementsOf(archived());
            assertThat(service.terminate()).isZero();
        }
        assertThat(log)
                .content()
                .contains("job " + job + " waits for 1 of 1 pack to be thawed at ")
                .contains("archived packs, which are there with their lengths and were not read: ")
                .doesNotContain("damaged", "is lost");
    }

    private static void assertWaits(ServiceProcess service, String job) {
        var waiting = service.backup().describeRestoreJob(request -> request.restoreJobId(job));
        assertThat(waiting.status()).isEqualTo(RestoreJobStatus.PENDING);
        assertThat(waiting.statusMessage()).isEqualTo("Waiting for 1 of 1 pack to be thawed");
    }

    private Path restored(String fileSystemArn) throws IOException {
        var id = fileSystemArn.substring(fileSystemArn.indexOf('/') + 1);
        return Trees.onlyRestored(directory.resolve("data/file-systems").resolve(id));
    }

    @Test
    void commandsSayWhatIsArchivedAndHaveItThawed() throws IOException {
        var source = Trees.make(directory.resolve("srv/photos"), 3, 700_000, 1);
        try (var service = ServiceProcess.start(directory.resolve("log"), archiving())) {
            backUp(service, source);
            service.advance("P2D");
            service.settle();
            assertThat(service.terminate()).isZero();
        }
        var descriptor = "s3://cold-bucket/"
                + server.objects("cold-bucket").keySet().stream()
                        .filter(key -> key.contains("/points/"))
                        .findFirst()
                        .orElseThrow();
        var target = directory.resolve("restored");

        var verified = run(archiving(), "verify");
        assertThat(verified.code()).isZero();
        assertThat(verified.answer())
                .startsWith("archived, there, and not read: 1 pack of ")
                .endsWith("1 content and 1 vault: all is well\n");
        var refused = run(archiving(), "restore", descriptor, target.toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.complaint())
                .startsWith("coldkeep: archived, so that they cannot be read: 1 pack of ")
                .endsWith("; 'coldkeep thaw' has them thawed\n");
        assertThat(target).doesNotExist();
        assertThat(thawsAskedFor()).isZero();

        var thaw = run(archiving(), "thaw", descriptor);
        assertThat(thaw.code()).isEqualTo(1);
        assertThat(thaw.answer())
                .isEqualTo(
                        "1 of 2 packs cannot be read yet, and will be thawed; run this again to see how far that is\n");
        server.finishThaws();
        assertThat(run(archiving(), "thaw")).isEqualTo(new ServiceProcess.Ended(0, "all packs can be read\n", ""));
        assertThat(run(archiving(), "restore", descriptor, target.toString()).code())
                .isZero();
        assertThat(Trees.contents(target)).isEqualTo(Trees.contents(source));
    }

    @Test
    void doesNotStartOnABucketThatIsNotThere() throws IOException {
        var log = directory.resolve("failed.log");

        assertThat(ServiceProcess.failToStart(log, environment("s3://no-such-bucket/warm")))
                .isEqualTo(1);

        assertThat(Files.readAllLines(log))
                .singleElement()
                .asString()
                .endsWith(" - coldkeep could not start: COLDKEEP_WARM_STORE s3://no-such-bucket/warm cannot be used:"
                        + " the service answered 404 NoSuchBucket: said the test");
    }

    @Test
    void doesNotStartOnAServiceThatReplacesWhatIsToBeWrittenOnce() throws IOException {
        var log = directory.resolve("failed.log");
        server.setConditions(S3TestServer.Conditions.IGNORED);

        assertThat(ServiceProcess.failToStart(log, environment("s3://warm-bucket")))
                .isEqualTo(1);

        assertThat(Files.readAllLines(log))
                .singleElement()
                .asString()
                .endsWith(
                        " - coldkeep could not start: COLDKEEP_WARM_STORE s3://warm-bucket cannot be used: the service"
                                + " ignores If-None-Match (conditional writes), without which one writer could replace unseen"
                                + " what another has written");
    }

    @Test
    void doesNotStartWithoutAKey() throws IOException {
        var log = directory.resolve("failed.log");
        var environment = environment("s3://warm-bucket");
        environment.remove("COLDKEEP_S3_ACCESS_KEY_ID");
        environment.remove("COLDKEEP_S3_SECRET_ACCESS_KEY");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        for (var file : List.of("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE")) {
            environment.put(file, directory.resolve("none").toString());
        }
        for (var variable : List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")) {
            environment.put(variable, "");
        }

        assertThat(ServiceProcess.failToStart(log, environment)).isEqualTo(1);

        assertThat(Files.readString(log))
                .endsWith(
                        " - coldkeep could not start: S3 cannot be used (COLDKEEP_S3_ACCESS_KEY_ID, COLDKEEP_S3_REGION):"
                                + " there is no access key, nor one that AWS's tools would use\n");
    }
}
