package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.index.ContentIndex;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * A process that comes to its end, or meets a failure, at a chosen one of its steps: a step is an operation on a store or on the
 * index. One step is taken at a time, and none when the process has ended.
 */
class Faults {

    /** What changes nothing is the same before and after it. */
    private static final Set<String> READING = Set.of(
            "read",
            "size",
            "list",
            "find",
            "latest",
            "locate",
            "pack",
            "packs",
            "contents",
            "chunks",
            "thinned",
            "isEmpty");

    /** What happens at the chosen step. */
    enum Kind {
        /** The process ends, and the step has no effect. */
        ENDS_BEFORE,
        /** The step has its effect, and the process ends. */
        ENDS_AFTER,
        /** The process ends when half of the bytes are written. */
        ENDS_WITHIN,
        /** The step has no effect, and fails; those behind it do not. */
        FAILS,
        /** The step has its effect, and its caller hears of a failure; those behind it do not fail. */
        FAILS_AFTER,
        /** Half of the bytes are written, then it fails; those behind it do not. */
        FAILS_WITHIN;

        boolean ends() {
            return this == ENDS_BEFORE || this == ENDS_AFTER || this == ENDS_WITHIN;
        }

        private boolean isWithin() {
            return this == ENDS_WITHIN || this == FAILS_WITHIN;
        }

        private boolean isAfter() {
            return this == ENDS_AFTER || this == FAILS_AFTER;
        }

        private boolean counts(String step) {
            return isWithin() ? step.equals("write") : !isAfter() || !READING.contains(step);
        }
    }

    /** The process has ended; nothing that is done about it has an effect. */
    static final class Ended extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Ended() {
            super("the process has ended");
        }
    }

    private final Kind kind;
    private final long chosen;
    private long steps;
    private boolean ended;
    private String happened = "";

    /** @param chosen the step, from 0, among those that this can happen at */
    Faults(Kind kind, long chosen) {
        this.kind = kind;
        this.chosen = chosen;
    }

    /** Nothing ever happens. */
    static Faults none() {
        return new Faults(Kind.FAILS, -1);
    }

    synchronized boolean haveHappened() {
        return !happened.isEmpty();
    }

    synchronized boolean haveEndedTheProcess() {
        return ended;
    }

    /** What has happened, and where. */
    @Override
    public synchronized String toString() {
        return happened.isEmpty() ? "nothing happened" : happened;
    }

    /** Takes a step of the index. */
    synchronized <T> T step(String step, Callable<T> work) throws Exception {
        if (!isChosen(step)) {
            return work.call();
        }
        if (kind.isAfter()) {
            work.call();
        }
        throw happen(new IllegalStateException("the catalog is away"));
    }

    /** Takes a step of a store. */
    synchronized <T> T blobStep(String step, BlobWork<T> work) throws IOException {
        return blobStep(step, work, () -> {});
    }

    /** @param half does half of the work */
    synchronized <T> T blobStep(String step, BlobWork<T> work, Runnable half) throws IOException {
        if (!isChosen(step)) {
            return work.run();
        }
        if (kind.isAfter()) {
            work.run();
        } else if (kind.isWithin()) {
            half.run();
        }
        throw happen(new IOException("the store is away"));
    }

    /** Work on a store. */
    @FunctionalInterface
    interface BlobWork<T> {
        T run() throws IOException;
    }

    private boolean isChosen(String step) {
        if (ended) {
            throw new Ended();
        }
        var isChosen = kind.counts(step) && steps++ == chosen;
        if (isChosen) {
            happened = kind + " at step " + chosen + ", " + step;
        }
        return isChosen;
    }

    private <E extends Exception> E happen(E failure) {
        ended = kind.ends();
        if (ended) {
            throw new Ended();
        }
        return failure;
    }

    /** The index as the process sees it. */
    ContentIndex of(ContentIndex index) {
        return (ContentIndex) Proxy.newProxyInstance(
                ContentIndex.class.getClassLoader(),
                new Class<?>[] {ContentIndex.class},
                (_, method, arguments) -> step(method.getName(), () -> {
                    try {
                        return method.invoke(index, arguments);
                    } catch (InvocationTargetException e) {
                        if (e.getCause() instanceof Exception cause) {
                            throw cause;
                        }
                        throw (Error) e.getCause();
                    }
                }));
    }
}
