package io.coldkeep.domain.filesystem;

import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.RestoreTarget;
import java.io.IOException;
import java.util.UUID;

/** The directories behind file systems. */
public interface FileSystemDirectories {

    /** Makes the empty directory of a file system of the service's own; fine when it is there. */
    void create(FileSystemId id) throws IOException;

    /**
     * Finds an existing directory that may be adopted and answers its path with all links resolved.
     *
     * @throws io.coldkeep.domain.refusal.RuleBroken when it is no directory, or not below one of the allowed roots
     */
    String adopt(String path);

    /**
     * Opens the tree for reading.
     *
     * @throws IOException when the directory is gone, or no longer lies below an allowed root
     */
    BackupSource source(FileSystem fileSystem) throws IOException;

    /**
     * Opens a new hidden directory at the root of the file system, for one attempt at a restore.
     *
     * @param attempt an id that no attempt had before
     */
    RestoreTarget target(FileSystem fileSystem, UUID attempt) throws IOException;

    /** Deletes the hidden directory of an attempt that did not get to its end; fine when there is none. */
    void discardTarget(FileSystem fileSystem, UUID attempt) throws IOException;

    /** Deletes the directory that {@link #create} made, with all in it; an adopted one is left alone. */
    void delete(FileSystem fileSystem) throws IOException;
}
