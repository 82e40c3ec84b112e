package io.coldkeep.persistence.content;

import io.coldkeep.domain.source.FileContent;
import io.coldkeep.persistence.content.manifest.DamagedManifestException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The content that {@link SparseInput} has made bytes of. */
final class SparseContent extends FileContent {

    private final InputStream runs;
    private long left;
    private long holeLeft;
    private long dataLeft;
    private boolean isAtEnd;

    /** @param size of the content, more or less than which is damage */
    SparseContent(InputStream runs, long size) {
        this.runs = runs;
        this.left = size;
    }

    @Override
    public boolean isSparse() {
        return true;
    }

    @Override
    public long skipHole() throws IOException {
        var skipped = 0L;
        while (dataLeft == 0 && goOn()) {
            skipped += holeLeft;
            holeLeft = 0;
        }
        skipped += holeLeft;
        holeLeft = 0;
        return skipped;
    }

    @Override
    public long dataAhead() {
        return dataLeft;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!goOn()) {
            return -1;
        }
        if (holeLeft > 0) {
            var zeros = (int) Math.min(length, holeLeft);
            Arrays.fill(bytes, offset, offset + zeros, (byte) 0);
            holeLeft -= zeros;
            return zeros;
        }
        var count = runs.read(bytes, offset, (int) Math.min(length, dataLeft));
        if (count < 0) {
            throw new DamagedManifestException("ends in the middle of a run of data");
        }
        dataLeft -= count;
        return count;
    }

    /** Whether there is more: begins runs until one has something in it. */
    private boolean goOn() throws IOException {
        while (holeLeft == 0 && dataLeft == 0 && !isAtEnd) {
            var first = runs.read();
            if (first < 0) {
                isAtEnd = true;
                require(left == 0);
            } else {
                holeLeft = number(first);
                dataLeft = number(runs.read());
                require(holeLeft <= left && dataLeft <= left - holeLeft);
                left -= holeLeft + dataLeft;
            }
        }
        return !isAtEnd;
    }

    private long number(int first) throws IOException {
        var value = 0L;
        var part = first;
        for (var shift = 0; shift < 63; shift += 7) {
            require(part >= 0);
            value |= (part & 0x7fL) << shift;
            if (part < 0x80) {
                return value;
            }
            part = runs.read();
        }
        throw damaged();
    }

    private static void require(boolean holds) throws DamagedManifestException {
        if (!holds) {
            throw damaged();
        }
    }

    private static DamagedManifestException damaged() {
        return new DamagedManifestException("has runs of data that do not make up its size");
    }

    @Override
    public void close() throws IOException {
        runs.close();
    }
}
