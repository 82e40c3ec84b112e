package io.coldkeep.persistence.sql.time;

import io.coldkeep.domain.time.ClockState;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@MappedEntity("clock_state")
record ClockStateRow(
        @Id short id,
        String timeOffset,
        @Nullable String pinHolder,
        @Nullable String pinAt,
        @Nullable String pinRealExpiry) {

    ClockState toClockState() {
        return new ClockState(Duration.parse(timeOffset), pin());
    }

    private Optional<ClockState.Pin> pin() {
        return pinHolder == null || pinAt == null || pinRealExpiry == null
                ? Optional.empty()
                : Optional.of(new ClockState.Pin(pinHolder, Instant.parse(pinAt), Instant.parse(pinRealExpiry)));
    }
}
