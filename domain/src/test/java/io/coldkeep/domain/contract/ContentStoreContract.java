package io.coldkeep.domain.contract;

import io.coldkeep.domain.content.ContentStore;
import java.io.IOException;
import org.junit.jupiter.api.Nested;

/** All that {@link ContentStore} promises: what every store has to pass. */
public abstract class ContentStoreContract {

    /** A store with nothing in it. */
    protected abstract ContentStore newStore() throws IOException;

    @Nested
    class OfStoredTrees extends StoredTreesContract {
        @Override
        protected ContentStore newStore() throws IOException {
            return ContentStoreContract.this.newStore();
        }
    }

    @Nested
    class OfBackups extends ContentBackupContract {
        @Override
        protected ContentStore newStore() throws IOException {
            return ContentStoreContract.this.newStore();
        }
    }

    @Nested
    class OfRestores extends ContentRestoreContract {
        @Override
        protected ContentStore newStore() throws IOException {
            return ContentStoreContract.this.newStore();
        }
    }

    @Nested
    class OfColdStorage extends ColdContentContract {
        @Override
        protected ContentStore newStore() throws IOException {
            return ContentStoreContract.this.newStore();
        }
    }

    @Nested
    class OfCopies extends ContentCopyContract {
        @Override
        protected ContentStore newStore() throws IOException {
            return ContentStoreContract.this.newStore();
        }
    }

    @Nested
    class OfDeletions extends ContentDeletionContract {
        @Override
        protected ContentStore newStore() throws IOException {
            return ContentStoreContract.this.newStore();
        }
    }
}
