package io.coldkeep.persistence.sql.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.persistence.sql.TestCatalog;
import io.coldkeep.persistence.sql.TestDatabase;
import io.coldkeep.persistence.sql.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresqlCatalogLockIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TestDatabase database;

    @BeforeEach
    void make() {
        database = TestPostgres.freshDatabase();
    }

    @AfterEach
    void remove() {
        database.close();
    }

    private CatalogLock alone() throws SQLException, CatalogLock.InUseException {
        return CatalogLock.alone(database.jdbcUrl(), database.username(), database.password())
                .orElseThrow();
    }

    @Test
    void isOnesAlone() throws Exception {
        try (var lock = alone()) {
            assertThat(lock.isHeld()).isTrue();
            assertThatExceptionOfType(CatalogLock.InUseException.class)
                    .isThrownBy(this::alone)
                    .satisfies(refusal -> assertThat(refusal.addresses()).hasSize(1));
        }

        try (var again = alone()) {
            assertThat(again.isHeld()).isTrue();
        }
    }

    @Test
    void isRefusedWhileServicesRunWhichShareIt() throws Exception {
        try (var one = new TestCatalog(database)) {
            try (var other = new TestCatalog(database)) {
                assertThat(one.bean(RecoveryMark.class).isSet()).isFalse();
                assertThat(other.bean(RecoveryMark.class).isSet()).isFalse();
                assertThatExceptionOfType(CatalogLock.InUseException.class).isThrownBy(this::alone);
            }
        }
    }

    @Test
    void keepsServicesFromStarting() throws Exception {
        try (var lock = alone()) {
            assertThatThrownBy(() -> new TestCatalog(database).close()).satisfies(PostgresqlCatalogLockIT::isRefusal);
            assertThat(lock.isHeld()).isTrue();
        }
    }

    @Test
    void keepsServicesOutThatLostTheirConnectionsAndLetsThemInAgain() throws Exception {
        try (var catalog = new TestCatalog(database)) {
            var mark = catalog.bean(RecoveryMark.class);
            mark.set();
            try (var lock = takeFromOthers()) {
                assertThatThrownBy(mark::isSet).satisfies(PostgresqlCatalogLockIT::isRefusal);
                assertThat(lock.isHeld()).isTrue();
            }
            assertThat(mark.isSet()).isTrue();
            assertThatExceptionOfType(CatalogLock.InUseException.class).isThrownBy(this::alone);
        }
    }

    @Test
    void isLostWithItsConnection() throws Exception {
        try (var lock = alone()) {
            endOtherConnections();

            assertThat(lock.isHeld()).isFalse();
        }
    }

    /** As a recovery may that begins while the database changes over to another server. */
    private CatalogLock takeFromOthers() throws SQLException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            endOtherConnections();
            try {
                return alone();
            } catch (CatalogLock.InUseException e) { // a pool was faster
                assertThat(System.nanoTime()).as(e.getMessage()).isLessThan(end);
            }
        }
    }

    private void endOtherConnections() throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    SELECT pg_terminate_backend(pid, 10000)
                      FROM pg_stat_activity
                     WHERE datname = current_database() AND pid <> pg_backend_pid()""");
        }
    }

    private static void isRefusal(Throwable failure) {
        assertThat(failure)
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo(CatalogLock.RECOVERING));
    }
}
