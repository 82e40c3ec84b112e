package io.coldkeep.persistence.content;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Counts and sums up the bytes on their way. */
final class ChecksumOutput extends OutputStream {

    private OutputStream out;
    private final MessageDigest digest = newDigest();
    private long count;

    ChecksumOutput(OutputStream out) {
        this.out = out;
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        digest.update(bytes, offset, length);
        count += length;
    }

    long count() {
        return count;
    }

    /** The checksum of all that was written; to be asked once. */
    byte[] checksum() {
        return digest.digest();
    }

    /** Lets what is still written go nowhere. */
    void discard() {
        out = OutputStream.nullOutputStream();
    }
}
