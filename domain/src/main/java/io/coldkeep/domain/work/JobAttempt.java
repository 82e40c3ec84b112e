package io.coldkeep.domain.work;

import io.coldkeep.domain.refusal.RefusedException;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * One attempt at a job, from taking it over to its end. The attempt that took the job last is the one that may change it: an
 * earlier one, should it have been slow and not dead, finds that out with its next change, leaves nothing behind and ends.
 */
public abstract class JobAttempt<J extends Attempted> {

    private final UUID id;

    /** @param id used for no other attempt */
    protected JobAttempt(UUID id) {
        this.id = id;
    }

    protected final UUID id() {
        return id;
    }

    /** Replaces the job in a transaction by what the change makes of it; empty when there is none. */
    protected abstract Optional<J> update(UnaryOperator<J> change);

    /** Makes this attempt the job's, by {@link #takeOver(UnaryOperator)}, and has deleted what the one before it left. */
    protected abstract void takeOver();

    /** Does all of the job, to the change that completes it; answers what then tells of it. */
    protected abstract Runnable work() throws IOException;

    /** Ends the job and leaves nothing behind. */
    protected abstract void fail(Exception why) throws IOException;

    /** Deletes what this attempt left, unless it is what the job has made. */
    protected abstract void discard() throws IOException;

    /** Whether the job has had its time, so that trouble of the service's own ends it as well. */
    protected abstract boolean isOverdue();

    /**
     * Brings the job to its end, unless it has ended or another attempt takes it over.
     *
     * @throws WorkSuspended when the process ends; the job is to be run again
     * @throws WorkPutOff thrown by {@link #work}
     * @throws IOException when what this attempt left cannot be deleted; the job is to be run again
     */
    public final void run() throws IOException {
        try {
            takeOver();
            workToTheEnd();
        } catch (Superseded e) {
            discard();
        }
    }

    private void workToTheEnd() throws IOException {
        Runnable telling;
        try {
            telling = work();
        } catch (Superseded e) {
            throw e;
        } catch (WorkSuspended | WorkPutOff e) {
            discard();
            throw e;
        } catch (IOException | RefusedException e) {
            failIfOwn(e);
            return;
        } catch (RuntimeException e) { // such as a catalog that does not answer: to be tried again, but not for ever
            if (!isOverdue()) {
                discard();
                throw e;
            }
            failIfOwn(e);
            return;
        }
        telling.run();
    }

    /** A commit may succeed and its answer get lost: then the job has ended, and what it made must stay. */
    private void failIfOwn(Exception why) throws IOException {
        requireOwn();
        fail(why);
    }

    /** Changes a job that goes on, whichever attempt works on it. */
    protected final J takeOver(UnaryOperator<J> change) {
        return changed(current -> change.apply(goingOn(current)));
    }

    /** Changes the job if it is still this attempt's. */
    protected final J change(UnaryOperator<J> change) {
        return changed(current -> change.apply(own(current)));
    }

    /** Ends this attempt if the job is not its own any more. */
    protected final void requireOwn() {
        change(UnaryOperator.identity());
    }

    private J changed(UnaryOperator<J> change) {
        return update(change).orElseThrow(Superseded::new);
    }

    private J own(J current) {
        if (!current.attempt().equals(Optional.of(id))) {
            throw new Superseded();
        }
        return goingOn(current);
    }

    private J goingOn(J current) {
        if (current.hasEnded()) {
            throw new Superseded();
        }
        return current;
    }

    /** Another attempt works on the job, or has ended it. */
    private static final class Superseded extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Superseded() {
            super("another attempt works on the job", null, false, false);
        }
    }
}
