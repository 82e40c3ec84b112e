package io.coldkeep.app.scenario;

import io.coldkeep.persistence.sql.TestDatabase;
import io.coldkeep.persistence.sql.TestH2;

class H2PlansScenario extends PlansScenario {

    @Override
    TestDatabase freshDatabase() {
        return TestH2.freshDatabase();
    }
}
