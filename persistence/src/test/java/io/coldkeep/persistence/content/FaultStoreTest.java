package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.blob.BlobStoreContract;

class FaultStoreTest extends BlobStoreContract {

    private final FaultStore store = new FaultStore(Faults.none());

    @Override
    protected BlobStore newStore() {
        return store;
    }

    @Override
    protected BlobStore another() {
        return store.seenWith(Faults.none());
    }
}
