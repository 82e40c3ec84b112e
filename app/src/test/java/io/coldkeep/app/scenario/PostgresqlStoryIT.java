package io.coldkeep.app.scenario;

import io.coldkeep.persistence.sql.TestDatabase;
import io.coldkeep.persistence.sql.TestPostgres;

class PostgresqlStoryIT extends StoryScenario {

    @Override
    TestDatabase freshDatabase() {
        return TestPostgres.freshDatabase();
    }
}
