package io.coldkeep.app.scenario;

import io.coldkeep.persistence.sql.TestDatabase;
import io.coldkeep.persistence.sql.TestPostgres;

class PostgresqlPlansIT extends PlansScenario {

    @Override
    TestDatabase freshDatabase() {
        return TestPostgres.freshDatabase();
    }
}
