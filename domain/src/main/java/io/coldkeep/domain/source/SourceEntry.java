package io.coldkeep.domain.source;

import java.util.Optional;

/** One thing in a file system that a backup keeps. */
public sealed interface SourceEntry {

    EntryPath path();

    EntryAttributes attributes();

    record Directory(EntryPath path, EntryAttributes attributes) implements SourceEntry {}

    /**
     * @param size bytes when the entry was looked at; the file may change afterwards
     * @param stamp of then, where the file system has such a thing
     */
    record RegularFile(EntryPath path, EntryAttributes attributes, long size, Optional<FileStamp> stamp)
            implements SourceEntry {

        public RegularFile(EntryPath path, EntryAttributes attributes, long size) {
            this(path, attributes, size, Optional.empty());
        }
    }

    /** @param target raw bytes, kept as they are and never followed */
    record SymbolicLink(EntryPath path, EntryAttributes attributes, LinkTarget target) implements SourceEntry {}
}
