package io.coldkeep.api;

import io.coldkeep.domain.memory.TestClock;
import io.coldkeep.domain.time.VirtualClock;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Puts the clock of a test before the one that Micronaut brings. */
@Factory
final class TestClockFactory {

    @Singleton
    @Primary
    @Requires(beans = TestClock.class)
    InstantSource clock(TestClock clock) {
        return clock;
    }

    @Singleton
    @Primary
    @Requires(beans = VirtualClock.class)
    InstantSource virtual(VirtualClock clock) {
        return clock;
    }
}
