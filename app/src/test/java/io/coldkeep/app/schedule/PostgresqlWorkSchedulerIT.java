package io.coldkeep.app.schedule;

import io.coldkeep.persistence.sql.TestDatabase;
import io.coldkeep.persistence.sql.TestPostgres;

class PostgresqlWorkSchedulerIT extends WorkSchedulerScenario {

    @Override
    TestDatabase freshDatabase() {
        return TestPostgres.freshDatabase();
    }
}
