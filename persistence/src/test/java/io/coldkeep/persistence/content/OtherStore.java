package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobSink;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.blob.StoredBlob;
import java.io.IOException;
import java.util.List;

/** A store that does what another one does, but for what a test has it do otherwise. */
class OtherStore implements BlobStore {

    private final BlobStore store;

    OtherStore(BlobStore store) {
        this.store = store;
    }

    @Override
    public BlobSink create(BlobName name) throws IOException {
        return store.create(name);
    }

    @Override
    public void replace(BlobName name, byte[] bytes) throws IOException {
        store.replace(name, bytes);
    }

    @Override
    public byte[] read(BlobName name, long offset, int length) throws IOException {
        return store.read(name, offset, length);
    }

    @Override
    public long size(BlobName name) throws IOException {
        return store.size(name);
    }

    @Override
    public void delete(BlobName name) throws IOException {
        store.delete(name);
    }

    @Override
    public List<StoredBlob> list(BlobName below) throws IOException {
        return store.list(below);
    }
}
