package io.coldkeep.persistence.content.blob.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What tells bytes from others. */
final class Digest {

    private Digest() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    static boolean isEqual(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }
}
