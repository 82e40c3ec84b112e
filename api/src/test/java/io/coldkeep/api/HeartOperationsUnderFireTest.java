package io.coldkeep.api;

import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.vault.Vault;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent to the operations that matter most: an answer in the shape of AWS, never a fault, nothing of the inside
 * shown, and nothing changed by what is refused.
 */
class HeartOperationsUnderFireTest extends ServiceTest {

    private static final int REQUESTS = 1500;
    private static final Pattern ANSWER =
            Pattern.compile("HTTP/1\\.[01] (\\d{3}) .*?\r\n(.*?)\r\n\r\n(.*)", Pattern.DOTALL);
    private static final List<String> OF_THE_INSIDE =
            List.of("<html", "<!doctype", "java.", "io.coldkeep", "io.micronaut", "netty", "jackson", "\tat ");

    private Vault vault;
    private RecoveryPoint point;
    private FileSystem fileSystem;

    @BeforeEach
    void makeARecoveryPoint() {
        vault = aVault().owner(account.owner()).name("nightly").build();
        service.catalog.vaults().add(vault);
        fileSystem = aFileSystem().owner(account.owner()).build();
        service.catalog.fileSystems().add(fileSystem);
        point = aRecoveryPoint()
                .in(vault)
                .of(fileSystem)
                .createdAt(InMemoryService.START)
                .lifecycle(Lifecycle.deleteAfter(120).movingToColdAfter(30))
                .build();
        service.catalog.recoveryPoints().add(point);
        account.backup()
                .describeBackupVault(request -> request.backupVaultName("Default")); // made when first asked for
    }

    @Test
    void updateRecoveryPointLifecycleStands() throws IOException {
        fire(
                "POST",
                List.of(
                        "backup-vaults",
                        "nightly",
                        "recovery-points",
                        encoded(point.arn().toString())),
                List.of("Lifecycle", "DeleteAfterDays", "MoveToColdStorageAfterDays", "DeleteAfterEvent", "x"),
                "{\"Lifecycle\":{\"MoveToColdStorageAfterDays\":7,\"DeleteAfterDays\":365}}");
    }

    @Test
    void putBackupPolicyStands() throws IOException {
        fire(
                "PUT",
                List.of("2015-02-01", "file-systems", fileSystem.id().value(), "backup-policy"),
                List.of("BackupPolicy", "Status", "status", ""),
                "{\"BackupPolicy\":{\"Status\":\"ENABLED\"}}");
    }

    @Test
    void createBackupPlanStands() throws IOException {
        fire(
                "PUT",
                List.of("backup", "plans"),
                List.of("BackupPlan", "BackupPlanName", "Rules", "BackupPlanTags", "CreatorRequestId", "x"),
                """
                {"BackupPlan":{"BackupPlanName":"nightly","Rules":[{"RuleName":"r","StartWindowMinutes":60,\
                "TargetBackupVaultName":"nightly","Lifecycle":{"DeleteAfterDays":35}}]},"CreatorRequestId":"mine"}""");
    }

    private void fire(String method, List<String> segments, List<String> names, String body) throws IOException {
        var requests = new RandomRequests(
                Seeds.random(getClass()), account.owner().account().value());
        var accepted = 0;
        for (var i = 0; i < REQUESTS; i++) {
            var before = state();
            var request = requests.next(method, segments, names, body);
            var answer = service.server().sendRaw(request);
            var about = "request %d:\n%s\nanswer:\n%s".formatted(i, new String(request, ISO_8859_1), answer);

            // A HEAD that the server cannot parse it answers by itself, with a status and nothing else.
            var status = request[0] == 'H' ? statusOf(answer) : check(answer, about);

            assertThat(status).as(about).isBetween(200, 499);
            if (status < 300) {
                accepted++;
            } else {
                assertThat(state()).as(about).isEqualTo(before);
            }
        }
        assertThat(accepted).as("requests that were right").isBetween(1, REQUESTS / 2);
    }

    private static int check(String answer, String about) throws IOException {
        var parts = ANSWER.matcher(answer);
        assertThat(parts.matches()).as(about).isTrue();
        var status = Integer.parseInt(parts.group(1));
        var headers = parts.group(2).toLowerCase(Locale.ROOT);
        var content = parts.group(3);
        assertThat(headers).as(about).contains("x-amzn-requestid: ");
        assertThat(answer.toLowerCase(Locale.ROOT)).as(about).doesNotContain(OF_THE_INSIDE);
        if (!content.isEmpty()) {
            assertThat(headers).as(about).contains("content-type: application/json");
            assertThat(new ObjectMapper().readTree(content).isObject())
                    .as(about)
                    .isTrue();
        }
        if (status >= 300) {
            assertThat(headers).as(about).contains("x-amzn-errortype: ");
        }
        return status;
    }

    private static int statusOf(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    /** All that the account has and all that waits. */
    private List<Object> state() {
        var catalog = service.catalog;
        var page = PageRequest.first(PageRequest.MAX_LIMIT);
        return List.of(
                catalog.vaults().list(account.owner(), page),
                catalog.fileSystems().list(account.owner(), page),
                catalog.recoveryPoints().find(account.owner(), point.id()),
                catalog.plans().list(account.owner(), true, page),
                catalog.tags().find(account.owner(), fileSystem.arn()),
                catalog.tags().find(account.owner(), point.arn()),
                service.queue.waiting());
    }

    private static String encoded(String arn) {
        return arn.replace(":", "%3A").replace("/", "%2F");
    }
}
