package io.coldkeep.persistence.content.pack;

import java.io.IOException;

/** A frame, or a pack, is not what was written. */
public final class DamagedFrameException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param what a predicate, such as "is shorter than a frame" */
    public DamagedFrameException(String what) {
        super(what);
    }

    public DamagedFrameException(String what, Throwable cause) {
        super(what, cause);
    }
}
