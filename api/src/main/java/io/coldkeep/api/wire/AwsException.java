package io.coldkeep.api.wire;

/** Ends a request with an error of AWS; for what is wrong with the request itself, before any use case sees it. */
public final class AwsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient AwsError error;

    public AwsException(AwsError error) {
        super(error.type() + ": " + error.message(), null, false, false); // an answer, not a fault: no stack trace
        this.error = error;
    }

    public AwsError error() {
        return error;
    }
}
