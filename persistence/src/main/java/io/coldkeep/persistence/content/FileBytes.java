package io.coldkeep.persistence.content;

import io.coldkeep.domain.source.FileContent;
import java.io.IOException;
import java.io.InputStream;

/** The bytes that are kept of a file: its own, or those of its runs when it is sparse. */
final class FileBytes {

    private final InputStream bytes;
    private final SparseInput runs;
    private final boolean isSparse;
    private long read;

    FileBytes(FileContent content) {
        this.isSparse = content.isSparse();
        this.runs = new SparseInput(content);
        this.bytes = isSparse ? runs : content;
    }

    boolean isSparse() {
        return isSparse;
    }

    /** How much of the file has been read, holes included. */
    long size() {
        return isSparse ? runs.size() : read;
    }

    /** How many bytes of the file have been read, holes aside. */
    long dataRead() {
        return isSparse ? runs.dataRead() : read;
    }

    /** Reads {@code most} bytes, or all that there are, and answers how many. */
    int read(byte[] to, int offset, int most) throws IOException {
        var length = bytes.readNBytes(to, offset, most);
        read += length;
        return length;
    }
}
