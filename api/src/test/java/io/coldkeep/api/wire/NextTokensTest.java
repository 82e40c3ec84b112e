package io.coldkeep.api.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coldkeep.api.Caller;
import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.PageKey;
import io.coldkeep.domain.refusal.InvalidValue;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.backup.model.ListBackupJobsRequest;
import software.amazon.awssdk.services.backup.model.ListCopyJobsRequest;
import software.amazon.awssdk.services.efs.model.DescribeFileSystemsRequest;

class NextTokensTest {

    private static final Caller CALLER = new Caller(Requester.root(Owner.of("123456789012", "us-east-1")));
    private static final PageKey PLACE = PageKey.of("2026-11-22T00:00:00.123456Z", "fs-0123456789abcdef0");
    private static final ListBackupJobsRequest REQUEST =
            ListBackupJobsRequest.builder().byState("COMPLETED").maxResults(10).build();

    private final NextTokens tokens = new NextTokens("a secret for tests".getBytes(UTF_8));

    private String issue(SdkPojo request) {
        return tokens.issue(CALLER, request, Optional.of(PLACE));
    }

    private AwsError refusal(Caller caller, SdkPojo request, String token) {
        return catchThrowableOfType(AwsException.class, () -> tokens.read(caller, request, token))
                .error();
    }

    @Test
    void readsBackWhereThePageStarts() {
        var token = issue(REQUEST);

        var next = REQUEST.toBuilder().nextToken(token).maxResults(500).build();

        assertThat(tokens.read(CALLER, next, token)).contains(PLACE);
    }

    @Test
    void hasNoTokenForTheLastPageAndNoPlaceForTheFirst() {
        assertThat(tokens.issue(CALLER, REQUEST, Optional.empty())).isNull();
        assertThat(tokens.read(CALLER, REQUEST, null)).isEmpty();
    }

    @Test
    void fitsIntoWhatEfsAllows() {
        var request = DescribeFileSystemsRequest.builder().build();

        assertThat(issue(request)).hasSizeLessThanOrEqualTo(128).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void refusesATokenOfAnotherListCallerOrFilter() {
        var token = issue(REQUEST);
        var elsewhere = new Caller(Requester.root(Owner.of("123456789012", "eu-west-1")));
        var other = new Caller(Requester.root(Owner.of("210987654321", "us-east-1")));

        var expected = AwsError.of(
                400,
                "InvalidParameterValueException",
                "NextToken must be a token of this list and these filters, was '" + InvalidValue.shortened(token)
                        + "'");
        assertThat(refusal(
                        CALLER,
                        ListCopyJobsRequest.builder().byState("COMPLETED").build(),
                        token))
                .isEqualTo(expected);
        assertThat(refusal(CALLER, REQUEST.toBuilder().byState("FAILED").build(), token))
                .isEqualTo(expected);
        assertThat(refusal(elsewhere, REQUEST, token)).isEqualTo(expected);
        assertThat(refusal(other, REQUEST, token)).isEqualTo(expected);
    }

    @Test
    void refusesATokenOfAnotherSecret() {
        var foreign = new NextTokens("another secret".getBytes(UTF_8)).issue(CALLER, REQUEST, Optional.of(PLACE));

        assertThat(refusal(CALLER, REQUEST, foreign).status()).isEqualTo(400);
    }

    @Test
    void refusesATokenInWhichAnyCharacterWasChanged() {
        var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=".toCharArray();
        for (var parts = 1; parts <= 3; parts++) { // with 4, 2 and 0 spare bits in the last character
            var place = Optional.of(PageKey.of("x".repeat(parts)));
            var token = tokens.issue(CALLER, REQUEST, place);
            assertThat(tokens.read(CALLER, REQUEST, token)).isEqualTo(place);
            for (var i = 0; i < token.length(); i++) {
                for (var letter : letters) {
                    var changed = token.substring(0, i) + letter + token.substring(i + 1);
                    if (!changed.equals(token)) {
                        assertThat(refusal(CALLER, REQUEST, changed).status())
                                .as(changed)
                                .isEqualTo(400);
                    }
                }
            }
        }
    }

    @Test
    void refusesATokenWithPadding() {
        var token = tokens.issue(CALLER, REQUEST, Optional.of(PageKey.of("xx")));

        assertThat(token.length() % 4).isEqualTo(3);
        assertThat(refusal(CALLER, REQUEST, token + "=").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not base 64!", "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesWhatIsNoToken(String token) {
        assertThat(refusal(CALLER, REQUEST, token).type()).isEqualTo("InvalidParameterValueException");
        assertThat(refusal(CALLER, DescribeFileSystemsRequest.builder().build(), token)
                        .type())
                .isEqualTo("BadRequest");
    }

    @Test
    void refusesATokenOfAnyLength() {
        assertThat(refusal(CALLER, REQUEST, "A".repeat(1_000_000)).status()).isEqualTo(400);
    }
}
