package io.coldkeep.domain.refusal;

/** The caller may not do this, whatever the request says. */
public final class AccessDenied extends RefusedException {

    private static final long serialVersionUID = 1L;

    public AccessDenied(String message) {
        super(message);
    }
}
