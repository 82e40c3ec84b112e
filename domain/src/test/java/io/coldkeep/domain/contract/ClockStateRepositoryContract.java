package io.coldkeep.domain.contract;

import static io.coldkeep.domain.fixtures.Fixtures.END_OF_9999;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.time.ClockState;
import io.coldkeep.domain.time.ClockStateRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link ClockStateRepository} promises. */
public abstract class ClockStateRepositoryContract {

    private static final ClockState A_DAY_AHEAD = new ClockState(Duration.ofDays(1), Optional.empty());

    protected abstract Catalog catalog();

    private ClockStateRepository states() {
        return catalog().clockStates();
    }

    @Test
    void isRealTimeBeforeTheFirstChange() {
        assertThat(states().read()).isEqualTo(ClockState.REAL);
        states().update(old -> {
            assertThat(old).isEqualTo(ClockState.REAL);
            return old;
        });
        assertThat(states().read()).isEqualTo(ClockState.REAL);
    }

    @Test
    void storesAndAnswersWhatAChangeMakes() {
        assertThat(states().update(old -> A_DAY_AHEAD)).isEqualTo(A_DAY_AHEAD);

        assertThat(states().read()).isEqualTo(A_DAY_AHEAD);
    }

    @Test
    void keepsOffsetsAndPinsExactly() {
        var pinned = new ClockState(
                Duration.ofDays(36_500).plusNanos(123_456_789),
                Optional.of(new ClockState.Pin(
                        "holder",
                        Instant.parse("2026-01-02T03:04:05.123456789Z"),
                        Instant.parse("2026-01-02T03:14:05.987654321Z"))));

        states().update(old -> pinned);

        assertThat(states().read()).isEqualTo(pinned);
    }

    @Test
    void keepsAPinAtTheEndOfTime() {
        var pinned = new ClockState(
                Duration.between(Instant.EPOCH, END_OF_9999),
                Optional.of(new ClockState.Pin("holder", END_OF_9999, END_OF_9999)));

        states().update(old -> pinned);

        assertThat(states().read()).isEqualTo(pinned);
    }

    @Test
    void forgetsAPinThatWasTakenOff() {
        states().update(old ->
                new ClockState(Duration.ZERO, Optional.of(new ClockState.Pin("holder", Instant.EPOCH, Instant.EPOCH))));

        states().update(old -> A_DAY_AHEAD);

        assertThat(states().read()).isEqualTo(A_DAY_AHEAD);
    }

    @Test
    void leavesItAsItWasWhenTheChangeThrows() {
        states().update(old -> A_DAY_AHEAD);
        var refusal = new AccessDenied("no");

        var thrown = catchThrowable(() -> states().update(old -> {
            throw refusal;
        }));

        assertThat(thrown).isSameAs(refusal);
        assertThat(states().read()).isEqualTo(A_DAY_AHEAD);
    }

    @Test
    void losesNoneOfManyChangesAtOnceNotEvenTheFirst() {
        Concurrently.run(8, i -> {
            for (var n = 0; n < 10; n++) {
                states().update(old -> new ClockState(old.offset().plusSeconds(1), old.pin()));
            }
            return i;
        });

        assertThat(states().read().offset()).isEqualTo(Duration.ofSeconds(80));
    }
}
