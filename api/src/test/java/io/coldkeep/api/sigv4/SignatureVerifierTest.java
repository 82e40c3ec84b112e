package io.coldkeep.api.sigv4;

import static io.coldkeep.api.sigv4.Verification.Reason.INCOMPLETE_SIGNATURE;
import static io.coldkeep.api.sigv4.Verification.Reason.INVALID_SIGNATURE;
import static io.coldkeep.api.sigv4.Verification.Reason.MISSING_TOKEN;
import static io.coldkeep.api.sigv4.Verification.Reason.UNKNOWN_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.sigv4.Verification.Authentic;
import io.coldkeep.api.sigv4.Verification.Reason;
import io.coldkeep.api.sigv4.Verification.Refused;
import io.coldkeep.domain.arn.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verified are requests that real clients sent; refused is what becomes of them when somebody touches them. */
class SignatureVerifierTest {

    private static final AccessKey KEY =
            new AccessKey(RecordedRequest.KEY_ID, RecordedRequest.SECRET, AccountId.of("123456789012"), "user/tester");
    private static final RecordedRequest UPDATE = RecordedRequest.of("java-sdk-update-recovery-point-lifecycle");
    private static final RecordedRequest LIST = RecordedRequest.of("boto3-list-backup-jobs");

    static Stream<RecordedRequest> recordings() {
        return RecordedRequest.all();
    }

    private static Verification verify(RecordedRequest request, String secret, Instant now, List<String> services) {
        var known = new AccessKey(KEY.id(), secret, KEY.account(), KEY.principal());
        AccessKeys keys = id -> Optional.of(known).filter(key -> key.id().equals(id));
        return new SignatureVerifier(keys, InstantSource.fixed(now)).verify(request.request(), services);
    }

    private static Verification verify(RecordedRequest request, Instant now) {
        return verify(request, KEY.secret(), now, List.of(request.service()));
    }

    private static Verification verify(RecordedRequest request) {
        return verify(request, request.signedAt());
    }

    private static void assertRefused(Verification verification, Reason reason, String message) {
        assertThat(verification).isEqualTo(new Refused(reason, message));
    }

