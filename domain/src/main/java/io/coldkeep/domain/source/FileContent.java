package io.coldkeep.domain.source;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a file from front to back. Who only reads sees all of them; who asks is told where there are holes, zeros that take
 * no space, and gets past them at once.
 */
public abstract class FileContent extends InputStream {

    protected FileContent() {}

    /** Content without holes. */
    public static FileContent of(InputStream bytes) {
        return new WithoutHoles(bytes);
    }

    /** Whether there may be holes. */
    public boolean isSparse() {
        return false;
    }

    /** Passes over the hole that begins here, and answers how long it is: 0 when there is none, or only the end. */
    public long skipHole() throws IOException {
        return 0;
    }

    /**
     * How many bytes there are from here to the next hole or the end; asked of sparse content, and behind holes.
     *
     * @throws IllegalStateException when the content is not {@linkplain #isSparse sparse}: then there is no such place
     */
    public long dataAhead() throws IOException {
        throw new IllegalStateException("only content that may have holes knows where the next one is");
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] bytes, int offset, int length) throws IOException;

    private static final class WithoutHoles extends FileContent {

        private final InputStream bytes;

        WithoutHoles(InputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            return bytes.read(to, offset, length);
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
