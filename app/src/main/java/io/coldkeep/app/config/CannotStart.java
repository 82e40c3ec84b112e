package io.coldkeep.app.config;

/**
 * Why the service cannot start, where the operator can mend it: a sentence that names the environment variable or the file,
 * and nothing of the inside.
 */
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CannotStart(String reason) {
        super(reason);
    }

    public CannotStart(String reason, Throwable cause) {
        super(reason, cause);
    }
}
