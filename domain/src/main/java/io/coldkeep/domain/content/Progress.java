package io.coldkeep.domain.content;

/** Hears how far long work is, and can stop it. */
@FunctionalInterface
public interface Progress {

    Progress IGNORED = bytes -> {};

    /**
     * Called often, by the thread that works, with the bytes of file content handled so far.
     *
     * @throws WorkStopped to end the work
     */
    void at(long bytes);
}
