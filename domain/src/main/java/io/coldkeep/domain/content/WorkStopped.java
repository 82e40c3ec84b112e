package io.coldkeep.domain.content;

/** Somebody asked for the work to end; thrown out of {@link Progress#at} through whatever is working. */
public final class WorkStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WorkStopped(String message) {
        super(message, null, false, false);
    }
}
