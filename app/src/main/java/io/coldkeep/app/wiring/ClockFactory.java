package io.coldkeep.app.wiring;

import io.coldkeep.app.config.Settings;
import io.coldkeep.domain.time.ClockStateRepository;
import io.coldkeep.domain.time.DueWork;
import io.coldkeep.domain.time.TimeTravel;
import io.coldkeep.domain.time.VirtualClock;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The one place that takes the time from the machine. */
@Factory
final class ClockFactory {

    /** Real time, for what must not travel: signatures. */
    @Singleton
    @Named("real")
    InstantSource realClock() {
        return InstantSource.system();
    }

    /** The time of everything else. */
    @Singleton
    @Primary
    InstantSource clock(
            Settings settings, @Named("real") InstantSource real, BeanProvider<ClockStateRepository> states) {
        return switch (settings.clockKind()) {
            case SYSTEM -> real;
            case VIRTUAL -> new VirtualClock(real, states.get());
        };
    }

    @Singleton
    @Requires(property = "coldkeep.clock", value = "virtual")
    TimeTravel timeTravel(
            Settings settings,
            InstantSource clock,
            @Named("real") InstantSource real,
            ClockStateRepository states,
            DueWork work) {
        return new TimeTravel((VirtualClock) clock, real, states, work, settings.clockLease());
    }
}
