package io.coldkeep.api.operator;

import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.InMemoryService;
import io.coldkeep.api.ServiceTest;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.vault.Vault;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastWireTest extends ServiceTest {

    private Vault vault;

    @BeforeEach
    void makeVaultAndRecoveryPoints() {
        vault = aVault().owner(account.owner()).name("nightly").build();
        service.catalog.vaults().add(vault);
        var point = aRecoveryPoint().in(vault).createdAt(InMemoryService.START).backupSizeInBytes(5);
        service.catalog
                .recoveryPoints()
                .add(point.lifecycle(Lifecycle.moveToColdAfter(1).deletingAfter(91))
                        .build());
        service.catalog
                .recoveryPoints()
                .add(aRecoveryPoint()
                        .in(vault)
                        .tier(StorageTier.COLD)
                        .backupSizeInBytes(Long.MAX_VALUE)
                        .build());
    }

    @Test
    void saysDayByDayWhatHappensAndWhatThereIs() {
        var answer = get("?days=2");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("""
                {"days":[\
                {"date":"2026-01-01",\
                "movedToCold":{"points":0,"bytes":0},"expired":{"points":0,"bytes":0},\
                "warm":{"points":1,"bytes":5},"cold":{"points":1,"bytes":9223372036854775807}},\
                {"date":"2026-01-02",\
                "movedToCold":{"points":1,"bytes":5},"expired":{"points":0,"bytes":0},\
                "warm":{"points":0,"bytes":0},"cold":{"points":2,"bytes":9223372036854775812}}]}""");
    }

    @Test
    void looksAtOneVaultWhenItIsNamed() {
        service.catalog
                .vaults()
                .add(aVault().owner(account.owner()).name("aws/efs/empty").build());

        assertThat(get("?days=1&vault=nightly").body()).isEqualTo(get("?days=1").body());
        assertThat(get("?days=1&vault=aws%2Fefs%2Fempty").body()).contains("\"cold\":{\"points\":0,\"bytes\":0}");
    }

    @Test
    void showsNothingOfAnotherAccount() {
        account = service.newAccount();

        assertThat(get("?days=1").body()).contains("\"cold\":{\"points\":0,\"bytes\":0}");
    }

    @Test
    void isDeniedToWhoeverMayNotListTheVault() {
        account.backup()
                .putBackupVaultAccessPolicy(
                        request -> request.backupVaultName("nightly").policy("""
                                {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*",
                                "Action":"backup:ListRecoveryPointsByBackupVault","Resource":"*"}]}"""));

        assertThat(get("?days=1&vault=nightly").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|MissingParameterValueException|Missing required parameter: days",
                "?days=0|InvalidParameterValueException|days must be 1 to 3650, was 0",
                "?days=3651|InvalidParameterValueException|days must be 1 to 3650, was 3651",
                "?days=-1|InvalidParameterValueException|days must be 1 to 3650, was -1",
                "?days=1.5|InvalidParameterValueException|days must be a whole number from 1 to 3650, was '1.5'",
                "?days=99999999999|InvalidParameterValueException|days must be a whole number from 1 to 3650, was '99999999999'",
                "?days=|InvalidParameterValueException|days must be a whole number from 1 to 3650, was ''",
                "?days=1&days=2|InvalidParameterValueException|days must be given once, was given 2 times",
                "?days=1&Vault=nightly|InvalidParameterValueException|Vault is not known; there are days and vault",
                "?days=1&vault=daily|ResourceNotFoundException|Backup vault 'daily' does not exist.",
                "?days=1&vault=a%20b|InvalidParameterValueException|BackupVaultName must match"
            })
    void refusesWhatIsWrong(String query, String type, String message) {
        var answer = get(query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains(type);
        assertThat(answer.body()).contains(message);
    }

    private HttpResponse<String> get(String query) {
        return service.server()
                .send(
                        "GET",
                        "/coldkeep/forecast" + query,
                        "",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + account.owner().account()
                                + "/20260101/eu-central-1/backup/aws4_request, SignedHeaders=host, Signature=00");
    }
}
