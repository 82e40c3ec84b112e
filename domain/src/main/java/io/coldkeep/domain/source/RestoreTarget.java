package io.coldkeep.domain.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * A new directory that a restore fills. Nothing that exists is overwritten and nothing is written outside of it. A
 * directory is given before what is in it; the root stands for the new directory itself.
 */
public interface RestoreTarget extends Closeable {

    void directory(SourceEntry.Directory directory) throws IOException;

    void file(SourceEntry.RegularFile file, InputStream content) throws IOException;

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
