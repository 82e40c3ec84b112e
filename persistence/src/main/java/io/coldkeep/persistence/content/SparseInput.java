package io.coldkeep.persistence.content;

import io.coldkeep.domain.source.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Content with its holes as bytes that have none: runs one behind the other, each the length of a hole, the length of the data
 * behind it, and the data. {@link SparseContent} reads them.
 */
final class SparseInput extends InputStream {

    private final FileContent content;
    private final byte[] header = new byte[20];
    private int headerLength;
    private int headerRead;
    private long dataLeft;
    private long size;
    private long dataRead;

    SparseInput(FileContent content) {
        this.content = content;
    }

    /** Bytes of data that were read of the content. */
    long dataRead() {
        return dataRead;
    }

    /** Bytes of the content in all runs that were begun. */
    long size() {
        return size;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (headerRead == headerLength && dataLeft == 0 && !beginRun()) {
            return -1;
        }
        return headerRead < headerLength
                ? readHeader(bytes, offset, length)
                : readData(bytes, offset, (int) Math.min(length, dataLeft));
    }

    private boolean beginRun() throws IOException {
        var hole = content.skipHole();
        dataLeft = content.dataAhead();
        if (hole == 0 && dataLeft == 0) {
            return false;
        }
        size += hole + dataLeft;
        headerRead = 0;
        headerLength = 0;
        addNumber(hole);
        addNumber(dataLeft);
        return true;
    }

    private void addNumber(long value) {
        var left = value;
        while (left > 0x7f) {
            header[headerLength++] = (byte) ((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        header[headerLength++] = (byte) left;
    }

    private int readHeader(byte[] bytes, int offset, int length) {
        var count = Math.min(length, headerLength - headerRead);
        System.arraycopy(header, headerRead, bytes, offset, count);
        headerRead += count;
        return count;
    }

    /** The run is as long as it says, also when the file has become shorter: who reads it finds that out. */
    private int readData(byte[] bytes, int offset, int length) throws IOException {
        var count = content.read(bytes, offset, length);
        if (count < 0) {
            Arrays.fill(bytes, offset, offset + length, (byte) 0);
            dataLeft -= length;
            return length;
        }
        dataRead += count;
        dataLeft -= count;
        return count;
    }
}
