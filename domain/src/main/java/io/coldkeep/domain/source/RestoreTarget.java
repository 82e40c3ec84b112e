package io.coldkeep.domain.source;

import java.io.Closeable;
import java.io.IOException;

/**
 * A new directory that a restore fills. Nothing that exists is overwritten and nothing is written outside of it. A
 * directory is given before what is in it; the root stands for the new directory itself. Entries come from one thread; the
 * content of files may come from others meanwhile.
 */
public interface RestoreTarget extends Closeable {

    void directory(SourceEntry.Directory directory) throws IOException;

    /**
     * Takes the place of a file, to be filled by whatever thread and closed. The target may wait for that whenever it is given an
     * entry of another directory, so by then somebody has to be at it who waits for nothing that comes later. It holds its
     * directory open: there must not be hundreds at a time, and none when the target is completed, abandoned or closed.
     */
    FilePlace place(SourceEntry.RegularFile file) throws IOException;

    /** Gives a file at once. */
    default void file(SourceEntry.RegularFile file, FileContent content) throws IOException {
        try (var place = place(file)) {
            place.fill(content);
        }
    }

    /**
     * Gives a file that was given before another name.
     *
     * @param existing a name that it was given, with all of its content
     * @return false when it cannot have that name, and nothing was done: then it can be given with its content
     */
    boolean anotherName(SourceEntry.RegularFile file, EntryPath existing) throws IOException;

    void symbolicLink(SourceEntry.SymbolicLink link) throws IOException;

    /**
     * Sets what has to wait for the content, such as the modes and times of directories, makes all of it durable and
     * gives it that name at the root of the file system. Until then it has a hidden name.
     *
     * @throws java.nio.file.FileAlreadyExistsException when the name is taken; may be called again with another one
     */
    void complete(String name) throws IOException;

    /** Gives what was written so far that name, for a restore that did not get to its end. */
    void abandon(String name) throws IOException;
}
