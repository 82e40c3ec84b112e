package io.coldkeep.domain.lifecycle;

import java.time.Instant;
import java.util.Optional;

/** The instants at which a lifecycle acts on one recovery point. An instant itself belongs to "due". */
public record CalculatedLifecycle(Optional<Instant> moveToColdAt, Optional<Instant> deleteAt) {

    /** What is to be done now with a recovery point in that tier. When both are due, deletion wins. */
    public LifecycleAction actionAt(Instant now, StorageTier tier) {
        if (isDue(deleteAt, now)) {
            return new LifecycleAction.Expire(deleteAt.orElseThrow());
        }
        if (tier == StorageTier.WARM && isDue(moveToColdAt, now)) {
            return new LifecycleAction.MoveToCold(moveToColdAt.orElseThrow());
        }
        return LifecycleAction.KEEP;
    }

    /** When {@link #actionAt} next answers anything but keep; empty for never. May lie in the past. */
    public Optional<Instant> nextActionAt(StorageTier tier) {
        if (tier == StorageTier.COLD || moveToColdAt.isEmpty()) {
            return deleteAt;
        }
        return deleteAt.filter(delete -> delete.isBefore(moveToColdAt.orElseThrow()))
                .or(() -> moveToColdAt);
    }

    private static boolean isDue(Optional<Instant> due, Instant now) {
        return due.isPresent() && !now.isBefore(due.get());
    }
}
