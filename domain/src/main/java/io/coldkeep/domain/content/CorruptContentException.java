package io.coldkeep.domain.content;

import java.io.IOException;

/** Stored bytes are not what was written. */
public final class CorruptContentException extends IOException {

    private static final long serialVersionUID = 1L;

    public CorruptContentException(ContentId id, String what) {
        super("Content " + id.attempt() + " of the recovery point is damaged: " + what);
    }

    public CorruptContentException(ContentId id, String what, Throwable cause) {
        this(id, what);
        initCause(cause);
    }
}
