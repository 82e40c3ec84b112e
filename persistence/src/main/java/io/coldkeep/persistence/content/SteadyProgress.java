package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.Progress;

/** Progress that never goes back, and that is told again while work waits, so that it can be stopped there. For one thread. */
final class SteadyProgress implements Progress {

    private final Progress progress;
    private long reached;

    SteadyProgress(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void at(long bytes) {
        reached = Math.max(reached, bytes);
        progress.at(reached);
    }

    /** Nothing was handled since. */
    void again() {
        progress.at(reached);
    }
}
