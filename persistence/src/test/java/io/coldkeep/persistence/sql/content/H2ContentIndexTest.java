package io.coldkeep.persistence.sql.content;

import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.ContentIndexContract;
import io.coldkeep.persistence.sql.TestCatalog;
import io.coldkeep.persistence.sql.TestH2;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class H2ContentIndexTest extends ContentIndexContract {

    private static TestCatalog catalog;

    @BeforeAll
    static void start() {
        catalog = new TestCatalog(TestH2.freshDatabase());
    }

    @AfterAll
    static void stop() {
        catalog.close();
    }

    @Override
    protected ContentIndex index() {
        return catalog.bean(ContentIndex.class);
    }
}
