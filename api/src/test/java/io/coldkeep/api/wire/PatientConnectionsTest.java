package io.coldkeep.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.ApiServer;
import io.coldkeep.api.sigv4.Authenticator;
import io.coldkeep.domain.arn.AccountId;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultResponse;

/** What becomes of connections on which nothing is sent. */
@Timeout(30)
class PatientConnectionsTest {

    private static final String SPEC = "PatientConnectionsTest";
    private static final CountDownLatch ARRIVED = new CountDownLatch(1);
    private static final CountDownLatch MAY_END = new CountDownLatch(1);

    @WireController
    @Requires(property = ApiServer.SPEC, value = SPEC)
    static final class Probe {

        @Get("/quick")
        String quick() {
            return "";
        }

        @Delete("/backup-vaults/{backupVaultName}")
        DeleteBackupVaultResponse slow(@Wire DeleteBackupVaultRequest request) throws InterruptedException {
            ARRIVED.countDown();
            MAY_END.await();
            return DeleteBackupVaultResponse.builder().build();
        }
    }

    @Test
    void closesAnIdleConnectionAndNotOneThatWaitsForItsAnswer() throws Exception {
        try (var server = ApiServer.start(
                SPEC,
                Authenticator.trusting(AccountId.of("123456789012")),
                Map.of("micronaut.server.idle-timeout", "1s"))) {
            var answer = CompletableFuture.supplyAsync(() -> server.send("DELETE", "/backup-vaults/slow", ""));
            ARRIVED.await();

            assertThat(server.sendRaw("")).isEmpty();
            assertThat(server.sendRaw("DELETE /backup-vaults/slow HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"))
                    .isEmpty();
            assertThat(server.sendRaw("GET /quick HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 ");

            assertThat(answer).isNotDone();
            MAY_END.countDown();
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
    }
}
