package io.coldkeep.app.scenario;

import io.coldkeep.persistence.sql.TestDatabase;
import io.coldkeep.persistence.sql.TestPostgres;

class PostgresqlVirtualYearIT extends VirtualYearScenario {

    PostgresqlVirtualYearIT() {
        super(3);
    }

    @Override
    TestDatabase freshDatabase() {
        return TestPostgres.freshDatabase();
    }
}
