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

/** Recovery points that the database has grouped; a sum of {@code BIGINT} is more than a {@code BIGINT} to both. */
@MappedEntity
record CohortRow(
        LocalDate created,
        @Nullable Integer moveToColdAfterDays,
        @Nullable Integer deleteAfterDays,
        String tier,
        boolean deleting,
        long points,
        BigDecimal bytes) {

    Cohort toCohort() {
        return new Cohort(
                created,
                new Lifecycle(
                        Optional.ofNullable(moveToColdAfterDays).map(RetentionDays::of),
                        Optional.ofNullable(deleteAfterDays).map(RetentionDays::of),
                        Optional.empty()),
                StorageTier.valueOf(tier),
                deleting,
                new Amount(points, bytes.toBigIntegerExact()));
    }
}
