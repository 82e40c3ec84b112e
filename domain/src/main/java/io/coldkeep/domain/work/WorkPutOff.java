package io.coldkeep.domain.work;

import java.time.Instant;

/** The work waits for something that takes long: it has failed at nothing, leaves no trace and is to be run again at an instant. */
public final class WorkPutOff extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Instant until;

    public WorkPutOff(Instant until) {
        super("put off until " + until, null, false, false);
        this.until = until;
    }

    public Instant until() {
        return until;
    }
}
