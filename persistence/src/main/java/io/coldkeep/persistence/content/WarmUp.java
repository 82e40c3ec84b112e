package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.chunk.Chunker;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Has the JVM compile what it encrypts, hashes and cuts with. It does that on its own when a method has been called some thousand
 * times, however much there is to do in a call, so that the first gigabytes of large frames would take fifty times as long.
 */
public final class WarmUp {

    private static final int TURNS = 3000;
    private static final int LENGTH = 8 << 10;
    private static final int TAG = 16;
    private static final int CUTS = 16;

    private WarmUp() {}

    /** Takes some tenths of a second of one processor, and changes nothing. */
    public static void run() {
        var bytes = new byte[Chunker.MAX];
        new Random(0).nextBytes(bytes);
        try {
            cut(bytes);
            encrypt(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM and HMAC-SHA-256", e);
        }
    }

    private static void cut(byte[] bytes) {
        var chunker = new Chunker(new SecretKeySpec(new byte[TAG], "HmacSHA256"));
        for (var i = 0; i < CUTS; i++) {
            chunker.cut(bytes, 0, bytes.length);
        }
    }

    private static void encrypt(byte[] bytes) throws GeneralSecurityException {
        var key = new SecretKeySpec(new byte[2 * TAG], "AES");
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        var encrypted = new byte[LENGTH + TAG];
        var decrypted = new byte[LENGTH];
        for (var i = 0; i < TURNS; i++) {
            var nonce = ByteBuffer.allocate(12).putInt(i).array();
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG, nonce));
            cipher.doFinal(bytes, 0, LENGTH, encrypted, 0);
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG, nonce));
            cipher.doFinal(encrypted, 0, encrypted.length, decrypted, 0);
            mac.update(decrypted);
            mac.doFinal();
        }
    }
}
