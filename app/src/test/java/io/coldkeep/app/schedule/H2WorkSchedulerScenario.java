package io.coldkeep.app.schedule;

import io.coldkeep.persistence.sql.TestDatabase;
import io.coldkeep.persistence.sql.TestH2;

class H2WorkSchedulerScenario extends WorkSchedulerScenario {

    @Override
    TestDatabase freshDatabase() {
        return TestH2.freshDatabase();
    }
}
