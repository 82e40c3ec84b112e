package io.coldkeep.persistence.content.blob;

import java.io.Closeable;
import java.io.IOException;

/** Takes the bytes of one object. Closed without a commit, it leaves nothing. */
public interface BlobSink extends Closeable {

    void write(byte[] bytes, int length) throws IOException;

    /**
     * Gives the object its name; it is there and durable when this returns.
     *
     * @throws OtherBytesException when there is one of that name with other bytes
     */
    void commit() throws IOException;
}
