package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.index.ChunkId;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A chunk on its way into the store: known when its batch is done. */
final class Kept {

    private final CompletableFuture<?> batch;
    private final Runnable whileWaiting;
    private @Nullable ChunkId id;
    private int pack;

    /** @param whileWaiting called now and then by who waits for it */
    Kept(CompletableFuture<?> batch, Runnable whileWaiting) {
        this.batch = batch;
        this.whileWaiting = whileWaiting;
    }

    void is(ChunkId chunk, int inPack) {
        id = chunk;
        pack = inPack;
    }

    boolean isDone() {
        return batch.isDone();
    }

    /** Waits for it. */
    ChunkId id() throws IOException {
        Crew.await(batch, whileWaiting);
        return Objects.requireNonNull(id);
    }

    /** The number of the pack that it is in, when {@link #id} has answered. */
    int pack() {
        return pack;
    }
}
