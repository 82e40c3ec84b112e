package io.coldkeep.persistence.content.blob.s3;

import java.io.IOException;

/** The service replaces objects where it is asked to write new ones only. */
final class IgnoredConditionException extends IOException {

    private static final long serialVersionUID = 1L;

    IgnoredConditionException() {
        super(
                "the service ignores If-None-Match (conditional writes), without which one writer could replace unseen what another has written");
    }
}
