package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coldkeep.persistence.sql.TestDatabase;
import io.coldkeep.persistence.sql.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.efs.model.Tag;

/** Services and {@code coldkeep recover} on one PostgreSQL: never both at a time, and never a service on what is half done. */
class PostgresqlRecoveryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

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

    private Map<String, String> environment() {
        return Map.of(
                "COLDKEEP_DATA_DIR", directory.resolve("data").toString(),
                "COLDKEEP_SOURCE_ROOTS", directory.resolve("srv").toString(),
                "COLDKEEP_CLOCK", "virtual",
                "COLDKEEP_DATASOURCE_URL", catalog.jdbcUrl(),
                "COLDKEEP_DATASOURCE_USERNAME", catalog.username(),
                "COLDKEEP_DATASOURCE_PASSWORD", catalog.password());
    }

    private ServiceProcess start() {
        return ServiceProcess.start(directory.resolve("service.log"), environment());
    }

    private ServiceProcess.Ended recover() {
        return ServiceProcess.command(environment(), List.of("recover"));
    }

    private void assertDoesNotStart(String reason) throws IOException {
        var log = directory.resolve("failed.log");
        Files.deleteIfExists(log);
        assertThat(ServiceProcess.failToStart(log, environment())).isEqualTo(1);
        assertThat(Files.readAllLines(log))
                .singleElement()
                .asString()
                .endsWith(" - coldkeep could not start: " + reason);
    }

    private void backUp(ServiceProcess service) throws IOException {
        var source = Trees.make(directory.resolve("srv/photos"), 4, 10_000, 1);
        var fileSystem = service.efs()
                .createFileSystem(request -> request.tags(Tag.builder()
                        .key("coldkeep:source-path")
                        .value(source.toString())
                        .build()));
        service.backup()
                .startBackupJob(request -> request.backupVaultName("Default")
                        .resourceArn(fileSystem.fileSystemArn())
                        .iamRoleArn("arn:aws:iam::" + ServiceClients.ACCOUNT + ":role/backup"));
        service.settle();
    }

    @Test
    void neverWorkAtTheSameTime() throws IOException, SQLException {
        try (var service = start()) {
            backUp(service);

            var refused = recover();

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.answer()).isEmpty();
            assertThat(refused.complaint())
                    .matches(
                            "coldkeep: the catalog \\(COLDKEEP_DATASOURCE_URL\\) is in use: stop every Coldkeep on it first;"
                                    + " they are connected from [0-9.]+\n");
            assertThat(service.terminate()).isZero();
        }

        try (var connection = catalog.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE recovery_point IN ACCESS EXCLUSIVE MODE"); // there it waits
            try (var recovery = ServiceProcess.begin(environment(), List.of("recover"))) {
                await().atMost(PATIENCE).until(() -> isMarked() || !recovery.isRunning());

                assertDoesNotStart("'coldkeep recover' is at work on the catalog (COLDKEEP_DATASOURCE_URL);"
                        + " start again when it has ended");

                assertThat(recovery.isRunning()).isTrue();
                recovery.kill();
            }
            connection.rollback();
        }

        assertDoesNotStart(
                "'coldkeep recover' has not come to its end on the catalog: run it again, with the settings of"
                        + " the service, until it does");

        var ended = recover();
        assertThat(ended.complaint()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.answer()).endsWith("1 were there: all is well\n");
        try (var service = start()) {
            assertThat(service.terminate()).isZero();
        }
    }

    private boolean isMarked() throws SQLException {
        try (var connection = catalog.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM open_recovery")) {
            return row.next() && row.getInt(1) == 1;
        }
    }
}
