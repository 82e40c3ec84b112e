package io.coldkeep.persistence.content.blob;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects by name. An object is there whole or not at all, and never changed. Every implementation passes {@code
 * BlobStoreContract}.
 */
public interface BlobStore {

    /** Begins an object, that is there when its sink is committed. */
    BlobSink create(BlobName name) throws IOException;

    /** Keeps a small object; durable when this returns. One of that name that is there is replaced, by the same bytes. */
    default void put(BlobName name, byte[] bytes) throws IOException {
        try (var sink = create(name)) {
            sink.write(bytes, bytes.length);
            sink.commit();
        }
    }

    /**
     * Reads a part.
     *
     * @throws NoSuchBlobException when there is no such object
     * @throws java.io.EOFException when it ends before the part does
     */
    byte[] read(BlobName name, long offset, int length) throws IOException;

    /** @throws NoSuchBlobException when there is no such object */
    long size(BlobName name) throws IOException;

    /** Deletes an object and what was begun of it; fine when there is none. */
    void delete(BlobName name) throws IOException;

    /** The same for many, for less. Answers why, for each that could not be deleted. */
    default Map<BlobName, IOException> deleteAll(Collection<BlobName> names) {
        var failures = new HashMap<BlobName, IOException>();
        for (var name : names) {
            try {
                delete(name);
            } catch (IOException e) {
                failures.put(name, e);
            }
        }
        return failures;
    }

    /** The names of all objects below that, which ends with a part of a name. */
    List<BlobName> list(BlobName below) throws IOException;
}
