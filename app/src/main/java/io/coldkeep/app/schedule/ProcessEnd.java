package io.coldkeep.app.schedule;

import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;

/** Whether the process is to end: long work asks it, lets go and is run again later. */
@Singleton
public final class ProcessEnd implements BooleanSupplier {

    private volatile boolean requested;

    void request() {
        requested = true;
    }

    @Override
    public boolean getAsBoolean() {
        return requested;
    }
}
