package io.coldkeep.persistence.content;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives no more bytes than it may, so that what collects them cannot grow without end. */
final class BudgetInput extends FilterInputStream {

    private static final long UNLIMITED = Long.MAX_VALUE;

    private long budget = UNLIMITED;

    BudgetInput(InputStream in) {
        super(in);
    }

    void limit(long bytes) {
        budget = bytes;
    }

    void unlimit() {
        budget = UNLIMITED;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (budget == 0) {
            throw new IOException("a header is longer than any that is written");
        }
        var count = super.read(bytes, offset, (int) Math.min(length, budget));
        if (budget != UNLIMITED && count > 0) {
            budget -= count;
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        var bytes = new byte[(int) Math.min(count, 1 << 13)];
        return Math.max(0, read(bytes, 0, bytes.length));
    }
}
