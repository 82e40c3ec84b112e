package io.coldkeep.persistence.content.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** What is derived from the key of a vault. */
public final class VaultKeys {

    private static final byte[] FRAME = "coldkeep frame ".getBytes(StandardCharsets.US_ASCII);

    private final UUID vault;
    private final SecretKey key;
    private final SecretKey chunkIds;
    private final SecretKey boundaries;

    VaultKeys(UUID vault, byte[] key) {
        this.vault = vault;
        this.key = new SecretKeySpec(key, "Generic");
        this.chunkIds = Derivation.mac(this.key, "coldkeep chunk id");
        this.boundaries = Derivation.mac(this.key, "coldkeep chunk boundaries");
    }

    public UUID vault() {
        return vault;
    }

    /** The key of the HMAC that names chunks. */
    public SecretKey chunkIds() {
        return chunkIds;
    }

    /** What decides where large files are cut. */
    public SecretKey boundaries() {
        return boundaries;
    }

    /** The key of one frame, which encrypts nothing else. */
    public SecretKey frame(byte[] frameId) {
        var info = ByteBuffer.allocate(FRAME.length + frameId.length).put(FRAME).put(frameId);
        return Derivation.aes(key, info.array());
    }

    @Override
    public String toString() {
        return "keys of the vault " + vault;
    }
}
