package io.coldkeep.app.scenario;

import io.coldkeep.persistence.sql.TestDatabase;
import io.coldkeep.persistence.sql.TestH2;

class H2VirtualYearScenario extends VirtualYearScenario {

    H2VirtualYearScenario() {
        super(1);
    }

    @Override
    TestDatabase freshDatabase() {
        return TestH2.freshDatabase();
    }
}
