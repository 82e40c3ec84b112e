package io.coldkeep.persistence.source;

import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.IOException;
import java.io.InputStream;
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
        var attributes = descent.root().stat().attributes();
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
            return Optional.of(
                    new SourceEntry.RegularFile(path, stat.attributes(), stat.size(), Optional.of(stat.stamp())));
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
        return Optional.of(new SourceEntry.Directory(path, stat.attributes()));
    }

    private Optional<SourceEntry> passOver(EntryPath path) {
        unreadable = unreadable.and(path.toString());
        return Optional.empty();
    }

    @Override
    public InputStream open(SourceEntry.RegularFile file) throws IOException {
        var name = Names.last(file.path());
        var directory = Names.parent(file.path());
        if (!listings.isEmpty() && listings.getLast().directory.equals(directory)) {
            return descent.current().read(name);
        }
        return open(descent.root(), Names.of(file.path()));
    }

    /** Opens a file elsewhere than where the walk is. */
    private static InputStream open(OpenDirectory from, List<byte[]> names) throws IOException {
        if (names.size() == 1) {
            return from.read(names.getFirst());
        }
        try (var child = from.child(names.getFirst())) {
            return open(child, names.subList(1, names.size()));
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
