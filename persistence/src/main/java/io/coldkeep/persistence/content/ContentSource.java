package io.coldkeep.persistence.content;

import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.OpenFile;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import io.coldkeep.persistence.content.manifest.Entry;
import java.io.IOException;
import java.util.Optional;

/** A content as a tree to back up: so it gets into another vault, cut and encrypted anew. */
final class ContentSource implements BackupSource {

    private final OpenContent content;
    private final Walk walk;

    ContentSource(OpenContent content) {
        this.content = content;
        this.walk = content.walk();
    }

    @Override
    public String name() {
        return content.descriptor().source();
    }

    @Override
    public Optional<SourceEntry> next() throws IOException {
        return walk.next().map(Entry::source);
    }

    /** Of the file that {@link #next} has just given: what cannot be read damages the copy, so it fails there. */
    @Override
    public OpenFile open(SourceEntry.RegularFile file) {
        return OpenFile.of(file, walk.content());
    }

    @Override
    public Unread unreadable() {
        return Unread.NONE;
    }

    @Override
    public void close() {
        // the content is another's
    }
}
