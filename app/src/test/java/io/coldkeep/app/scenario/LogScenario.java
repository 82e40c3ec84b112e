package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.backup.model.BackupRuleInput;

/** What the log of the real process says of work that was done in virtual time. */
class LogScenario {

    private static final String ROLE = "arn:aws:iam::" + ServiceClients.ACCOUNT + ":role/backup";

    @TempDir
    Path directory;

    @Test
    void saysWhenThingsHappenedInVirtualTimeAndNothingOfRunsWithoutBackups() throws IOException {
        var log = directory.resolve("service.log");
        try (var service = ServiceProcess.start(
                log,
                Map.of(
                        "COLDKEEP_CLOCK",
                        "virtual",
                        "COLDKEEP_DATA_DIR",
                        directory.resolve("data").toString()))) {
            var fileSystem = service.efs().createFileSystem(request -> request.creationToken("files"));
            createPlan(service, "idle");
            var plan = createPlan(service, "busy");
            service.backup()
                    .createBackupSelection(request -> request.backupPlanId(plan)
                            .backupSelection(selection -> selection
                                    .selectionName("files")
                                    .iamRoleArn(ROLE)
                                    .resources(fileSystem.fileSystemArn())));
            var day = service.now().atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1);
            var fiveOClock = day.atTime(LocalTime.of(5, 0)).toInstant(ZoneOffset.UTC);

            service.advanceTo(fiveOClock.plus(Duration.ofDays(1).plusHours(1)));

            var lines = Files.readAllLines(log);
            assertContains(lines, "rule daily of plan .* ran at " + fiveOClock + ": 1 backup job");
            assertContains(
                    lines,
                    "job .* completed at " + fiveOClock
                            + ": backed up 0 bytes in 1 entries; 0 bytes read, \\d+ stored");
            assertContains(lines, "arn:.* deleted at " + fiveOClock.plus(Duration.ofDays(1)));
            assertThat(lines).noneMatch(line -> line.contains(": 0 backup jobs"));
        }
    }

    private static String createPlan(ServiceProcess service, String name) {
        return service.backup()
                .createBackupPlan(request -> request.backupPlan(plan -> plan.backupPlanName(name)
                        .rules(BackupRuleInput.builder()
                                .ruleName("daily")
                                .targetBackupVaultName("Default")
                                .scheduleExpression("cron(0 5 * * ? *)")
                                .lifecycle(lifecycle -> lifecycle.deleteAfterDays(1L))
                                .build())))
                .backupPlanId();
    }

    private static void assertContains(List<String> lines, String message) {
        assertThat(lines).anyMatch(line -> line.matches(".* - " + message));
    }
}
