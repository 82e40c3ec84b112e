package io.coldkeep.api.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;

class DryRunWireTest extends PointTest {

    private static final String HEADER = "X-Coldkeep-Dry-Run";

    private RecoveryPoint point;

    @BeforeEach
    void makeARecoveryPoint() {
        point = stored(aPoint().lifecycle(Lifecycle.deleteAfter(35)));
    }

    @Test
    void answersWhatTheUpdateWouldAndChangesNothing() {
        var dry = update("{\"Lifecycle\":{\"MoveToColdStorageAfterDays\":30,\"DeleteAfterDays\":120}}", HEADER, "true");
        assertThat(stored(point)).isEqualTo(point);
        var real = update("{\"Lifecycle\":{\"MoveToColdStorageAfterDays\":30,\"DeleteAfterDays\":120}}");

        assertThat(dry.statusCode()).isEqualTo(200);
        assertThat(dry.body()).isEqualTo(real.body()).contains("\"DeleteAfterDays\":120");
        assertThat(dry.headers().allValues(HEADER)).containsExactly("true");
        assertThat(real.headers().allValues(HEADER)).isEmpty();
        assertThat(stored(point).lifecycle())
                .isEqualTo(Lifecycle.moveToColdAfter(30).deletingAfter(120));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{`Lifecycle`:{`DeleteAfterDays`:0}}",
                "{`Lifecycle`:{`MoveToColdStorageAfterDays`:30,`DeleteAfterDays`:119}}",
                "{`Lifecycle`:{`DeleteAfterDays`:1.5}}",
                "nonsense"
            })
    void refusesWhatTheUpdateWould(String body) {
        var json = body.replace('`', '"');

        var dry = update(json, HEADER, "true");
        var real = update(json);

        assertThat(dry.statusCode()).isEqualTo(400).isEqualTo(real.statusCode());
        assertThat(dry.body()).isEqualTo(real.body());
        assertThat(dry.headers().allValues(HEADER)).containsExactly("true");
    }

    @Test
    void isDeniedWhereTheUpdateIs() {
        account.backup()
                .putBackupVaultAccessPolicy(
                        request -> request.backupVaultName("nightly").policy("""
                                {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*",
                                "Action":"backup:UpdateRecoveryPointLifecycle","Resource":"*"}]}"""));

        assertThat(update("{}", HEADER, "true").statusCode()).isEqualTo(403);
    }

    @Test
    void doesItWhenTheHeaderSaysFalse() {
        var answer = update("{\"Lifecycle\":{\"DeleteAfterDays\":70}}", HEADER, "false");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues(HEADER)).isEmpty();
        assertThat(stored(point).lifecycle()).isEqualTo(Lifecycle.deleteAfter(70));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "True", "TRUE", "yes", "1", "true, true"})
    void takesNoOtherWordThanTrueAndFalse(String word) {
        var answer = update("{\"Lifecycle\":{\"DeleteAfterDays\":70}}", HEADER, word);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("InvalidParameterValueException");
        assertThat(answer.body()).contains(HEADER + " must be one of true, false, was '" + word + "'");
        assertThat(stored(point)).isEqualTo(point);
    }

    @Test
    void takesOneHeaderAndNotTwo() {
        var answer = update("{}", HEADER, "true", HEADER, "false");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(HEADER + " must be one of true, false, was 'true, false'");
        assertThat(stored(point)).isEqualTo(point);
    }

    @Test
    void isRefusedByEveryOtherOperationBeforeAnythingIsDone() {
        assertRefused(
                InvalidRequestException.class,
                HEADER + " is not supported here, and nothing was done: only UpdateRecoveryPointLifecycle has it",
                () -> account.backup()
                        .deleteRecoveryPoint(request -> request.backupVaultName("nightly")
                                .recoveryPointArn(point.arn().toString())
                                .overrideConfiguration(options -> options.putHeader(HEADER, "true"))));
        assertThat(stored(point)).isEqualTo(point);

        var efs = send("POST", "/2015-02-01/file-systems", "{\"CreationToken\":\"t\"}", HEADER, "true");
        assertThat(efs.statusCode()).isEqualTo(400);
        assertThat(efs.headers().firstValue("x-amzn-ErrorType")).contains("BadRequest");
        assertThat(account.efs().describeFileSystems(request -> {}).fileSystems())
                .hasSize(1);

        var clock = send("GET", "/coldkeep/clock", "", HEADER, "true");
        assertThat(clock.statusCode()).isEqualTo(400);
    }

    @Test
    void saysOfWhatIsNotThereThatItIsNotThere() {
        assertThat(send("GET", "/no/such/thing", "", HEADER, "true").statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> update(String body, String... headers) {
        var arn = URLEncoder.encode(point.arn().toString(), StandardCharsets.UTF_8);
        return send("POST", "/backup-vaults/nightly/recovery-points/" + arn, body, headers);
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        var authorization = "AWS4-HMAC-SHA256 Credential=" + account.owner().account()
                + "/20260101/eu-central-1/backup/aws4_request, SignedHeaders=host, Signature=00";
        var all = new ArrayList<>(List.of("Authorization", authorization));
        all.addAll(List.of(headers));
        return service.server().send(method, path, body, all.toArray(String[]::new));
    }
}
