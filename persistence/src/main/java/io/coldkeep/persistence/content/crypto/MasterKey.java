package io.coldkeep.persistence.content.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that all others hang on. Without it nothing in the store can be read; whoever has it and the store can read
 * everything.
 */
public final class MasterKey {

    public static final int LENGTH = Derivation.KEY_LENGTH;

    private static final int NONCE_LENGTH = 12;
    private static final int TAG_LENGTH = 16;
    private static final int WRAPPED_LENGTH = NONCE_LENGTH + LENGTH + TAG_LENGTH;
    private static final byte[] WRAP = "coldkeep wrap ".getBytes(StandardCharsets.US_ASCII);

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    /** @param key {@value #LENGTH} random bytes */
    public MasterKey(byte[] key) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("a master key has " + LENGTH + " bytes, not " + key.length);
        }
        this.key = new SecretKeySpec(key, "Generic");
    }

    /** @param digits two hexadecimal digits for each byte */
    public static MasterKey parse(String digits) {
        return new MasterKey(HexFormat.of().parseHex(digits));
    }

    /** A new key for a vault, wrapped: {@code nonce ‖ ciphertext ‖ tag} of AES-256-GCM under a key derived for the vault. */
    public byte[] newVaultKey(UUID vault) {
        var vaultKey = new byte[LENGTH];
        var nonce = new byte[NONCE_LENGTH];
        random.nextBytes(vaultKey);
        random.nextBytes(nonce);
        try {
            var wrapped = Arrays.copyOf(nonce, WRAPPED_LENGTH);
            cipher(Cipher.ENCRYPT_MODE, vault, nonce).doFinal(vaultKey, 0, LENGTH, wrapped, NONCE_LENGTH);
            return wrapped;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** @throws IOException when this is not the key that wrapped it, or it is damaged */
    public VaultKeys unwrap(UUID vault, byte[] wrapped) throws IOException {
        if (wrapped.length != WRAPPED_LENGTH) {
            throw new IOException("The wrapped key of the vault " + vault + " has a wrong length.");
        }
        try {
            var nonce = Arrays.copyOf(wrapped, NONCE_LENGTH);
            return new VaultKeys(
                    vault,
                    cipher(Cipher.DECRYPT_MODE, vault, nonce)
                            .doFinal(wrapped, NONCE_LENGTH, WRAPPED_LENGTH - NONCE_LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "The key of the vault " + vault
                            + " cannot be unwrapped: the master key is another one, or the vault's"
                            + " header is damaged.",
                    e);
        }
    }

    private Cipher cipher(int mode, UUID vault, byte[] nonce) throws GeneralSecurityException {
        var info = ByteBuffer.allocate(WRAP.length + 16)
                .put(WRAP)
                .putLong(vault.getMostSignificantBits())
                .putLong(vault.getLeastSignificantBits());
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, Derivation.aes(key, info.array()), new GCMParameterSpec(8 * TAG_LENGTH, nonce));
        return cipher;
    }

    @Override
    public String toString() {
        return "master key";
    }
}