    private static void assertMismatch(RecordedRequest request) {
        assertRefused(
                verify(request),
                INVALID_SIGNATURE,
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                        + " Access Key and signing method. Consult the service documentation for details.");
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void believesWhatARealClientSigned(RecordedRequest request) {
        var verification = verify(request);

        assertThat(verification).isInstanceOf(Authentic.class);
        assertThat(((Authentic) verification).key()).isEqualTo(KEY);
        assertThat(((Authentic) verification).scope().service()).isEqualTo(request.service());
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void refusesAnotherSecret(RecordedRequest request) {
        var verification = verify(request, "EXAMPLE-another-secret", request.signedAt(), List.of(request.service()));

        assertThat(verification)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(INVALID_SIGNATURE));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void refusesAnotherMethodPathQueryOrBody(RecordedRequest request) {
        var withoutDeclaredHash = request.headers().containsKey("x-amz-content-sha256") ? request : null;

        assertMismatch(request.withMethod("PATCH"));
        assertMismatch(request.withTarget(target -> "/x" + target));
        assertMismatch(request.withTarget(target -> target + (target.contains("?") ? "&a=b" : "?a=b")));
        if (withoutDeclaredHash == null) {
            assertMismatch(request.withBody("{\"Lifecycle\":{}}"));
        }
    }

    @Test
    void refusesABodyThatIsNotTheDeclaredOne() {
        assertRefused(
                verify(UPDATE.withBody("{\"Lifecycle\":{\"DeleteAfterDays\":121}}")),
                INVALID_SIGNATURE,
                "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }

    @Test
    void refusesABodyWhoseDeclaredHashWasAdjusted() {
        var body = "{\"Lifecycle\":{\"DeleteAfterDays\":121}}";
        var forged = UPDATE.withBody(body);

        assertMismatch(forged.withHeader("x-amz-content-sha256", Hashes.sha256(forged.body())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", ""})
    void refusesPayloadsThatNobodyVouchesFor(String declared) {
        assertRefused(
                verify(UPDATE.withHeader("x-amz-content-sha256", declared)),
                INVALID_SIGNATURE,
                "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }

    @Test
    void refusesASlashThatWasDecodedOnTheWay() {
        assertMismatch(UPDATE.withTarget(target -> target.replace("%2F", "/")));
        assertMismatch(UPDATE.withTarget(target -> target.replace("%3A", ":")));
    }

    @Test
    void takesTheQueryInAnyOrderAndEncoding() {
        var shuffled = LIST.withTarget(target -> {
            var query = List.of(target.split("[?&]", -1)).subList(1, 4);
            return "/backup-jobs/?" + String.join("&", query.reversed()).replace("backup", "%62ackup");
        });

        assertThat(shuffled.target()).isNotEqualTo(LIST.target());
        assertThat(verify(shuffled)).isInstanceOf(Authentic.class);
    }

    @Test
    void refusesASignedHeaderThatWasChanged() {
        assertMismatch(UPDATE.withHeader("content-type", "text/plain"));
        assertMismatch(UPDATE.withHeader("host", "elsewhere.example"));
        assertMismatch(UPDATE.withHeader("amz-sdk-request", "attempt=1; max=4", "attempt=2; max=4"));
    }

    @Test
    void ignoresBlanksThatAProxyMayChange() {
        assertThat(verify(UPDATE.withHeader("amz-sdk-request", "  attempt=1;   max=4 ")))
                .isInstanceOf(Authentic.class);
    }

    @Test
    void ignoresHeadersThatAreNotSigned() {
        assertThat(verify(UPDATE.withHeader("x-forwarded-for", "192.0.2.1"))).isInstanceOf(Authentic.class);
    }

    @Test
    void refusesASignedHeaderThatIsGone() {
        assertRefused(
                verify(UPDATE.without("amz-sdk-request")),
                INCOMPLETE_SIGNATURE,
                "'amz-sdk-request' is named as a SignedHeader, but it does not exist in the HTTP request.");
    }

    @Test
    void refusesASignatureThatDoesNotCoverTheHost() {
        var withoutHost = UPDATE.withHeader("authorization", value -> value.replace("host;", ""));

        assertRefused(
                verify(withoutHost), INVALID_SIGNATURE, "'Host' must be a 'SignedHeader' in the AWS Authorization.");
    }

    @Test
    void refusesATimeOtherThanTheSignedOne() {
        var later = UPDATE.withHeader("x-amz-date", "20261122T003724Z");

        assertThat(later.signedAt()).isEqualTo(UPDATE.signedAt().plusSeconds(1));
        assertMismatch(later);
    }

    @ParameterizedTest
    @ValueSource(longs = {-900, -899, 0, 899, 900})
    void believesAClockThatIsUpToFifteenMinutesOff(long seconds) {
        assertThat(verify(UPDATE, UPDATE.signedAt().plusSeconds(seconds))).isInstanceOf(Authentic.class);
    }

    @Test
    void refusesASignatureThatHasExpired() {
        var now = UPDATE.signedAt().plus(Duration.ofMinutes(15)).plusSeconds(1);

        assertRefused(
                verify(UPDATE, now),
                INVALID_SIGNATURE,
                "Signature expired: 20261122T003723Z is now earlier than 20261122T003724Z"
                        + " (20261122T005224Z - 15 min.)");
    }

    @Test
    void refusesASignatureFromTheFuture() {
        var now = UPDATE.signedAt().minus(Duration.ofMinutes(15)).minusSeconds(1);

        assertRefused(
                verify(UPDATE, now),
                INVALID_SIGNATURE,
                "Signature not yet current: 20261122T003723Z is still later than 20261122T003722Z"
                        + " (20261122T002222Z + 15 min.)");
    }

    @Test
    void refusesAKeyThatNobodyKnows() {
        var unknown = UPDATE.withHeader("authorization", value -> value.replace("AKIDEXAMPLE", "AKIDUNKNOWN"));

        assertRefused(verify(unknown), UNKNOWN_KEY, "The security token included in the request is invalid.");
    }

    @Test
    void refusesSessionTokensSinceNoneExist() {
        assertRefused(
                verify(UPDATE.withHeader("x-amz-security-token", "token")),
                UNKNOWN_KEY,
                "The security token included in the request is invalid.");
    }

    @Test
    void refusesRequestsWithoutAnAuthorization() {
        assertRefused(verify(UPDATE, "authorization", value -> null), MISSING_TOKEN, "Missing Authentication Token");
        assertRefused(
                verify(UPDATE, "authorization", value -> "Basic dXNlcjpwYXNz"),
                MISSING_TOKEN,
                "Missing Authentication Token");
    }

    private static Verification verify(RecordedRequest request, String header, UnaryOperator<String> change) {
        var changed = change.apply(request.header(header));
        return verify(
                changed == null ? request.without(header) : request.withHeader(header, changed),
                KEY.secret(),
                request.signedAt(),
                List.of(request.service()));
    }

    @Test
    void refusesTwoAuthorizations() {
        var twice = UPDATE.withHeader("authorization", UPDATE.header("authorization"), "AWS4-HMAC-SHA256 Credential=x");

        assertThat(verify(twice, KEY.secret(), UPDATE.signedAt(), List.of("backup")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(INCOMPLETE_SIGNATURE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Credential=|Authorization header requires 'Credential' parameter. Authorization=",
                "Signature=|Authorization header requires 'Signature' parameter. Authorization=",
                "SignedHeaders=|Authorization header requires 'SignedHeaders' parameter. Authorization=",
            })
    void refusesAnAuthorizationThatLacksAParameter(String parameter, String message) {
        var lacking = UPDATE.header("authorization").replace(parameter, "Other=");

        assertRefused(verify(UPDATE, "authorization", value -> lacking), INCOMPLETE_SIGNATURE, message + lacking);
    }

    @Test
    void saysWhereAnAuthorizationIsNoListOfPairs() {
        var broken = UPDATE.header("authorization").replace("Credential=", "");

        assertRefused(
                verify(UPDATE, "authorization", value -> broken),
                INCOMPLETE_SIGNATURE,
                "'AKIDEXAMPLE/20261122/ap-southeast-2/backup/aws4_request' not a valid key=value pair (missing"
                        + " equal-sign) in Authorization header: '" + broken + "'.");
    }

    @Test
    void readsAnAuthorizationWithoutBlanksBetweenItsParameters() {
        assertThat(verify(UPDATE, "authorization", value -> value.replace(", ", ",")))
                .isInstanceOf(Authentic.class);
    }

    @Test
    void refusesOtherAlgorithms() {
        assertRefused(
                verify(UPDATE, "authorization", value -> value.replace("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1")),
                INCOMPLETE_SIGNATURE,
                "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1' (only AWS4-HMAC-SHA256 for now). ");
    }

    @Test
    void refusesACredentialWithoutAScope() {
        assertRefused(
                verify(UPDATE, "authorization", value -> value.replace("/aws4_request", "")),
                INCOMPLETE_SIGNATURE,
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got"
                        + " 'AKIDEXAMPLE/20261122/ap-southeast-2/backup'");
    }

    @Test
    void namesEverythingThatIsWrongWithTheScope() {
        assertRefused(
                verify(
                        UPDATE,
                        "authorization",
                        value -> value.replace(
                                "20261122/ap-southeast-2/backup/aws4_request", "20261121/Moon/backup/aws4")),
                INVALID_SIGNATURE,
                "Credential should be scoped to a valid region, not 'Moon'. "
                        + "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws4'. "
                        + "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP:"
                        + " '20261121' != '20261122', from '20261122T003723Z'.");
    }

    @Test
    void refusesASignatureForAnotherService() {
        assertRefused(
                verify(UPDATE, KEY.secret(), UPDATE.signedAt(), List.of("elasticfilesystem")),
                INVALID_SIGNATURE,
                "Credential should be scoped to correct service: 'elasticfilesystem'.");
    }

    @Test
    void refusesRequestsThatDoNotSayWhenTheyWereSigned() {
        assertRefused(
                verify(UPDATE.without("x-amz-date"), KEY.secret(), UPDATE.signedAt(), List.of("backup")),
                INCOMPLETE_SIGNATURE,
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"201", "2026-11-22T00:37:23Z", "20261322T003723Z", "20261122T003723Z,20261122T003723Z"})
    void refusesDatesThatAreNone(String date) {
        assertRefused(
                verify(UPDATE.withHeader("x-amz-date", date), KEY.secret(), UPDATE.signedAt(), List.of("backup")),
                INCOMPLETE_SIGNATURE,
                "Date must be in ISO-8601 'basic format'. Got '" + date
                        + "'. See http://en.wikipedia.org/wiki/ISO_8601");
    }

    @Test
    void refusesASecretThatWasReplacedUnderTheSameId() {
        var secrets = new String[] {KEY.secret(), "EXAMPLE-new-secret"};
        var current = new int[1];
        var verifier = new SignatureVerifier(
                id -> Optional.of(new AccessKey(id, secrets[current[0]], KEY.account(), KEY.principal())),
                InstantSource.fixed(UPDATE.signedAt()));

        var before = verifier.verify(UPDATE.request(), List.of("backup"));
        current[0] = 1;
        var after = verifier.verify(UPDATE.request(), List.of("backup"));

        assertThat(before).isInstanceOf(Authentic.class);
        assertThat(after).isInstanceOf(Refused.class);
    }

    @Test
    void keysDoNotShowTheirSecret() {
        assertThat(KEY.toString()).contains(KEY.id()).doesNotContain(KEY.secret());
    }
}
