package io.coldkeep.domain.work;

import java.util.Optional;
import java.util.UUID;

/** A job that may take several attempts, of which one at a time may change it. */
public interface Attempted {

    /** The attempt that works on it, or was the last to. */
    Optional<UUID> attempt();

    boolean hasEnded();
}
