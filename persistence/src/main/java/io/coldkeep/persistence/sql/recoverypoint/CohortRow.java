package io.coldkeep.persistence.sql.recoverypoint;

import io.coldkeep.domain.lifecycle.Amount;
import io.coldkeep.domain.lifecycle.Cohort;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RetentionDays;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.micronaut.data.annotation.MappedEntity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recovery points that the database has grouped.
 *
 * @param createdOnDay days since 1970: what a database calls a date, drivers take for a midnight somewhere
 * @param bytes the sum of what is a {@code BIGINT} each, which may be more than one
 */
@MappedEntity
record CohortRow(
        long createdOnDay,
        @Nullable Integer moveToColdAfterDays,
        @Nullable Integer deleteAfterDays,
        String tier,
        boolean deleting,
        long points,
        BigDecimal bytes) {

    Cohort toCohort() {
        return new Cohort(
                LocalDate.ofEpochDay(createdOnDay),
                new Lifecycle(
                        Optional.ofNullable(moveToColdAfterDays).map(RetentionDays::of),
                        Optional.ofNullable(deleteAfterDays).map(RetentionDays::of),
                        Optional.empty()),
                StorageTier.valueOf(tier),
                deleting,
                new Amount(points, bytes.toBigIntegerExact()));
    }
}
