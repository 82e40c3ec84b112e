package io.coldkeep.persistence.source;

import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.OpenFile;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Reads a tree depth first, names in the order of their bytes. What is in memory is the names of the directories from the
 * root down to where the walk is.
 */
final class DirectorySource implements BackupSource {

    private final String name;
    private final Descent descent;
    private final Deque<Listing> listings = new ArrayDeque<>();
    private boolean started;
    private long rootDevice;
    private Unread unreadable = Unread.NONE;

    /** @param root closed together with this */
    DirectorySource(String name, OpenDirectory root) {
        this.name = name;
        this.descent = new Descent(root);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<SourceEntry> next() throws IOException {
        if (!started) {
            started = true;
            return Optional.of(root());
        }
        while (!listings.isEmpty()) {
            var listing = listings.getLast();
            if (listing.names.hasNext()) {
                var entry = entry(listing.directory.child(listing.names.next()));
                if (entry.isPresent()) {
                    return entry;
                }
            } else {
                leave();
            }
        }
        return Optional.empty();
    }

    private SourceEntry root() throws IOException {
        var stat = descent.root().stat();
        rootDevice = stat.device();
        var attributes = withExtended(EntryPath.ROOT, stat, descent.root().extended());
        var names = descent.root().names();
        names.removeIf(HiddenName::isHidden);
        listings.addLast(new Listing(EntryPath.ROOT, names.iterator()));
        return new SourceEntry.Directory(EntryPath.ROOT, attributes);
    }

    private void leave() throws IOException {
        listings.removeLast();
        if (!listings.isEmpty()) {
            descent.up();
        }
    }

    /** The entry, if it is one that a backup keeps. */
    private Optional<SourceEntry> entry(EntryPath path) throws IOException {
        var name = Names.last(path);
        try {
            var stat = descent.current().stat(name);
            if (stat.isDirectory()) {
                descent.down(name);
            } else {
                return leaf(path, name, stat);
            }
        } catch (NoSuchFileException e) {
            return Optional.empty(); // deleted since its name was read: no part of the tree any more
        } catch (IOException e) {
            return passOver(path);
        }
        return entered(path);
    }

    private Optional<SourceEntry> leaf(EntryPath path, byte[] name, FileStat stat) throws IOException {
        if (stat.isRegularFile()) {
            return Optional.of(stat.file(path, rootDevice));
        }
        if (stat.isLink()) {
            var target = new LinkTarget(descent.current().readLink(name));
            return Optional.of(new SourceEntry.SymbolicLink(path, stat.attributes(), target));
        }
        return Optional.empty();
    }

    /** The directory that the descent has just entered. */
    private Optional<SourceEntry> entered(EntryPath path) throws IOException {
        List<byte[]> names;
        FileStat stat;
        try {
            stat = descent.current().stat();
            names = descent.current().names();
        } catch (IOException e) {
            descent.up();
            return passOver(path);
        }
        listings.addLast(new Listing(path, names.iterator()));
        return Optional.of(new SourceEntry.Directory(
                path, withExtended(path, stat, descent.current().extended())));
    }

    private EntryAttributes withExtended(EntryPath path, FileStat stat, ReadAttributes extended) {
        if (!extended.isComplete()) {
            unreadable = unreadable.and(path + " (some of its extended attributes)");
        }
        return stat.attributes().withExtended(extended.attributes());
    }

    private Optional<SourceEntry> passOver(EntryPath path) {
        unreadable = unreadable.and(path.toString());
        return Optional.empty();
    }

    @Override
    public OpenFile open(SourceEntry.RegularFile file) throws IOException {
        var name = Names.last(file.path());
        var directory = Names.parent(file.path());
        if (!listings.isEmpty() && listings.getLast().directory.equals(directory)) {
            return new Opened(file.path(), descent.current().read(name));
        }
        try (var elsewhere = Descent.to(descent.root(), directory)) {
            return new Opened(file.path(), elsewhere.directory().read(name));
        }
    }

    /** A file that is being read. */
    private final class Opened implements OpenFile {

        private final EntryPath path;
        private final ReadableFile file;
        private Optional<SourceEntry.RegularFile> seen = Optional.empty();

        Opened(EntryPath path, ReadableFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public SourceEntry.RegularFile look() throws IOException {
            var stat = file.stat();
            var now = stat.file(path, rootDevice);
            var extended = seen.filter(before -> before.stamp().equals(now.stamp()))
                    .map(before -> before.attributes())
                    .orElseGet(() -> withExtended(path, stat, file.extended()))
                    .extended();
            var whole = now.withAttributes(now.attributes().withExtended(extended));
            seen = Optional.of(whole);
            return whole;
        }

        @Override
        public FileContent content() throws IOException {
            return file.content();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    public Unread unreadable() {
        return unreadable;
    }

    @Override
    public void close() throws IOException {
        descent.close();
    }

    /** A directory and the names in it that are still to come. */
    private record Listing(EntryPath directory, Iterator<byte[]> names) {}
}
