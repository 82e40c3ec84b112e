package io.coldkeep.domain.refusal;

/** What the request names does not exist in the caller's account and region. */
public final class NotFound extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final Subject subject;
    private final String id;

    public NotFound(Subject subject, String id) {
        super(subject.words() + " '" + id + "' does not exist.");
        this.subject = subject;
        this.id = id;
    }

    public Subject subject() {
        return subject;
    }

    /** The name, id or ARN that was looked for. */
    public String id() {
        return id;
    }
}
