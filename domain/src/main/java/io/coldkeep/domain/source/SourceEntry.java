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
     * @param names of then, when it had more than one
     */
    record RegularFile(
            EntryPath path, EntryAttributes attributes, long size, Optional<FileStamp> stamp, Optional<FileNames> names)
            implements SourceEntry {

        public RegularFile(EntryPath path, EntryAttributes attributes, long size, Optional<FileStamp> stamp) {
            this(path, attributes, size, stamp, Optional.empty());
        }

        public RegularFile(EntryPath path, EntryAttributes attributes, long size) {
            this(path, attributes, size, Optional.empty());
        }

        public RegularFile withAttributes(EntryAttributes other) {
            return new RegularFile(path, other, size, stamp, names);
        }

        public RegularFile withSize(long other) {
            return new RegularFile(path, attributes, other, stamp, names);
        }

        /** Whether the content is the same as far as the system tells, of the same file, which may have another name. */
        public boolean isUnchangedFrom(RegularFile other) {
            return size == other.size
                    && attributes.modified().equals(other.attributes.modified())
                    && stamp.equals(other.stamp);
        }
    }

    /** @param target raw bytes, kept as they are and never followed */
    record SymbolicLink(EntryPath path, EntryAttributes attributes, LinkTarget target) implements SourceEntry {}
}
