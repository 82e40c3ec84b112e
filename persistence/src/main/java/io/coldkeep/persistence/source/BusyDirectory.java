package io.coldkeep.persistence.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A directory that any number of threads make files in. The last one to be done with it finishes it when it has been left. */
final class BusyDirectory {

    private final OpenDirectory directory;
    private int users = 1;
    private @Nullable Finish finish;

    private BusyDirectory(OpenDirectory directory) {
        this.directory = directory;
    }

    /** What is done with a directory when all of its files are there. */
    @FunctionalInterface
    interface Finish {
        void finish(OpenDirectory directory) throws IOException;
    }

    /** Opens the directory once more, where it is held at all, for the first who makes a file in it. */
    static BusyDirectory of(OpenDirectory current) throws IOException {
        return new BusyDirectory(current.isHeld() ? current.child(new byte[] {'.'}) : current);
    }

    OpenDirectory directory() {
        return directory;
    }

    /** One more makes a file in it; false when nobody did any more, and it is closed. */
    synchronized boolean enter() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    /** No more files come. False when nobody makes one any more, and whoever asks has to finish it. */
    synchronized boolean isLeft(Finish then) {
        if (users == 0) {
            return false;
        }
        finish = then;
        return true;
    }

    /** One is done. */
    void exit() throws IOException {
        var then = isLast();
        if (then.isLast()) {
            try (directory) {
                if (then.finish() != null) {
                    then.finish().finish(directory);
                }
            }
        }
    }

    private synchronized Exit isLast() {
        users--;
        return new Exit(users == 0, finish);
    }

    private record Exit(boolean isLast, @Nullable Finish finish) {}
}
