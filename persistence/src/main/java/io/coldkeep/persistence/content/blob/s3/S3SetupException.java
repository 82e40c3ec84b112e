package io.coldkeep.persistence.content.blob.s3;

/** A bucket cannot be used as things are set up. The message says which and why. */
public final class S3SetupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    S3SetupException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
