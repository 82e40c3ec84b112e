package io.coldkeep.persistence.content.index;

import io.coldkeep.domain.lifecycle.StorageTier;
import java.util.UUID;

/**
 * An object of the store with frames in it.
 *
 * @param number unique in the catalog
 * @param serial unique in the session: by the two the object is named, in whichever catalog
 * @param session the one that wrote it
 * @param size bytes of the object; 0 while it is written
 */
public record Pack(
        int number, UUID vault, StorageTier tier, Kind kind, UUID session, int serial, State state, long size) {

    /** One that has its number in its name. */
    public Pack(int number, UUID vault, StorageTier tier, Kind kind, UUID session, State state, long size) {
        this(number, vault, tier, kind, session, number, state, size);
    }

    /** The same, by that number. */
    public Pack numbered(int newNumber) {
        return new Pack(newNumber, vault, tier, kind, session, serial, state, size);
    }

    /** The same, in that state. */
    public Pack in(State newState) {
        return new Pack(number, vault, tier, kind, session, serial, newState, size);
    }

    /** The same, of that size. */
    public Pack sized(long bytes) {
        return new Pack(number, vault, tier, kind, session, serial, state, bytes);
    }

    /** What is in it. */
    public enum Kind {
        /** Pieces of files. */
        DATA,
        /** Pieces of manifests. */
        META
    }

    /** Which way a pack goes: forward only, but that a doomed one which is needed again is live again. */
    public enum State {
        /** Its session is open, or ended without a content; only that session sees it. */
        WRITING,
        /** In the store and to be seen. */
        LIVE,
        /** Its object is gone or damaged; nothing new builds on it. */
        LOST,
        /** No content needs it; sessions that began before may. */
        DOOMED,
        /** Nobody may need it; its object is being deleted, its chunks are forgotten. */
        DELETING
    }
}
