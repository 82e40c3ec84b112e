package io.coldkeep.persistence.sql.content;

import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.ContentIndexContract;
import io.coldkeep.persistence.sql.TestCatalog;
import io.coldkeep.persistence.sql.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresqlContentIndexIT extends ContentIndexContract {

    private static TestCatalog catalog;

    @BeforeAll
    static void start() {
        catalog = new TestCatalog(TestPostgres.freshDatabase());
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
