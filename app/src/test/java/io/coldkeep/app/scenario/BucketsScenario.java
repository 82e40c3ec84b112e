package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.persistence.content.blob.s3.S3TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    private void backUpAndMoveToCold(Path source) {
        try (var service = ServiceProcess.start(directory.resolve("log"), environment("s3://warm-bucket"))) {
            var fileSystem = service.efs()
                    .createFileSystem(request -> request.tags(Tag.builder()
                            .key("coldkeep:source-path")
                            .value(source.toString())
                            .build()));
            service.backup()
                    .startBackupJob(request -> request.backupVaultName("Default")
                            .resourceArn(fileSystem.fileSystemArn())
                            .iamRoleArn("arn:aws:iam::" + ServiceClients.ACCOUNT + ":role/backup")
                            .lifecycle(lifecycle ->
                                    lifecycle.moveToColdStorageAfterDays(1L).deleteAfterDays(100L)));
            service.settle();
            assertThat(server.objects("warm-bucket").keySet()).anyMatch(key -> key.contains("/points/"));
            service.advance("P2D");
            service.settle();
            assertThat(service.terminate()).isZero();
        }
    }

    @Test
    void keepsContentInBucketsAndGetsItBackWithoutTheCatalog() throws IOException {
        var source = Trees.make(directory.resolve("srv/photos"), 12, 700_000, 1);
        backUpAndMoveToCold(source);
        Files.delete(directory.resolve("data/catalog.mv.db"));

        assertThat(server.objects("warm-bucket").keySet()).allMatch(key -> key.endsWith("/vault"));
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
        return ServiceProcess.command(environment("s3://warm-bucket"), List.of(arguments));
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
