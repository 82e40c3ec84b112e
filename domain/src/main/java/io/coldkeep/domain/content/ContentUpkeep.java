package io.coldkeep.domain.content;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Looks whether what is kept still is what was written, and frees what a collection alone does not. */
public interface ContentUpkeep {

    /** When there is next something to be done, which may be past; empty while nothing is kept, or it has to wait. */
    Optional<Instant> nextDue();

    /**
     * Does what is due at that instant, or a part of it: then there is more due at once. Several runs at a time are fine.
     *
     * @param processEnds asked now and then; the rest is left to the next run
     * @param findings hears what is damaged, soon after that was found; once, unless the process dies meanwhile
     */
    void run(Instant upTo, BooleanSupplier processEnds, Consumer<List<Damage>> findings);
}
