package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.work.ProgressReport;
import io.coldkeep.domain.work.Sweep;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkQueue;
import io.coldkeep.domain.work.WorkSuspended;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Moves recovery points to cold storage. A point is cold only when its cold bytes are there; until then it is warm, also when
 * the move fails and is put off. It leaves deletion to the {@link ExpirySweep}, which never waits for a copy.
 */
public final class ColdMoveSweep implements Sweep {

    private static final Duration REPORT_INTERVAL = Duration.ofMillis(250);

    private final RecoveryPointRepository points;
    private final ContentStore content;
    private final WorkQueue queue;
    private final Transactions transactions;
    private final InstantSource clock;
    private final SweepListener listener;
    private final BooleanSupplier processEnds;

    public ColdMoveSweep(
            RecoveryPointRepository points,
            ContentStore content,
            WorkQueue queue,
            Transactions transactions,
            InstantSource clock,
            SweepListener listener,
            BooleanSupplier processEnds) {
        this.points = points;
        this.content = content;
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
        this.listener = listener;
        this.processEnds = processEnds;
    }

    @Override
    public String name() {
        return "cold-moves";
    }

    @Override
    public Optional<Instant> nextDue() {
        return points.nextDue(NextAction.Kind.MOVE_TO_COLD);
    }

    @Override
    public void run(Instant upTo) {
        for (var due = due(upTo); due.isPresent() && !processEnds.getAsBoolean(); due = due(upTo)) {
            act(due.get(), upTo);
        }
    }

    /** One at a time: a copy may take long, and what was read before it may have changed since. */
    private Optional<RecoveryPoint> due(Instant upTo) {
        return points.findDue(NextAction.Kind.MOVE_TO_COLD, upTo, 1).stream().findFirst();
    }

    private void act(RecoveryPoint point, Instant now) {
        var end = point.endBy(now);
        if (end.isPresent()) {
            transactions.inOne(() -> points.replace(point.deleting(end.get()))); // it is the other sweep's from here on
            return;
        }
        try {
            moveToCold(point);
        } catch (WorkSuspended e) {
            return; // it is still due
        } catch (IOException | RuntimeException e) {
            putOff(point, e);
        }
    }

    /** What is to go is noted together with the move, so that a crash in between leaves nothing behind. */
    private void moveToCold(RecoveryPoint point) throws IOException {
        var stored =
                content.copyToCold(point.content(), new ProgressReport(Progress.IGNORED, REPORT_INTERVAL, processEnds));
        var cold = point.inColdStorage();
        var moved = transactions.inOne(() -> {
            var replaced = points.replace(cold);
            if (replaced) {
                discard(point, StorageTier.WARM);
            } else if (isGoing(point)) {
                discard(point, StorageTier.COLD); // its deletion may have looked before they were there
            }
            return replaced;
        });
        if (moved) {
            listener.movedToCold(cold, stored);
        }
    }

    /** Ends a move of that content that was begun, unless its recovery point is to be cold: then it is begun again, or goes on. */
    public void end(ContentId moved) {
        var now = clock.instant();
        if (points.findByContents(List.of(moved)).stream().noneMatch(point -> point.isToBeColdBy(now))) {
            content.endCopyToCold(moved);
        }
    }

    private void discard(RecoveryPoint point, StorageTier tier) {
        queue.enqueue(new Work.DiscardContent(point.owner(), point.content(), tier), clock.instant());
    }

    /** Whether nobody can make it cold any more. */
    private boolean isGoing(RecoveryPoint point) {
        return points.find(point.owner(), point.id())
                .filter(there -> there.status() == RecoveryPoint.Status.COMPLETED)
                .isEmpty();
    }

    /** Unless it was changed meanwhile: then it is looked at again while it is due. */
    private void putOff(RecoveryPoint point, Exception why) {
        var warm = point.notMovedToCold(why, clock.instant());
        if (transactions.inOne(() -> points.replace(warm))) {
            listener.failed(warm, why);
        }
    }
}
