package io.coldkeep.persistence.content.blob;

import java.io.IOException;

/** There is no object of that name. */
public final class NoSuchBlobException extends IOException {

    private static final long serialVersionUID = 1L;

    public NoSuchBlobException(BlobName name) {
        super("The store has no " + name + ".");
    }
}
