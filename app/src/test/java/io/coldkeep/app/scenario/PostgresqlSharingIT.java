package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coldkeep.persistence.sql.TestDatabase;
import io.coldkeep.persistence.sql.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.efs.model.Tag;

/** Two processes over one catalog and one data directory, each with one job at a time. */
class PostgresqlSharingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern COMPLETED = Pattern.compile("job ([0-9a-f-]{36}) completed");

    @TempDir
    Path directory;

    private TestDatabase catalog;

    @BeforeEach
    void makeCatalog() {
        catalog = TestPostgres.freshDatabase();
    }

    @AfterEach
    void removeCatalog() {
        catalog.close();
    }

    @Test
    void shareTheBackupsThatOneOfThemIsAskedFor() throws IOException {
        try (var one = start("one", "system");
                var other = start("other", "system")) {
            var jobs = startBackups(one, 12, 100);

            await().atMost(PATIENCE).until(() -> completed().size() >= jobs.size());

            assertThat(completed("one")).isNotEmpty();
            assertThat(completed("other")).isNotEmpty();
            assertThat(completed()).containsExactlyInAnyOrderElementsOf(jobs);
            assertThat(count(other, BackupJobState.COMPLETED)).isEqualTo(jobs.size());
            assertThat(contents()).isEqualTo(jobs.size());
        }
    }

    @Test
    void finishWhatOneOfThemWasKilledIn() throws IOException {
        try (var one = start("one", "system");
                var other = start("other", "system")) {
            var jobs = startBackups(one, 2, 1_000);
            await().atMost(PATIENCE).until(() -> count(other, BackupJobState.RUNNING) == 2);

            one.kill();

            await().atMost(PATIENCE).until(() -> completed().size() >= jobs.size());
            assertThat(completed("other")).containsExactlyInAnyOrderElementsOf(jobs);
            await().atMost(PATIENCE).until(() -> contents() == jobs.size());
        }
    }

    @Test
    void goOnWithWhatOneOfThemLetsGoAtItsEndWithoutACryOfDistress() throws IOException {
        try (var one = start("one", "system");
                var other = start("other", "system")) {
            var jobs = startBackups(one, 2, 1_000);
            await().atMost(PATIENCE).until(() -> count(other, BackupJobState.RUNNING) == 2);

            assertThat(one.terminate()).isZero();

            await().atMost(PATIENCE).until(() -> completed().size() >= jobs.size());
            assertThat(completed("other")).containsExactlyInAnyOrderElementsOf(jobs);
            assertThat(Files.readString(log("one"))).doesNotContain(" WARN ", " ERROR ");
            assertThat(Files.readString(log("other"))).doesNotContain(" WARN ", " ERROR ");
        }
    }

    @Test
    void finishWhatOneOfThemWasKilledInWhileTimeStandsStill() throws IOException {
        try (var one = start("one", "virtual");
                var other = start("other", "virtual")) {
            var jobs = startBackups(one, 2, 1_000);
            await().atMost(PATIENCE).until(() -> count(other, BackupJobState.RUNNING) == 2);
            one.kill();

            other.settle();

            assertThat(completed("other")).containsExactlyInAnyOrderElementsOf(jobs);
            assertThat(contents()).isEqualTo(jobs.size());
        }
    }

    private ServiceProcess start(String name, String clock) {
        return ServiceProcess.start(
                log(name),
                Map.of(
                        "COLDKEEP_DATA_DIR", directory.resolve("data").toString(),
                        "COLDKEEP_SOURCE_ROOTS", directory.resolve("srv").toString(),
                        "COLDKEEP_WORKERS", "1",
                        "COLDKEEP_CLOCK", clock,
                        "COLDKEEP_HEARTBEAT", "200ms",
                        "COLDKEEP_DATASOURCE_URL", catalog.jdbcUrl(),
                        "COLDKEEP_DATASOURCE_USERNAME", catalog.username(),
                        "COLDKEEP_DATASOURCE_PASSWORD", catalog.password()));
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    /** Each of a file system of its own, with one file that is long to read and short to keep. */
    private List<String> startBackups(ServiceProcess service, int count, int megabytes) throws IOException {
        var fileSystems = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            fileSystems.add(fileSystem(service, directory.resolve("srv/" + i), megabytes));
        }
        return fileSystems.stream()
                .map(fileSystem -> service.backup()
                        .startBackupJob(request -> request.backupVaultName("Default")
                                .resourceArn(fileSystem)
                                .iamRoleArn("arn:aws:iam::" + ServiceClients.ACCOUNT + ":role/backup"))
                        .backupJobId())
                .toList();
    }

    private static String fileSystem(ServiceProcess service, Path source, int megabytes) throws IOException {
        Files.createDirectories(source);
        var zeros = new byte[1_000_000];
        try (var file = Files.newOutputStream(source.resolve("zeros"))) {
            for (var i = 0; i < megabytes; i++) {
                file.write(zeros); // and not a hole, which is not read
            }
        }
        return service.efs()
                .createFileSystem(request -> request.creationToken(source.toString())
                        .tags(Tag.builder()
                                .key("coldkeep:source-path")
                                .value(source.toString())
                                .build()))
                .fileSystemArn();
    }

    private static long count(ServiceProcess service, BackupJobState state) {
        return service.backup()
                .listBackupJobs(request -> request.byState(state))
                .backupJobs()
                .size();
    }

    private List<String> completed() throws IOException {
        return Stream.concat(completed("one").stream(), completed("other").stream())
                .toList();
    }

    /** The jobs that this process says it has completed. */
    private List<String> completed(String name) throws IOException {
        return COMPLETED
                .matcher(Files.readString(log(name)))
                .results()
                .map(line -> line.group(1))
                .toList();
    }

    private long contents() throws IOException {
        return StoredFiles.contents(directory.resolve("data/content")).size();
    }
}
