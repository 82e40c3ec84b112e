package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobSink;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.blob.NoSuchBlobException;
import io.coldkeep.persistence.content.blob.OtherBytesException;
import io.coldkeep.persistence.content.blob.StoredBlob;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Objects in memory, as one of several processes sees them. They outlast the process when they were committed; of what was only
 * begun, its name is left, to be deleted.
 */
final class FaultStore implements BlobStore {

    private final Map<String, byte[]> objects;
    private final Set<Sink> begun;
    private final Faults faults;

    FaultStore(Faults faults) {
        this(new ConcurrentSkipListMap<>(), ConcurrentHashMap.newKeySet(), faults);
    }

    private FaultStore(Map<String, byte[]> objects, Set<Sink> begun, Faults faults) {
        this.objects = objects;
        this.begun = begun;
        this.faults = faults;
    }

    /** The same objects, as another process sees them. */
    FaultStore seenWith(Faults others) {
        return new FaultStore(objects, begun, others);
    }

    /** All objects, by name; to be changed only to damage them. */
    Map<String, byte[]> objects() {
        return objects;
    }

    /** A copy of what is there now. */
    Map<String, byte[]> snapshot() {
        return new TreeMap<>(objects);
    }

    /** The names of what was begun, and neither committed nor closed nor deleted. */
    Collection<BlobName> begun() {
        return begun.stream().map(sink -> sink.name).toList();
    }

    @Override
    public BlobSink create(BlobName name) throws IOException {
        return faults.blobStep("create of " + name, () -> {
            var sink = new Sink(name);
            begun.add(sink);
            return sink;
        });
    }

    @Override
    public byte[] read(BlobName name, long offset, int length) throws IOException {
        return faults.blobStep("read", () -> {
            var bytes = bytes(name);
            if (length > bytes.length - offset) {
                throw new EOFException(name + " has " + bytes.length + " bytes");
            }
            return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
        });
    }

    private byte[] bytes(BlobName name) throws NoSuchBlobException {
        var bytes = objects.get(name.value());
        if (bytes == null) {
            throw new NoSuchBlobException(name);
        }
        return bytes;
    }

    @Override
    public long size(BlobName name) throws IOException {
        return faults.blobStep("size", () -> (long) bytes(name).length);
    }

    @Override
    public void delete(BlobName name) throws IOException {
        faults.blobStep("delete", () -> {
            begun.removeIf(sink -> sink.name.equals(name));
            return objects.remove(name.value());
        });
    }

    @Override
    public void replace(BlobName name, byte[] bytes) throws IOException {
        faults.blobStep("replacement of " + name, () -> objects.put(name.value(), bytes.clone()));
    }

    @Override
    public List<StoredBlob> list(BlobName below) throws IOException {
        return faults.blobStep("list", () -> {
            var found = new ArrayList<StoredBlob>();
            objects.forEach((name, bytes) -> {
                if (name.equals(below.value()) || name.startsWith(below + "/")) {
                    found.add(new StoredBlob(new BlobName(name), bytes.length));
                }
            });
            return found;
        });
    }

    private final class Sink implements BlobSink {

        private final BlobName name;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Sink(BlobName name) {
            this.name = name;
        }

        @Override
        public void write(byte[] from, int length) throws IOException {
            faults.blobStep(
                    "write",
                    () -> {
                        bytes.write(from, 0, length);
                        return true;
                    },
                    () -> bytes.write(from, 0, length / 2));
        }

        @Override
        public void commit() throws IOException {
            faults.blobStep("commit of " + name, () -> {
                if (!begun.remove(this)) {
                    throw new IOException(name + " was deleted while it was written");
                }
                var there = objects.putIfAbsent(name.value(), bytes.toByteArray());
                if (there != null && !Arrays.equals(there, bytes.toByteArray())) {
                    throw new OtherBytesException(name);
                }
                return true;
            });
        }

        @Override
        public void close() {
            if (!faults.haveEndedTheProcess()) {
                begun.remove(this);
            }
        }
    }
}
