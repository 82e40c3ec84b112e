package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.crypto.VaultKeys;
import io.coldkeep.persistence.content.pack.FrameCodec;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Codecs of one vault, as many as threads work at a time. */
final class Codecs implements AutoCloseable {

    private final VaultKeys keys;
    private final ConcurrentLinkedDeque<FrameCodec> free = new ConcurrentLinkedDeque<>();

    Codecs(VaultKeys keys) {
        this.keys = keys;
    }

    /** Runs the work with a codec that nobody else has meanwhile. */
    <T> T with(Work<T> work) throws IOException {
        var codec = free.pollFirst();
        if (codec == null) {
            codec = new FrameCodec(keys);
        }
        try {
            return work.with(codec);
        } finally {
            free.addFirst(codec);
        }
    }

    /** Work that needs a codec. */
    @FunctionalInterface
    interface Work<T> {
        T with(FrameCodec codec) throws IOException;
    }

    /** To be called when all work has ended. */
    @Override
    public void close() {
        free.forEach(FrameCodec::close);
    }
}
