package io.coldkeep.api.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.Caller;
import io.coldkeep.api.sigv4.Authenticator.Outcome;
import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.arn.AccountId;
import io.coldkeep.domain.arn.Owner;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustingAuthenticatorTest {

    private static final String SCOPE = "/20261122/eu-west-1/backup/aws4_request, SignedHeaders=host, Signature=0";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS4-HMAC-SHA256 Credential=210987654321" + SCOPE + "|210987654321|eu-west-1",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE" + SCOPE + "|123456789012|eu-west-1",
                "AWS4-HMAC-SHA256 Credential=21098765432" + SCOPE + "|123456789012|eu-west-1",
                "AWS4-HMAC-SHA256 Credential=2109876543210" + SCOPE + "|123456789012|eu-west-1",
                "AWS4-HMAC-SHA256 Credential=AKID/20261122/local/backup/aws4_request, SignedHeaders=host, Signature=0"
                        + "|123456789012|us-east-1",
                "AWS4-HMAC-SHA256 Credential=AKID|123456789012|us-east-1",
                "Bearer token|123456789012|us-east-1",
                "|123456789012|us-east-1",
            })
    void takesAccountAndRegionFromTheScopeWhereItNamesThem(String authorization, String account, String region) {
        List<String> values = authorization == null ? List.of() : List.of(authorization);
        var request = new SignedRequest(
                "GET", "/", "", name -> name.equals("authorization") ? values : List.of(), new byte[0]);

        var outcome = Authenticator.trusting(AccountId.of("123456789012")).authenticate(request, List.of("backup"));

        assertThat(outcome).isEqualTo(new Outcome.Known(new Caller(Requester.root(Owner.of(account, region)))));
    }
}
