package io.coldkeep.app.schedule;

import jakarta.inject.Singleton;

/** Wakes the scheduler of this process when there is new work, so that it need not wait for its next look. */
@Singleton
final class WakeUp {

    private volatile Runnable scheduler = () -> {}; // until it starts, which begins with a look

    void connect(Runnable wakeScheduler) {
        scheduler = wakeScheduler;
    }

    void wake() {
        scheduler.run();
    }
}
