package io.coldkeep.persistence.sql.tx;

import io.coldkeep.persistence.sql.TestCatalog;
import io.coldkeep.persistence.sql.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresqlCatalogConnectionsIT extends CatalogConnectionsContract {

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
    TestCatalog catalog() {
        return catalog;
    }
}
