package io.coldkeep.persistence.sql;

class PostgresqlStoredInstantsIT extends StoredInstantsContract {

    @Override
    TestDatabase freshDatabase() {
        return TestPostgres.freshDatabase();
    }
}
