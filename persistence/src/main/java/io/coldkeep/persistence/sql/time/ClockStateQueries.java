package io.coldkeep.persistence.sql.time;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import org.jspecify.annotations.Nullable;

/** The table has one row, which the migration made. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ClockStateQueries extends GenericRepository<ClockStateRow, Short> {

    @Query("SELECT id, time_offset, pin_holder, pin_at, pin_real_expiry FROM clock_state")
    ClockStateRow read();

    @Query("SELECT id, time_offset, pin_holder, pin_at, pin_real_expiry FROM clock_state FOR UPDATE")
    ClockStateRow lock();

    @Query("""
            UPDATE clock_state
               SET time_offset = :timeOffset, pin_holder = :pinHolder, pin_at = :pinAt,
                   pin_real_expiry = :pinRealExpiry""")
    void update(String timeOffset, @Nullable String pinHolder, @Nullable String pinAt, @Nullable String pinRealExpiry);
}
