package io.coldkeep.app.schedule;

import io.coldkeep.domain.work.Sweep;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A sweep that a test gives something to do; it is done once it has run without throwing. */
@EachProperty("test.sweeps")
final class ScriptedSweep implements Sweep {

    private final String name;
    private final AtomicReference<Supplier<Optional<Instant>>> due = new AtomicReference<>(Optional::empty);
    private volatile Consumer<Instant> script = upTo -> {};

    ScriptedSweep(@Parameter String name) {
        this.name = name;
    }

    void looks(Supplier<Optional<Instant>> look) {
        due.set(look);
    }

    void does(Instant at, Consumer<Instant> wanted) {
        script = wanted;
        looks(() -> Optional.of(at));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Instant> nextDue() {
        return due.get().get();
    }

    @Override
    public synchronized void run(Instant upTo) {
        if (nextDue().filter(at -> !at.isAfter(upTo)).isPresent()) {
            script.accept(upTo);
            looks(Optional::empty);
        }
    }
}
