package io.coldkeep.domain.filesystem;

import java.time.Instant;

/** The bytes of a file system's files when they were last measured. */
public record FileSystemSize(long bytes, Instant measuredAt) {}
