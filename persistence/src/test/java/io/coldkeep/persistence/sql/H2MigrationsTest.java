package io.coldkeep.persistence.sql;

class H2MigrationsTest extends MigrationsContract {

    @Override
    TestDatabase freshDatabase() {
        return TestH2.freshDatabase();
    }

    @Override
    String[] locations() {
        return new String[] {"classpath:db/migration/common"};
    }
}
