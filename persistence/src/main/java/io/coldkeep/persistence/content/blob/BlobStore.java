package io.coldkeep.persistence.content.blob;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Objects by name. An object is there whole or not at all, and is written once: whoever gives the same bytes again has them kept,
 * and other bytes of the same name are refused, but for {@link #replace}. Every implementation passes {@code BlobStoreContract}.
 */
public interface BlobStore {

    /** Begins an object, that is there when its sink is committed. */
    BlobSink create(BlobName name) throws IOException;

    /**
     * The same for an object with nothing in it but bytes of files, which is read when those are restored: it may be kept where it has
     * to be thawed before.
     */
    default BlobSink createData(BlobName name) throws IOException {
        return create(name);
    }

    /**
     * Keeps a small object; durable when this returns.
     *
     * @throws OtherBytesException when there is one of that name with other bytes
     */
    default void put(BlobName name, byte[] bytes) throws IOException {
        try (var sink = create(name)) {
            sink.write(bytes, bytes.length);
            sink.commit();
        }
    }

    /** Keeps a small object in place of what is there of that name, if anything is: one or the other is there all the time. */
    void replace(BlobName name, byte[] bytes) throws IOException;

    /**
     * Reads a part.
     *
     * @throws NoSuchBlobException when there is no such object
     * @throws ArchivedBlobException when it has to be thawed before; its size can be asked for, and it can be deleted
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

    /** All objects below that, which ends with a part of a name, by name. */
    List<StoredBlob> list(BlobName below) throws IOException;

    /** Whether there may be objects that have to be thawed before they can be read. */
    default boolean archives() {
        return false;
    }

    /**
     * Has objects thawed that are archived, unless that is under way; answers those that cannot be read yet. Thawed, they can be read
     * for some days. Those that are not there cannot be waited for.
     *
     * @param meanwhile called now and then; what it throws ends this
     */
    default Set<BlobName> thaw(Collection<BlobName> names, Runnable meanwhile) throws IOException {
        return Set.of();
    }

    /** Those that {@link #thaw} would answer, of which it has none thawed. */
    default Set<BlobName> frozen(Collection<BlobName> names, Runnable meanwhile) throws IOException {
        return Set.of();
    }

    /** Whether bytes go through a network, where fewer are worth more than the time that it takes to make them fewer. */
    default boolean isRemote() {
        return false;
    }
}
