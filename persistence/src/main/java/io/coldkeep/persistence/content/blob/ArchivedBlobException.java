package io.coldkeep.persistence.content.blob;

import java.io.IOException;

/** The object is there, and has to be thawed before it can be read. */
public final class ArchivedBlobException extends IOException {

    private static final long serialVersionUID = 1L;

    public ArchivedBlobException(BlobName name, Throwable cause) {
        super(name + " is archived, and has to be thawed before it can be read.", cause);
    }
}
