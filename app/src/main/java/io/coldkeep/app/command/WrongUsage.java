package io.coldkeep.app.command;

/** A command was called in a way that it cannot be; says how. */
final class WrongUsage extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongUsage(String reason) {
        super(reason);
    }
}
