package io.coldkeep.persistence.source;

import io.coldkeep.domain.source.EntryPath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way from the root of a tree down to the directory where the work is. However deep that is, only the lowest
 * directories are held open; a higher one is opened again, through the lower one's {@code ..}, when the work comes back to
 * it, and must then be the one that it was.
 */
final class Descent implements Closeable {

    private static final int HELD = 64;

    private final OpenDirectory root;
    private final List<Level> below = new ArrayList<>();

    /** @param root closed together with this */
    Descent(OpenDirectory root) {
        this.root = root;
    }

    OpenDirectory root() {
        return root;
    }

    /** Where the work is. */
    OpenDirectory current() {
        return below.isEmpty() ? root : below.getLast().directory();
    }

    int depth() {
        return below.size();
    }

    /** Opens the directory of that path, below a root that stays open. */
    static Passage to(OpenDirectory root, EntryPath path) throws IOException {
        var passage = new Passage(root, root);
        for (var name : Names.of(path)) {
            var left = passage;
            try (left) {
                passage = new Passage(root, left.directory.child(name));
            }
        }
        return passage;
    }

    /** A directory that is open for a moment, or the root, which stays open. */
    record Passage(OpenDirectory root, OpenDirectory directory) implements Closeable {

        @Override
        public void close() throws IOException {
            if (directory != root) {
                directory.close();
            }
        }
    }

    /** Goes into a directory of the current one. */
    void down(byte[] name) throws IOException {
        below.add(new Level(current().child(name)));
        if (depth() > HELD) {
            below.get(depth() - 1 - HELD).release();
        }
    }

    /** Goes back to the directory above. */
    void up() throws IOException {
        var left = below.removeLast();
        try {
            if (!below.isEmpty()) {
                below.getLast().regain(left.directory());
            }
        } finally {
            left.release();
        }
    }

    @Override
    public void close() throws IOException {
        for (var level : below) {
            level.release();
        }
        below.clear();
        root.close();
    }

    private static final class Level {

        private @Nullable OpenDirectory open;
        private @Nullable Object identity;

        Level(OpenDirectory open) {
            this.open = open;
        }

        OpenDirectory directory() {
            return Objects.requireNonNull(open);
        }

        void release() throws IOException {
            if (open != null && open.isHeld()) {
                identity = open.identity();
                open.close();
                open = null;
            }
        }

        void regain(OpenDirectory child) throws IOException {
            if (open == null) {
                var parent = child.parent();
                if (!parent.identity().equals(identity)) {
                    parent.close();
                    throw new FileSystemException(null, null, "A directory was moved while it was worked on");
                }
                open = parent;
            }
        }
    }
}
