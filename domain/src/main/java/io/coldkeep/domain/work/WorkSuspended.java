package io.coldkeep.domain.work;

/** The process ends: the work leaves no trace and is to be run again later, by whatever process is there then. */
public final class WorkSuspended extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WorkSuspended() {
        super("the process ends", null, false, false);
    }
}
