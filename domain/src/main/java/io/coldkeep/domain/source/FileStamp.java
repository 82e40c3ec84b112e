package io.coldkeep.domain.source;

import java.time.Instant;

/**
 * Tells whether a file is what it was: its content is not changed without either of these being another.
 *
 * @param inode the file's number in its file system
 * @param changed when the file, or what is said of it, was last changed, to the nanosecond; nobody can set it
 */
public record FileStamp(long inode, Instant changed) {}
