package io.coldkeep.persistence.content.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF with SHA-256, its second half: keys of 256 bits from a key that is uniform already. */
final class Derivation {

    static final int KEY_LENGTH = 32;

    private Derivation() {}

    static SecretKey aes(SecretKey from, byte[] info) {
        return derive("AES", from, info);
    }

    static SecretKey mac(SecretKey from, String info) {
        return derive("HmacSHA256", from, info.getBytes(StandardCharsets.US_ASCII));
    }

    private static SecretKey derive(String algorithm, SecretKey from, byte[] info) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(algorithm, HKDFParameterSpec.expandOnly(from, info, KEY_LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HKDF-SHA256", e);
        }
    }
}
