package io.coldkeep.domain.memory;

import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.contract.ContentStoreContract;

class InMemoryContentStoreTest extends ContentStoreContract {

    @Override
    protected ContentStore newStore() {
        return new MemoryContentStore();
    }
}
