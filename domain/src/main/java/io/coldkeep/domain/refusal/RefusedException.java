package io.coldkeep.domain.refusal;

/**
 * The service says no. The kinds below are all there are, so that whoever speaks to clients can map every one of them;
 * a refusal has changed nothing.
 */
public abstract sealed class RefusedException extends RuntimeException
        permits RuleBroken, NotFound, AlreadyExists, WrongState, LimitExceeded, AccessDenied {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message, null, false, false); // an answer to a client, not a fault: a stack trace would only cost time
    }

    /** The refusal in words meant for the client. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
