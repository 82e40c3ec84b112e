package io.coldkeep.persistence.content;

import io.coldkeep.domain.source.FileContent;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Tells how many bytes pass, and whether it was here that they came to an end. */
final class WatchedContent extends FileContent {

    private final FileContent content;
    private final LongConsumer passing;
    private Optional<IOException> damage = Optional.empty();

    WatchedContent(FileContent content, LongConsumer passing) {
        this.content = content;
        this.passing = passing;
    }

    @Override
    public boolean isSparse() {
        return content.isSparse();
    }

    @Override
    public long skipHole() throws IOException {
        return tell(orNote(content::skipHole));
    }

    @Override
    public long dataAhead() throws IOException {
        return orNote(content::dataAhead);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return (int) tell(orNote(() -> content.read(bytes, offset, length)));
    }

    private long tell(long passed) {
        if (passed > 0) {
            passing.accept(passed);
        }
        return passed;
    }

    private long orNote(Reading reading) throws IOException {
        try {
            return reading.read();
        } catch (IOException e) {
            ChunkReader.requireTime(e);
            damage = Optional.of(e);
            throw e;
        }
    }

    /** Why the bytes came to an end. */
    Optional<IOException> damage() {
        return damage;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private interface Reading {
        long read() throws IOException;
    }
}
