package io.coldkeep.persistence.content.blob;

import java.io.IOException;

/** There is an object of that name already, with other bytes. It stays as it is. */
public final class OtherBytesException extends IOException {

    private static final long serialVersionUID = 1L;

    public OtherBytesException(BlobName name) {
        super("The store has another " + name + " already.");
    }
}
