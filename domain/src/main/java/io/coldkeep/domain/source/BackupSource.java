package io.coldkeep.domain.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The tree to back up, read once from front to back by one thread. */
public interface BackupSource extends Closeable {

    /** What it is the tree of: the same each time that this is read, and of nothing else. */
    String name();

    /**
     * The next entry; empty behind the last. They come in the order of {@link
     * EntryPath}: a directory before what is in it, the root itself first. Sockets,
     * pipes and devices are passed over in silence, as Amazon EFS backups do; a directory that cannot be listed is noted in
     * {@link #unreadable()} and passed over. The extended attributes of a file are known when it is opened, and not here.
     *
     * @throws IOException when the root cannot be read at all
     */
    Optional<SourceEntry> next() throws IOException;

    /**
     * Opens a file that {@link #next()} gave, without following a link that took its place.
     *
     * @throws IOException when it is gone, is no regular file any more or cannot be read
     */
    OpenFile open(SourceEntry.RegularFile file) throws IOException;

    /** What could not be read so far. */
    Unread unreadable();
}
