package io.coldkeep.domain.source;

/** One thing in a file system that a backup keeps. */
public sealed interface SourceEntry {

    EntryPath path();

    EntryAttributes attributes();

    record Directory(EntryPath path, EntryAttributes attributes) implements SourceEntry {}

    /** @param size bytes when the entry was looked at; the file may change afterwards */
    record RegularFile(EntryPath path, EntryAttributes attributes, long size) implements SourceEntry {}

    /** @param target raw bytes, kept as they are and never followed */
    record SymbolicLink(EntryPath path, EntryAttributes attributes, LinkTarget target) implements SourceEntry {}
}
