package io.coldkeep.persistence.sql;

class PostgresqlMigrationsIT extends MigrationsContract {

    @Override
    TestDatabase freshDatabase() {
        return TestPostgres.freshDatabase();
    }

    @Override
    String[] locations() {
        return new String[] {"classpath:db/migration/common", "classpath:db/migration/postgresql"};
    }
}
