package io.coldkeep.domain.time;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.memory.MemoryCatalog;
import io.coldkeep.domain.memory.TestClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VirtualClockTest {

    private final TestClock real = new TestClock(JAN_1);
    private final ClockStateRepository states = new MemoryCatalog().clockStates();

    @Test
    void isRealTimeAtFirst() {
        var clock = new VirtualClock(real, states);

        real.advance(Duration.ofMillis(1));

        assertThat(clock.instant()).isEqualTo(JAN_1.plusMillis(1));
    }

    @Test
    void goesOnAheadOfRealTime() {
        states.update(old -> new ClockState(Duration.ofDays(7), Optional.empty()));
        var clock = new VirtualClock(real, states);

        real.advance(Duration.ofHours(1));

        assertThat(clock.instant()).isEqualTo(day(7).plus(Duration.ofHours(1)));
    }

    @Test
    void seesWhatOthersChangedOnceItIsRefreshed() {
        var clock = new VirtualClock(real, states);

        states.update(old -> new ClockState(Duration.ofDays(7), Optional.empty()));

        assertThat(clock.instant()).isEqualTo(JAN_1);
        clock.refresh();
        assertThat(clock.instant()).isEqualTo(day(7));
    }

    @Test
    void standsWhileItIsPinnedAndGoesOnWhenTheLeaseEnds() {
        var leaseEnds = JAN_1.plusSeconds(600);
        var clock = new VirtualClock(real, states);
        states.update(old ->
                new ClockState(Duration.ofDays(1), Optional.of(new ClockState.Pin("holder", day(1), leaseEnds))));
        clock.refresh();

        real.set(leaseEnds.minusMillis(1));
        assertThat(clock.instant()).isEqualTo(day(1));

        real.set(leaseEnds);
        assertThat(clock.instant()).isEqualTo(day(1).plusSeconds(600));
    }
}
