package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.efs.model.Tag;

/** A service that is gone, with its catalog: the commands need what is left of its data directory, and no more. */
class CatalogLostScenario {

    private static final String ROLE = "arn:aws:iam::" + ServiceClients.ACCOUNT + ":role/backup";

    @TempDir
    Path directory;

    private Path source;
    private String fileSystem;

    private Path data() {
        return directory.resolve("data");
    }

    @BeforeEach
    void backUpAndLoseTheCatalog() throws IOException {
        source = Trees.make(directory.resolve("srv/photos"), 12, 700_000, 1);
        var environment = Map.of(
                "COLDKEEP_DATA_DIR", data().toString(),
                "COLDKEEP_SOURCE_ROOTS", directory.resolve("srv").toString());
        try (var service = ServiceProcess.start(directory.resolve("service.log"), environment)) {
            fileSystem = service.efs()
                    .createFileSystem(request -> request.tags(Tag.builder()
                            .key("coldkeep:source-path")
                            .value(source.toString())
                            .build()))
                    .fileSystemArn();
            var job = service.backup()
                    .startBackupJob(request -> request.backupVaultName("Default")
                            .resourceArn(fileSystem)
                            .iamRoleArn(ROLE))
                    .backupJobId();
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> service.backup()
                                    .describeBackupJob(request -> request.backupJobId(job))
                                    .state()
                            == BackupJobState.COMPLETED);
            assertThat(service.terminate()).isZero();
        }
        Files.delete(data().resolve("catalog.mv.db"));
    }

    private ServiceProcess.Ended run(String... arguments) {
        return ServiceProcess.command(data(), List.of(arguments));
    }

    private Path descriptor() throws IOException {
        return StoredFiles.contents(data().resolve("content")).getFirst();
    }

    private Path restored() {
        return directory.resolve("restored");
    }

    @Test
    void listsAndVerifiesAndRestores() throws IOException {
        var contents = run("contents");
        assertThat(contents.code()).isZero();
        assertThat(contents.complaint()).isEmpty();
        assertThat(contents.answer().lines()).hasSize(2);
        assertThat(contents.answer()).contains("  warm  " + fileSystem + "  20").contains("  " + descriptor() + "\n");

        var verified = run("verify");
        assertThat(verified.complaint()).isEmpty();
        assertThat(verified.code()).isZero();
        assertThat(verified.answer()).matches("read 2 packs of [0-9.]+ MB, 1 content and 1 vault: all is well\n");

        var restore = run("restore", descriptor().toString(), restored().toString());
        assertThat(restore.complaint()).isEmpty();
        assertThat(restore.code()).isZero();
        assertThat(restore.answer())
                .startsWith("restored 20 entries with ")
                .contains(" MB to " + restored() + ": " + fileSystem);
        assertThat(Trees.contents(restored())).isEqualTo(Trees.contents(source));

        var item = run(
                "restore", descriptor().toString(), directory.resolve("item").toString(), "/2026/may/photo-3.jpg");
        assertThat(item.code()).isZero();
        assertThat(Trees.contents(directory.resolve("item")).keySet())
                .containsExactly("", "2026", "2026/may", "2026/may/photo-3.jpg");
        assertThat(directory).isDirectoryNotContaining(file -> file.toString().contains(".coldkeep-restore"));
    }

    @Test
    void namesWhatIsDamagedAndRestoresTheRest() throws IOException {
        var pack = StoredFiles.packs(data().resolve("content/warm")).stream()
                .filter(file -> file.toString().contains("/packs/"))
                .findFirst()
                .orElseThrow();
        var bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 1;
        Files.write(pack, bytes);

        var verified = run("verify");
        assertThat(verified.code()).isEqualTo(3);
        assertThat(verified.answer().lines())
                .first()
                .isEqualTo(pack + ": the pack is damaged: it does not have its checksum");
        assertThat(verified.answer().lines().skip(1))
                .first()
                .asString()
                .startsWith(descriptor() + ": /")
                .endsWith(" cannot be restored: it does not have its checksum");

        var descriptor = descriptor();
        var restore = run("restore", descriptor.toString(), restored().toString());
        assertThat(restore.code()).isEqualTo(3);
        var lost = restore.answer()
                .lines()
                .filter(line -> line.endsWith("cannot be restored: it does not have its checksum"))
                .map(line -> line.substring((descriptor + ": /").length(), line.indexOf(" cannot be")))
                .toList();
        var expected = Trees.contents(source);
        assertThat(lost).isNotEmpty();
        assertThat(expected.keySet()).containsAll(lost);
        lost.forEach(expected::remove);
        assertThat(Trees.contents(restored())).isEqualTo(expected);
    }

    @Test
    void saysWhatIsWrongWithACall() throws IOException {
        assertRefused(
                2,
                "usage: coldkeep restore <descriptor> <directory> [path]",
                "restore",
                descriptor().toString());
        assertRefused(2, "usage: coldkeep verify", "verify", "warm");
        for (var call : List.of("restoer", "--recover")) {
            assertRefused(
                    2,
                    "usage: coldkeep [contents | restore <descriptor> <directory> [path] | verify | recover [--lifecycles]"
                            + " | thaw [descriptor]];"
                            + " without a command it starts the service; --help says what they do",
                    call);
        }
        var help = run("--help");
        assertThat(help.code()).isZero();
        assertThat(help.answer().lines())
                .anyMatch(line -> line.startsWith("coldkeep restore <descriptor> <directory> [path]  restores"))
                .anyMatch(line -> line.contains("docs/operations.md"));
        assertRefused(
                2,
                source + " is there already; name a directory that restore is to make",
                "restore",
                descriptor().toString(),
                source.toString());
        assertRefused(
                2,
                "nothing is no descriptor in %s or %s; 'coldkeep contents' lists those that are"
                        .formatted(data().resolve("content/warm"), data().resolve("content/cold")),
                "restore",
                "nothing",
                restored().toString());
        assertRefused(
                2,
                "there is no /2026/june in that content",
                "restore",
                descriptor().toString(),
                restored().toString(),
                "2026/june");
        assertThat(restored()).doesNotExist();
        assertThat(directory).isDirectoryNotContaining(file -> file.toString().contains(".coldkeep-restore"));

        Files.writeString(data().resolve("master.key"), "0".repeat(64) + "\n");
        for (var command : List.of("contents", "verify")) {
            var refused = run(command);
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.complaint())
                    .isEqualTo(
                            "coldkeep: The key of the vault "
                                    + descriptor().getParent().getParent().getFileName()
                                    + " cannot be unwrapped: the master key is another one, or the vault's header is damaged.\n");
        }
        Files.delete(data().resolve("master.key"));
        assertRefused(
                1,
                "there is no master key: COLDKEEP_MASTER_KEY is not set, and there is no "
                        + data().resolve("master.key"),
                "verify");
    }

    private void assertRefused(int code, String reason, String... arguments) {
        var refused = run(arguments);
        assertThat(refused.complaint()).isEqualTo("coldkeep: " + reason + "\n");
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.answer()).isEmpty();
    }
}
