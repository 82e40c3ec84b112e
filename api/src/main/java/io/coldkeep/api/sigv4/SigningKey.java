package io.coldkeep.api.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A key derived from a secret for one scope. */
final class SigningKey {

    private final byte[] bytes;

    private SigningKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static SigningKey derive(String secret, CredentialScope scope) {
        var date = Hashes.hmac(("AWS4" + secret).getBytes(UTF_8), scope.date().getBytes(UTF_8));
        var region = Hashes.hmac(date, scope.region().getBytes(UTF_8));
        var service = Hashes.hmac(region, scope.service().getBytes(UTF_8));
        return new SigningKey(Hashes.hmac(service, CredentialScope.TERMINATOR.getBytes(UTF_8)));
    }

    /** The signature, in hexadecimal. */
    String sign(byte[] stringToSign) {
        return Hashes.hex(Hashes.hmac(bytes, stringToSign));
    }
}
