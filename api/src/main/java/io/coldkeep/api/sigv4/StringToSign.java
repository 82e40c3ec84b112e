package io.coldkeep.api.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What the signing key signs: the time, the scope and the hash of the canonical request. */
final class StringToSign {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private StringToSign() {}

    /** @param timestamp in the form {@code 20261121T101500Z} */
    static byte[] of(String timestamp, CredentialScope scope, byte[] canonicalRequest) {
        return (ALGORITHM + '\n' + timestamp + '\n' + scope + '\n' + Hashes.sha256(canonicalRequest)).getBytes(UTF_8);
    }
}
