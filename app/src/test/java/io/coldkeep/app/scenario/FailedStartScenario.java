package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real process, which says in one line why it does not start, and by which setting that can be mended. */
class FailedStartScenario {

    @TempDir
    Path directory;

    private Path data() {
        return directory.resolve("data");
    }

    private List<String> failedStart(Map<String, String> environment) throws IOException {
        var log = directory.resolve("failed.log");
        Files.deleteIfExists(log);
        var all = new HashMap<>(Map.of("COLDKEEP_DATA_DIR", data().toString()));
        all.putAll(environment);
        assertThat(ServiceProcess.failToStart(log, all)).isEqualTo(1);
        return Files.readAllLines(log);
    }

    private static void assertSays(List<String> log, String reason) {
        assertThat(log).singleElement().asString().endsWith(" - coldkeep could not start: " + reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COLDKEEP_CLOCK|sundial|COLDKEEP_CLOCK must be one of system, virtual, was 'sundial'",
                "COLDKEEP_PORT|seventy|COLDKEEP_PORT must be 0 to 65535, was 'seventy'",
                "COLDKEEP_WORKERS|0|COLDKEEP_WORKERS must be 1 to 9999, was '0'",
                "COLDKEEP_MASTER_KEY|0123456789abcdef|COLDKEEP_MASTER_KEY must be 64 hexadecimal digits",
                "COLDKEEP_WARM_STORE|bucket|COLDKEEP_WARM_STORE must be file:/path or s3://bucket/prefix, was 'bucket'",
                "COLDKEEP_S3_ENDPOINT|minio:9000|COLDKEEP_S3_ENDPOINT must be http://host:port or https://host:port,"
                        + " was 'minio:9000'",
                "COLDKEEP_HOST|no-such-host.invalid|cannot listen on no-such-host.invalid:0 (COLDKEEP_HOST, COLDKEEP_PORT):"
                        + " there is no such host",
                "COLDKEEP_DATASOURCE_URL|postgres://db|COLDKEEP_DATASOURCE_URL must be jdbc:postgresql://host:port/database"
            })
    void namesTheSetting(String variable, String value, String reason) throws IOException {
        assertSays(failedStart(Map.of(variable, value)), reason);
    }

    @Test
    void namesThePortThatIsInUse() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(taken.getLocalPort());

            assertSays(
                    failedStart(Map.of("COLDKEEP_PORT", port)),
                    "cannot listen on 127.0.0.1:" + port + " (COLDKEEP_HOST, COLDKEEP_PORT): Address already in use");
        }
    }

    @Test
    void namesTheDataDirectoryThatAnotherUsesAndLeavesNothingInIt() throws IOException {
        try (var first =
                ServiceProcess.start(directory.resolve("first.log"), Map.of("COLDKEEP_DATA_DIR", data().toString()))) {
            assertSays(failedStart(Map.of()), "COLDKEEP_DATA_DIR " + data() + " is in use by another Coldkeep");

            assertThat(data().resolve("catalog.trace.db")).doesNotExist();
            assertThat(first.terminate()).isZero();
        }
    }

    @Test
    void namesTheDataDirectoryThatIsNone() throws IOException {
        var file = Files.createFile(directory.resolve("file"));

        assertSays(
                failedStart(Map.of("COLDKEEP_DATA_DIR", file.toString())),
                "COLDKEEP_DATA_DIR " + file + " must be a directory that can be written to");
    }

    @Test
    void namesTheMasterKeyThatIsMissingOrAnotherOne() throws IOException {
        var key = data().resolve("master.key");
        makeABackup();
        var digits = Files.readString(key);

        Files.delete(key);
        assertSays(
                failedStart(onVirtualClock(Map.of())),
                key + " is missing, and no vault can be read without it: put it back or set COLDKEEP_MASTER_KEY");
        assertThat(key).doesNotExist();

        assertSaysItOpensNothing(
                failedStart(onVirtualClock(Map.of("COLDKEEP_MASTER_KEY", "0".repeat(64)))), "COLDKEEP_MASTER_KEY");
        Files.writeString(key, "1".repeat(64));
        assertSaysItOpensNothing(failedStart(onVirtualClock(Map.of())), key.toString());
        Files.writeString(key, "1".repeat(63));
        assertSays(
                failedStart(onVirtualClock(Map.of())),
                "the master key cannot be read or made: " + key
                        + " holds no master key: 64 hexadecimal digits are expected");

        Files.delete(key);
        try (var service = ServiceProcess.start(
                directory.resolve("service.log"), onVirtualClock(Map.of("COLDKEEP_MASTER_KEY", digits.strip())))) {
            assertThat(service.terminate()).isZero();
        }
    }

    private Map<String, String> onVirtualClock(Map<String, String> more) {
        var all = new HashMap<>(Map.of("COLDKEEP_DATA_DIR", data().toString(), "COLDKEEP_CLOCK", "virtual"));
        all.putAll(more);
        return all;
    }

    private static void assertSaysItOpensNothing(List<String> log, String key) {
        assertThat(log)
                .singleElement()
                .asString()
                .contains(" - coldkeep could not start: " + key + " does not open the vaults in the catalog: ");
    }

    /** A vault has its key as soon as a backup is in it. */
    private void makeABackup() {
        try (var service = ServiceProcess.start(directory.resolve("service.log"), onVirtualClock(Map.of()))) {
            var files = service.efs().createFileSystem(request -> request.creationToken("files"));
            var vault = service.backup().createBackupVault(request -> request.backupVaultName("vault"));
            service.backup()
                    .startBackupJob(request -> request.backupVaultName(vault.backupVaultName())
                            .resourceArn(files.fileSystemArn())
                            .iamRoleArn("arn:aws:iam::" + ServiceClients.ACCOUNT + ":role/backup"));
            service.settle();
            assertThat(service.terminate()).isZero();
        }
    }

    @Test
    void namesTheCatalogThatDoesNotAnswer() throws IOException {
        assertThat(failedStart(Map.of("COLDKEEP_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/none")))
                .singleElement()
                .asString()
                .contains(" - coldkeep could not start: the catalog (COLDKEEP_DATASOURCE_URL) does not answer: ");
    }
}
