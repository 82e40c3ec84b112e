package io.coldkeep.persistence.content.index;

import java.io.IOException;

/** The session is open no more, or what it builds on is gone: another attempt at the same has begun, or it was deleted. */
public final class SessionEndedException extends IOException {

    private static final long serialVersionUID = 1L;

    public SessionEndedException(Session session) {
        super("The attempt " + session.content().attempt()
                + " was ended by another one, or what it builds on is gone.");
    }
}
