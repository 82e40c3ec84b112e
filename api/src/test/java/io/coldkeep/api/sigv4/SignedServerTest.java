package io.coldkeep.api.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.ApiServer;
import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.arn.AccountId;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.UpdateRecoveryPointLifecycleRequest;
import software.amazon.awssdk.services.backup.model.UpdateRecoveryPointLifecycleResponse;

/** Recorded requests, sent once more to a server whose clock stands where it stood when they were signed. */
class SignedServerTest {

    private static final String SPEC = "SignedServerTest";

    @WireController
    @Requires(property = ApiServer.SPEC, value = SPEC)
    static final class Probe {

        @Post("/backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}")
        UpdateRecoveryPointLifecycleResponse updateRecoveryPointLifecycle(
                @Wire UpdateRecoveryPointLifecycleRequest request, Caller caller) {
            return UpdateRecoveryPointLifecycleResponse.builder()
                    .backupVaultArn(caller + " " + request.backupVaultName())
                    .lifecycle(request.lifecycle())
                    .build();
        }

        @Get("/coldkeep/health")
        String health() {
            return "{\"status\":\"UP\"}";
        }
    }

    private static ApiServer server;

    @BeforeAll
    static void start() {
        var key = new AccessKey(RecordedRequest.KEY_ID, RecordedRequest.SECRET, AccountId.of("123456789012"), "root");
        var clock = InstantSource.fixed(
                RecordedRequest.of("boto3-create-file-system").signedAt());
        server = ApiServer.start(
                SPEC,
                Authenticator.verifying(new SignatureVerifier(
                        id -> Optional.of(key).filter(known -> known.id().equals(id)), clock)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<RecordedRequest> recordings() {
        return RecordedRequest.all();
    }

    private static String send(RecordedRequest request) {
        var text = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
        request.without("connection")
                .headers()
                .forEach((name, values) -> values.forEach(
                        value -> text.append(name).append(": ").append(value).append("\r\n")));
        return server.sendRaw(text.append("connection: close\r\n\r\n")
                .append(new String(request.body(), UTF_8))
                .toString());
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void letsEveryRecordedRequestThrough(RecordedRequest request) {
        var answer = send(request);

        // Most have no route here: that they are told so means that they were let through.
        assertThat(answer)
                .doesNotStartWith("HTTP/1.1 403 ")
                .containsAnyOf("HTTP/1.1 200 ", "is not implemented by Coldkeep", "UnknownOperationException");
    }

    @Test
    void handsTheCallerToTheController() {
        var answer = send(RecordedRequest.of("java-sdk-update-recovery-point-lifecycle"));

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("account=123456789012, region=ap-southeast-2")
                .contains("arn:aws:iam::123456789012:root")
                .contains(" aws/efs/automatic-backup-vault")
                .contains("{\"DeleteAfterDays\":120}");
    }

    @Test
    void refusesWhatWasChangedOnTheWay() {
        var request = RecordedRequest.of("boto3-update-recovery-point-lifecycle");

        assertThat(send(request.withBody(new String(request.body(), UTF_8).replace("365", "366"))))
                .startsWith("HTTP/1.1 403 ")
                .contains("x-amzn-ErrorType: InvalidSignatureException")
                .contains("The request signature we calculated does not match the signature you provided.");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /backup-vaults",
        "GET, /2015-02-01/file-systems",
        "GET, /no/such/route",
        "POST, /coldkeep/health",
        "GET, /coldkeep/health/more",
        "GET, /coldkeep/healthy",
        "GET, /coldkeep/clock",
        "GET, /coldkeep/metrics",
        "GET, /coldkeep/jobs/00000000-0000-4000-8000-000000000001",
        "GET, /health",
        "GET, /",
    })
    void asksEverybodyWhoTheyAreBeforeAnythingElse(String method, String path) {
        var answer = server.send(method, path, "");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("MissingAuthenticationTokenException");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(answer.body()).contains("Missing Authentication Token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /backup-vaults/%2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n", "GET / HTTP/1.0\r\n"})
    void saysWhenARequestCannotBeReadAtAll(String request) {
        assertThat(server.sendRaw(request + "\r\n"))
                .matches("(?s)HTTP/1\\.[01] 400 .*")
                .contains("The request cannot be read");
    }

    @Test
    void tellsEverybodyThatItIsWell() {
        assertThat(server.send("GET", "/coldkeep/health", "").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void refusesAnOperatorsRequestThatWasSignedForAnythingElse() {
        var elsewhere = RecordedRequest.of("curl-get-clock")
                .withHeader("authorization", value -> value.replace("/coldkeep/", "/s3/"));

        assertThat(send(elsewhere))
                .startsWith("HTTP/1.1 403 ")
                .contains("Credential should be scoped to correct service: 'coldkeep'.");
    }
}
