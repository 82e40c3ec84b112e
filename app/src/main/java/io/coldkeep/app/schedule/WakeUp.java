package io.coldkeep.app.schedule;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Wakes the schedulers of this process when there is new work, so that it need not wait for their next look. */
@Singleton
final class WakeUp {

    private final Map<Lane, Runnable> schedulers = new ConcurrentHashMap<>();

    void connect(Lane lane, Runnable wakeScheduler) {
        schedulers.put(lane, wakeScheduler);
    }

    void wake(Lane lane) {
        schedulers.getOrDefault(lane, () -> {}).run(); // until it starts, which begins with a look
    }

    void wakeAll() {
        schedulers.values().forEach(Runnable::run);
    }
}
