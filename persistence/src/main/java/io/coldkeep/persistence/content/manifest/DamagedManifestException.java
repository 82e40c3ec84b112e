package io.coldkeep.persistence.content.manifest;

import java.io.IOException;

/** Bytes are no part of a manifest. */
public final class DamagedManifestException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param what a predicate, such as "ends too soon" */
    public DamagedManifestException(String what) {
        super(what);
    }

    public DamagedManifestException(String what, Throwable cause) {
        super(what, cause);
    }
}
