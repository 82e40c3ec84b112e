package io.coldkeep.domain.content;

import java.io.IOException;

/** Stored bytes have to be thawed before they can be read. */
public final class ArchivedContentException extends IOException {

    private static final long serialVersionUID = 1L;

    public ArchivedContentException(ContentId id, String what) {
        super("Content " + id.attempt() + " of the recovery point is archived: " + what);
    }

    public ArchivedContentException(ContentId id, String what, Throwable cause) {
        this(id, what);
        initCause(cause);
    }
}
