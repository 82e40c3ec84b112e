package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.contract.ContentStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ChunkedContentStoreTest extends ContentStoreContract {

    @TempDir
    Path directory;

    @Override
    protected ContentStore newStore() throws IOException {
        return TestStore.in(directory);
    }
}
