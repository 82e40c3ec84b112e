package io.coldkeep.domain.source;

import java.time.Instant;

/**
 * What is kept of an entry besides its name and content.
 *
 * @param mode permission bits, set-id and sticky bits included: 0 to 07777
 * @param modified the modification time, to the nanosecond
 * @param extended those of a file or a directory; links have none
 */
public record EntryAttributes(int mode, long uid, long gid, Instant modified, ExtendedAttributes extended) {

    public EntryAttributes(int mode, long uid, long gid, Instant modified) {
        this(mode, uid, gid, modified, ExtendedAttributes.NONE);
    }

    public EntryAttributes withExtended(ExtendedAttributes attributes) {
        return new EntryAttributes(mode, uid, gid, modified, attributes);
    }
}
