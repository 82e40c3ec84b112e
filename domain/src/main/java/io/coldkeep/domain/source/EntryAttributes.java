package io.coldkeep.domain.source;

import java.time.Instant;

/**
 * What is kept of an entry besides its name and content.
 *
 * @param mode permission bits, set-id and sticky bits included: 0 to 07777
 * @param modified the modification time, to the nanosecond
 */
public record EntryAttributes(int mode, long uid, long gid, Instant modified) {}
