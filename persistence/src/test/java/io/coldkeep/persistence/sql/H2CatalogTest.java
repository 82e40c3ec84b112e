package io.coldkeep.persistence.sql;

import io.coldkeep.domain.contract.Catalog;
import io.coldkeep.domain.contract.CatalogContract;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class H2CatalogTest extends CatalogContract {

    private static TestCatalog catalog;

    @BeforeAll
    static void start() {
        catalog = new TestCatalog(TestH2.freshDatabase());
    }

    @BeforeEach
    void clear() throws SQLException {
        catalog.clear();
    }

    @AfterAll
    static void stop() {
        catalog.close();
    }

    @Override
    protected Catalog catalog() {
        return catalog.repositories();
    }
}
