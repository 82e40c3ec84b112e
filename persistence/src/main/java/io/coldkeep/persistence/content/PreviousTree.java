package io.coldkeep.persistence.content;

import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.manifest.Entry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manifest of the backup before, read along with the tree: a file that was not changed since has the same bytes. A file that
 * was changed shortly before it was read, or after, may have been changed again in the same tick of its clock, and is read.
 */
final class PreviousTree implements AutoCloseable {

    /** Coarser than the times of any file system that matters. */
    private static final Duration TICK = Duration.ofSeconds(2);

    /** There was none. */
    static final PreviousTree NONE = new PreviousTree(Optional.empty(), Optional::empty, Instant.EPOCH, () -> {});

    private static final Logger LOG = LoggerFactory.getLogger(PreviousTree.class);

    private final Optional<Content> content;
    private final Instant settled;
    private final Runnable close;
    private ManifestReader.Entries entries;
    private Optional<Entry> current = Optional.empty();

    private PreviousTree(Optional<Content> content, ManifestReader.Entries entries, Instant begun, Runnable close) {
        this.content = content;
        this.entries = entries;
        this.settled = begun.minus(TICK);
        this.close = close;
    }

    /** Opens a content. */
    @FunctionalInterface
    interface Opening {
        OpenContent open(Content content) throws IOException;
    }

    /** That of a backup, if there is one; should it be damaged, everything is read that this cannot tell of. */
    static PreviousTree of(Optional<Content> content, Opening opening) {
        if (content.isEmpty()) {
            return NONE;
        }
        try {
            var open = opening.open(content.get());
            var entries = open.entries(Losses.NONE_ALLOWED);
            return new PreviousTree(content, entries, open.descriptor().begun(), open::close);
        } catch (IOException e) {
            LOG.warn("the backup before cannot be read; all files are read", e);
            return NONE;
        }
    }

    /** Whose tree it is. */
    Optional<Content> content() {
        return content;
    }

    /**
     * The file with its bytes and extended attributes, when all is what it was. To be asked in the order of the tree.
     *
     * @param passing called for each entry that is passed over, since it is there no more
     */
    Optional<Entry> unchanged(SourceEntry.RegularFile file, Runnable passing) {
        return at(file.path(), passing)
                .filter(entry -> entry.source() instanceof SourceEntry.RegularFile before && isSame(file, before))
                .map(entry -> again(file, entry));
    }

    private static Entry again(SourceEntry.RegularFile file, Entry before) {
        var extended = before.source().attributes().extended();
        var whole = extended.isEmpty()
                ? file
                : file.withAttributes(file.attributes().withExtended(extended));
        return new Entry(whole, before.body(), before.isSparse());
    }

    private Optional<Entry> at(EntryPath path, Runnable passing) {
        while (current.filter(entry -> entry.source().path().compareTo(path) >= 0)
                .isEmpty()) {
            passing.run();
            current = next();
            if (current.isEmpty()) {
                return Optional.empty();
            }
        }
        return current.filter(entry -> entry.source().path().equals(path));
    }

    private Optional<Entry> next() {
        try {
            return entries.next();
        } catch (IOException e) {
            LOG.warn("the backup before cannot be read further; all files are read from here on", e);
            entries = Optional::empty;
            return Optional.empty();
        }
    }

    private boolean isSame(SourceEntry.RegularFile now, SourceEntry.RegularFile before) {
        return now.isUnchangedFrom(before)
                && now.stamp().isPresent()
                && now.stamp().get().changed().isBefore(settled);
    }

    @Override
    public void close() {
        close.run();
    }
}
