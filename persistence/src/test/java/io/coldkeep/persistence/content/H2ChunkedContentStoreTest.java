package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.contract.ContentStoreContract;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.sql.TestCatalog;
import io.coldkeep.persistence.sql.TestH2;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class H2ChunkedContentStoreTest extends ContentStoreContract {

    private static TestCatalog catalog;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        catalog = new TestCatalog(TestH2.freshDatabase());
    }

    @AfterAll
    static void stop() {
        catalog.close();
    }

    @Override
    protected ContentStore newStore() throws IOException {
        return TestStore.of(
                catalog.bean(ContentIndex.class),
                new DirectoryBlobStore(directory.resolve("warm")),
                new DirectoryBlobStore(directory.resolve("cold")));
    }
}
