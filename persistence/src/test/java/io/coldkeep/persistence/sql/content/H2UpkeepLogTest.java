package io.coldkeep.persistence.sql.content;

import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.UpkeepLog;
import io.coldkeep.persistence.content.index.UpkeepLogContract;
import io.coldkeep.persistence.sql.TestCatalog;
import io.coldkeep.persistence.sql.TestH2;
import org.junit.jupiter.api.AfterEach;

class H2UpkeepLogTest extends UpkeepLogContract {

    private TestCatalog catalog;

    @Override
    protected void empty() {
        catalog = new TestCatalog(TestH2.freshDatabase());
    }

    @AfterEach
    void stop() {
        catalog.close();
    }

    @Override
    protected ContentIndex index() {
        return catalog.bean(ContentIndex.class);
    }

    @Override
    protected UpkeepLog log() {
        return catalog.bean(UpkeepLog.class);
    }
}
