package io.coldkeep.domain.refusal;

/** The request is right in itself, but what it acts on is not in a state that allows it. */
public final class WrongState extends RefusedException {

    private static final long serialVersionUID = 1L;

    /** Why the state does not allow it. */
    public enum Reason {
        /** The file system is not {@code available}. */
        FILE_SYSTEM_NOT_AVAILABLE,
        /** Throughput was changed less than a day ago. */
        TOO_SOON,
        /** The vault still holds recovery points. */
        VAULT_NOT_EMPTY,
        /** The vault belongs to the service and stays. */
        VAULT_IS_PERMANENT,
        /** The recovery point is being deleted, or its deletion failed. */
        RECOVERY_POINT_NOT_EDITABLE,
        /** The recovery point is being worked on. */
        RECOVERY_POINT_BUSY,
        /** The job has ended. */
        JOB_ENDED,
        /** The plan still has selections. */
        PLAN_HAS_SELECTIONS,
        /** Virtual time is being moved by somebody else, or cannot be moved. */
        CLOCK
    }

    private final Reason reason;
    private final String detail;

    public WrongState(Reason reason, String message) {
        this(reason, message, "");
    }

    /** @param detail the argument of the message that AWS repeats as its context; empty for none */
    public WrongState(Reason reason, String message, String detail) {
        super(message);
        this.reason = reason;
        this.detail = detail;
    }

    public Reason reason() {
        return reason;
    }

    public String detail() {
        return detail;
    }
}
