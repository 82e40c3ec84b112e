package io.coldkeep.domain.source;

import java.io.Closeable;
import java.io.IOException;

/**
 * A new directory that a restore fills. Nothing that exists is overwritten and nothing is written outside of it. A
 * directory is given before what is in it; the root stands for the new directory itself.
 */
public interface RestoreTarget extends Closeable {

    void directory(SourceEntry.Directory directory) throws IOException;

    void file(SourceEntry.RegularFile file, FileContent content) throws IOException;

    /**
     * Gives a file that was given before another name.
     *
     * @param existing a name that it was given
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
