package io.coldkeep.domain.content;

import io.coldkeep.domain.lifecycle.StorageTier;

/**
 * The objects in a store that hold files and lists of entries.
 *
 * @param bytes that they have together
 */
public record Packs(StorageTier tier, State state, long count, long bytes) {

    /** What can become of them. */
    public enum State {
        /** They are being written, or what wrote them came to nothing. */
        WRITING,
        /** They are in use. */
        LIVE,
        /** They are gone or damaged. */
        LOST,
        /** Nothing that is kept needs them any more. */
        DOOMED,
        /** They are being deleted. */
        DELETING
    }
}
