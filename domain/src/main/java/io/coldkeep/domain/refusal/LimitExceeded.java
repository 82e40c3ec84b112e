package io.coldkeep.domain.refusal;

/** One more would be more than the account may have. */
public final class LimitExceeded extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final Subject subject;

    public LimitExceeded(Subject subject, String message) {
        super(message);
        this.subject = subject;
    }

    public Subject subject() {
        return subject;
    }
}
