package io.coldkeep.persistence.sql;

class H2StoredInstantsTest extends StoredInstantsContract {

    @Override
    TestDatabase freshDatabase() {
        return TestH2.freshDatabase();
    }
}
