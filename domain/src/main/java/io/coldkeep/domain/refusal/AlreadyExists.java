package io.coldkeep.domain.refusal;

/** The name or token is taken. */
public final class AlreadyExists extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final Subject subject;
    private final String id;
    private final String token;

    /**
     * @param id of what is there already: a file system's id, a vault's ARN
     * @param token the creation token or creator request id that it was made with; empty when there was none
     */
    public AlreadyExists(Subject subject, String id, String token, String message) {
        super(message);
        this.subject = subject;
        this.id = id;
        this.token = token;
    }

    public Subject subject() {
        return subject;
    }

    public String id() {
        return id;
    }

    public String token() {
        return token;
    }
}
