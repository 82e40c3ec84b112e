package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.lifecycle.LifecycleAction;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkQueue;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Does what is due: moves recovery points to cold storage and expires them, in the order of their instants. Bytes come
 * before names: a point is cold only when its cold bytes are there, and its row goes only after its bytes; while they go it
 * is {@code DELETING}. Several sweeps at once, or one after a crash, do each thing once.
 */
public final class LifecycleSweep {

    private static final int BATCH = 100;

    private final RecoveryPointRepository points;
    private final ContentStore content;
    private final TagRepository tags;
    private final WorkQueue queue;
    private final Transactions transactions;
    private final InstantSource clock;
    private final SweepListener listener;
    private final BooleanSupplier processEnds;

    public LifecycleSweep(
            RecoveryPointRepository points,
            ContentStore content,
            TagRepository tags,
            WorkQueue queue,
            Transactions transactions,
            InstantSource clock,
            SweepListener listener,
            BooleanSupplier processEnds) {
        this.points = points;
        this.content = content;
        this.tags = tags;
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
        this.listener = listener;
        this.processEnds = processEnds;
    }

    /** When something is next due, which may be past. */
    public Optional<Instant> nextDue() {
        return points.nextDue();
    }

    /**
     * Does all that is due at that instant or before. What fails is reported, left as it is for the next sweep, and does
     * not keep the rest from being done. When the process is to end, the rest is left to the next sweep.
     *
     * @return how many failed
     */
    public int run(Instant upTo) {
        var failed = new ArrayList<RecoveryPointId>();
        for (var due = points.findDue(upTo, BATCH, failed); !due.isEmpty(); due = points.findDue(upTo, BATCH, failed)) {
            for (var point : due) {
                if (processEnds.getAsBoolean()) {
                    return failed.size();
                }
                act(point, upTo, failed);
            }
        }
        return failed.size();
    }

    private void act(RecoveryPoint point, Instant now, List<RecoveryPointId> failed) {
        try {
            var action = point.actionAt(now);
            if (action instanceof LifecycleAction.Expire) {
                expire(point);
            } else if (action instanceof LifecycleAction.MoveToCold) {
                moveToCold(point);
            } else {
                throw new IllegalStateException("due by the index, but its lifecycle keeps it");
            }
        } catch (IOException | RuntimeException e) {
            if (isStillDue(point, now)) { // and not done by somebody else
                failed.add(point.id());
                listener.failed(point, e);
            }
        }
    }

    private boolean isStillDue(RecoveryPoint point, Instant now) {
        return points.find(point.owner(), point.id())
                .flatMap(RecoveryPoint::nextActionAt)
                .filter(due -> !due.isAfter(now))
                .isPresent();
    }

    /** That the warm bytes are to go is noted together with the move, so that a crash in between leaves nothing behind. */
    private void moveToCold(RecoveryPoint point) throws IOException {
        content.copyToCold(point.content());
        var moved = transactions.inOne(() -> {
            var replaced = points.replace(point.inColdStorage());
            if (replaced) {
                queue.enqueue(
                        new Work.DiscardContent(point.owner(), point.content(), StorageTier.WARM), clock.instant());
            }
            return replaced;
        });
        if (moved) {
            listener.movedToCold(point);
        } else if (points.find(point.owner(), point.id()).isEmpty()) {
            content.delete(point.content(), StorageTier.COLD); // deleted meanwhile: nobody can make it cold any more
        }
    }

    /** Writes that it is being deleted also when that is written already: once this is durable, so is that. */
    private void expire(RecoveryPoint point) throws IOException {
        var deleting = point.deleting(Instants.millis(clock.instant()));
        if (!transactions.inOne(() -> points.replace(deleting))) {
            return; // changed meanwhile: looked at again while it is due
        }
        content.delete(point.content(), StorageTier.WARM);
        content.delete(point.content(), StorageTier.COLD);
        if (transactions.inOne(() -> remove(deleting))) {
            listener.expired(deleting);
        }
    }

    private boolean remove(RecoveryPoint deleted) {
        var removed = points.remove(deleted);
        if (removed) {
            tags.removeAll(deleted.owner(), deleted.arn());
        }
        return removed;
    }
}
