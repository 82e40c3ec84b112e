package io.coldkeep.api.sigv4;

import static io.coldkeep.api.sigv4.Verification.Reason.INCOMPLETE_SIGNATURE;
import static io.coldkeep.api.sigv4.Verification.Reason.INVALID_SIGNATURE;
import static io.coldkeep.api.sigv4.Verification.Reason.MISSING_TOKEN;
import static io.coldkeep.api.sigv4.Verification.Reason.UNKNOWN_KEY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.coldkeep.api.sigv4.Verification.Authentic;
import io.coldkeep.api.sigv4.Verification.Refused;
import io.coldkeep.domain.arn.Region;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signed requests. The checks run in the order in which AWS runs them; the signature itself is compared in
 * constant time and last, so that a forger learns nothing about it.
 */
public final class SignatureVerifier {

    private static final Duration WINDOW = Duration.ofMinutes(15);

    private static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided."
                    + " Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
    private static final String UNKNOWN_TOKEN = "The security token included in the request is invalid.";

    private final AccessKeys keys;
    private final InstantSource clock;
    private final SigningKeyCache signingKeys = new SigningKeyCache();

    /** @param clock the real one, whatever time the service itself lives in: clients sign with theirs */
    public SignatureVerifier(AccessKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** @param services the signing names that the path of the request may be signed for, the usual one first */
    public Verification verify(SignedRequest request, List<String> services) {
        var headers = request.header("authorization");
        if (headers.isEmpty() || !headers.getFirst().strip().startsWith(Authorization.SCHEME)) {
            return new Refused(MISSING_TOKEN, "Missing Authentication Token");
        }
        if (headers.size() > 1) {
            return new Refused(INCOMPLETE_SIGNATURE, "The Authorization header must be sent once.");
        }
        return switch (Authorization.parse(headers.getFirst())) {
            case Authorization.Malformed malformed -> new Refused(INCOMPLETE_SIGNATURE, malformed.message());
            case Authorization.Complete authorization -> verify(request, services, authorization);
        };
    }

    private Verification verify(SignedRequest request, List<String> services, Authorization.Complete authorization) {
        var dates = request.header("x-amz-date");
        var date = dates.isEmpty() ? request.header("date") : dates;
        if (date.size() != 1) {
            return new Refused(
                    INCOMPLETE_SIGNATURE,
                    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }
        var time = SigningTime.parse(date.getFirst().strip());
        if (time.isEmpty()) {
            return new Refused(
                    INCOMPLETE_SIGNATURE,
                    "Date must be in ISO-8601 'basic format'. Got '" + date.getFirst()
                            + "'. See http://en.wikipedia.org/wiki/ISO_8601");
        }
        var refused = checkForm(request, services, authorization, time.get());
        return refused != null ? refused : verifySignature(request, authorization, time.get());
    }

    private @Nullable Refused checkForm(
            SignedRequest request, List<String> services, Authorization.Complete authorization, SigningTime time) {
        var refused = checkWindow(time);
        if (refused == null) {
            refused = checkSignedHeaders(request, authorization.signedHeaders());
        }
        if (refused == null && !authorization.algorithm().equals(StringToSign.ALGORITHM)) {
            refused = new Refused(
                    INCOMPLETE_SIGNATURE,
                    "Unsupported AWS 'algorithm': '" + authorization.algorithm() + "' (only " + StringToSign.ALGORITHM
                            + " for now). ");
        }
        return refused != null ? refused : checkCredential(services, authorization, time);
    }

    private @Nullable Refused checkWindow(SigningTime time) {
        var now = clock.instant();
        var earliest = now.minus(WINDOW);
        var latest = now.plus(WINDOW);
        if (time.instant().isBefore(earliest)) {
            return new Refused(
                    INVALID_SIGNATURE,
                    "Signature expired: %s is now earlier than %s (%s - 15 min.)"
                            .formatted(time.text(), SigningTime.format(earliest), SigningTime.format(now)));
        }
        if (time.instant().isAfter(latest)) {
            return new Refused(
                    INVALID_SIGNATURE,
                    "Signature not yet current: %s is still later than %s (%s + 15 min.)"
                            .formatted(time.text(), SigningTime.format(latest), SigningTime.format(now)));
        }
        return null;
    }

    private static @Nullable Refused checkSignedHeaders(SignedRequest request, List<String> names) {
        if (!names.contains("host")) {
            return new Refused(INVALID_SIGNATURE, "'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }
        for (var name : names) {
            if (request.header(name).isEmpty()) {
                return new Refused(
                        INCOMPLETE_SIGNATURE,
                        "'" + name + "' is named as a SignedHeader, but it does not exist in the HTTP request.");
            }
        }
        return null;
    }

    private static @Nullable Refused checkCredential(
            List<String> services, Authorization.Complete authorization, SigningTime time) {
        if (!authorization.hasWellFormedCredential()) {
            return new Refused(
                    INCOMPLETE_SIGNATURE,
                    "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '"
                            + authorization.credential() + "'");
        }
        var scope = authorization.scope();
        var wrong = new StringBuilder();
        if (!Region.isValid(scope.region())) {
            wrong.append("Credential should be scoped to a valid region, not '" + scope.region() + "'. ");
        }
        if (!services.contains(scope.service())) {
            wrong.append("Credential should be scoped to correct service: '" + services.getFirst() + "'. ");
        }
        if (!authorization.terminator().equals(CredentialScope.TERMINATOR)) {
            wrong.append("Credential should be scoped with a valid terminator: 'aws4_request', not '"
                    + authorization.terminator() + "'. ");
        }
        if (!scope.date().equals(time.date())) {
            wrong.append(
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '%s' != '%s', from '%s'."
                            .formatted(scope.date(), time.date(), time.text()));
        }
        return wrong.isEmpty()
                ? null
                : new Refused(INVALID_SIGNATURE, wrong.toString().strip());
    }

    private Verification verifySignature(
            SignedRequest request, Authorization.Complete authorization, SigningTime time) {
        var key = keys.find(authorization.accessKeyId());
        // No session was ever handed out here, so whatever the token says, nobody knows it.
        if (key.isEmpty() || !request.header("x-amz-security-token").isEmpty()) {
            return new Refused(UNKNOWN_KEY, UNKNOWN_TOKEN);
        }
        var payloadHash = Hashes.sha256(request.body());
        for (var declared : request.header("x-amz-content-sha256")) {
            if (!declared.equalsIgnoreCase(payloadHash)) {
                return new Refused(
                        INVALID_SIGNATURE,
                        "The provided 'x-amz-content-sha256' header does not match what was computed.");
            }
        }
        var canonical = CanonicalRequest.of(request, authorization.signedHeaders(), payloadHash);
        var stringToSign = StringToSign.of(time.text(), authorization.scope(), canonical);
        return compare(key.get(), authorization, stringToSign);
    }

    private Verification compare(AccessKey key, Authorization.Complete authorization, byte[] stringToSign) {
        var scope = authorization.scope();
        var cached = signingKeys.find(key, scope);
        var signingKey = cached == null ? SigningKey.derive(key.secret(), scope) : cached;
        var expected = signingKey.sign(stringToSign).getBytes(ISO_8859_1);
        if (!MessageDigest.isEqual(expected, authorization.signature().getBytes(ISO_8859_1))) {
            return new Refused(INVALID_SIGNATURE, MISMATCH);
        }
        if (cached == null) {
            signingKeys.keep(key, scope, signingKey); // only now: strangers must not fill the cache
        }
        return new Authentic(key, scope);
    }
}
