package io.coldkeep.persistence.content;

import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.manifest.Body;
import io.coldkeep.persistence.content.manifest.Entry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** An entry that gets into the manifest when its chunks are known, and those in front of it are in there. */
sealed interface Waiting {

    boolean isDone();

    /** Adds it, when it is done. */
    void add(ManifestWriter manifest) throws IOException;

    /** How many ids of chunks it holds on to. */
    default int ids() {
        return 0;
    }

    /** About how many bytes it has besides. */
    int weight();

    static Waiting forNothing(Entry entry) {
        return new Known(entry);
    }

    /** One without chunks. */
    record Known(Entry entry) implements Waiting {

        @Override
        public int weight() {
            return entry.weight();
        }

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public void add(ManifestWriter manifest) throws IOException {
            manifest.add(entry, PackSet.NONE);
        }
    }

    /** One that is as it was. */
    record Again(Entry entry) implements Waiting {

        @Override
        public int ids() {
            return entry.body().orElse(null) instanceof Body.Chunks chunks
                    ? chunks.ids().size()
                    : 1;
        }

        @Override
        public int weight() {
            return entry.weight();
        }

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public void add(ManifestWriter manifest) throws IOException {
            manifest.addAgain(entry);
        }
    }

    /** A file of one chunk. */
    record ForChunk(SourceEntry.RegularFile file, Kept chunk, boolean isSparse) implements Waiting {

        @Override
        public int weight() {
            return Entry.weight(file);
        }

        @Override
        public boolean isDone() {
            return chunk.isDone();
        }

        @Override
        public void add(ManifestWriter manifest) throws IOException {
            var body = new Body.Chunks(List.of(chunk.id()));
            manifest.add(new Entry(file, Optional.of(body), isSparse), PackSet.of(chunk.pack()));
        }
    }

    /** A file of any number of chunks. */
    record ForBody(SourceEntry.RegularFile file, LargeBody body, boolean isSparse) implements Waiting {

        @Override
        public int weight() {
            return Entry.weight(file);
        }

        @Override
        public boolean isDone() {
            return body.isDone();
        }

        @Override
        public void add(ManifestWriter manifest) throws IOException {
            var whole = body.finish();
            manifest.add(new Entry(file, Optional.of(whole), isSparse), body.needs());
        }
    }
}
