package io.coldkeep.persistence.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;

/**
 * Deletes an entry with all that is in it; links are deleted, not followed. What somebody else deletes meanwhile, the
 * directory where the work is among it, is as good as deleted here.
 */
final class TreeDeletion implements Closeable {

    private static final int OWNER_RIGHTS = 0700;

    private final Descent descent;
    private final Deque<Opened> opened = new ArrayDeque<>();

    /** @param from closed together with this */
    TreeDeletion(OpenDirectory from) {
        this.descent = new Descent(from);
    }

    /**
     * Deletes the entry of that name; fine when there is none.
     *
     * @param from closed at the end
     */
    static void delete(OpenDirectory from, byte[] name) throws IOException {
        try (var deletion = new TreeDeletion(from)) {
            deletion.begin(name);
            while (!deletion.isDone()) {
                deletion.goOn();
            }
        }
    }

    /** Deletes the entry of that name when nothing can be in it, and goes into it otherwise. */
    void begin(byte[] name) throws IOException {
        unlessGone(() -> deleteOrEnter(name));
        keepWhenDone();
    }

    boolean isDone() {
        return opened.isEmpty();
    }

    /** Does so much of the work that is left as concerns one entry. */
    void goOn() throws IOException {
        var lowest = opened.getLast();
        if (lowest.names.hasNext()) {
            unlessGone(() -> deleteOrEnter(lowest.names.next()));
        } else {
            opened.removeLast();
            descent.up();
            unlessGone(() -> descent.current().delete(lowest.name));
        }
        keepWhenDone();
    }

    private void keepWhenDone() throws IOException {
        if (isDone()) {
            unlessGone(() -> descent.root().keepNames());
        }
    }

    private static void unlessGone(Step step) throws IOException {
        try {
            step.take();
        } catch (NoSuchFileException e) {
            // somebody else deletes the same tree: as good
        }
    }

    private void deleteOrEnter(byte[] name) throws IOException {
        var stat = descent.current().stat(name);
        if (stat.isDirectory()) {
            enter(name, stat);
        } else {
            descent.current().delete(name);
        }
    }

    private void enter(byte[] name, FileStat stat) throws IOException {
        if ((stat.permissions() & OWNER_RIGHTS) != OWNER_RIGHTS) {
            descent.current().setMode(name, stat.permissions() | OWNER_RIGHTS);
        }
        descent.down(name);
        var lowest = new Opened(name);
        opened.addLast(lowest); // whatever happens next, this is where the descent is
        unlessGone(() -> lowest.names = descent.current().names().iterator());
    }

    @Override
    public void close() throws IOException {
        descent.close();
    }

    private interface Step {
        void take() throws IOException;
    }

    /** A directory that is being emptied. */
    private static final class Opened {

        final byte[] name;
        Iterator<byte[]> names = Collections.emptyIterator();

        Opened(byte[] name) {
            this.name = name;
        }
    }
}
