package io.coldkeep.domain.restore;

import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.NewFileSystem;

/** Where a restore goes to. */
public sealed interface Destination {

    /** A file system that is there; its files stay as they are. */
    record Existing(FileSystemId id) implements Destination {}

    /** A file system made for the restore. */
    record New(NewFileSystem wanted) implements Destination {}
}
