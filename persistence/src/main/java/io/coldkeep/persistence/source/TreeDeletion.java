package io.coldkeep.persistence.source;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Deletes an entry with all that is in it; links are deleted, not followed. */
final class TreeDeletion {

    private static final int OWNER_RIGHTS = 0700;

    private final Descent descent;
    private final Deque<Opened> opened = new ArrayDeque<>();

    private TreeDeletion(OpenDirectory from) {
        this.descent = new Descent(from);
    }

    /**
     * Deletes the entry of that name; fine when there is none.
     *
     * @param from closed at the end
     */
    static void delete(OpenDirectory from, byte[] name) throws IOException {
        var deletion = new TreeDeletion(from);
        try (deletion.descent) {
            deletion.delete(name);
            from.keepNames();
        }
    }

    private void delete(byte[] name) throws IOException {
        deleteOrEnter(name);
        while (!opened.isEmpty()) {
            var lowest = opened.getLast();
            if (lowest.names.hasNext()) {
                deleteOrEnter(lowest.names.next());
            } else {
                opened.removeLast();
                descent.up();
                descent.current().delete(lowest.name);
            }
        }
    }

    private void deleteOrEnter(byte[] name) throws IOException {
        try {
            var stat = descent.current().stat(name);
            if (stat.isDirectory()) {
                enter(name, stat);
            } else {
                descent.current().delete(name);
            }
        } catch (NoSuchFileException e) {
            // somebody else deletes the same tree: as good
        }
    }

    private void enter(byte[] name, FileStat stat) throws IOException {
        if ((stat.permissions() & OWNER_RIGHTS) != OWNER_RIGHTS) {
            descent.current().setMode(name, stat.permissions() | OWNER_RIGHTS);
        }
        descent.down(name);
        opened.addLast(new Opened(name, descent.current().names().iterator()));
    }

    /** A directory that is being emptied. */
    private static final class Opened {

        final byte[] name;
        final Iterator<byte[]> names;

        Opened(byte[] name, Iterator<byte[]> names) {
            this.name = name;
            this.names = names;
        }
    }
}
