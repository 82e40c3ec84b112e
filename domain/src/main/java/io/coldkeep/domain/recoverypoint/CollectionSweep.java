package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.work.Sweep;
import java.time.Instant;
import java.util.Optional;

/** Frees the bytes that no recovery point needs any more, as soon as there are some. */
public final class CollectionSweep implements Sweep {

    private final ContentStore content;

    public CollectionSweep(ContentStore content) {
        this.content = content;
    }

    @Override
    public String name() {
        return "collection";
    }

    @Override
    public Optional<Instant> nextDue() {
        return content.hasGarbage() ? Optional.of(Instant.EPOCH) : Optional.empty();
    }

    @Override
    public void run(Instant upTo) {
        content.collect();
    }
}
