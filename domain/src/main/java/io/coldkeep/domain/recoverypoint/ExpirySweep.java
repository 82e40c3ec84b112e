package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.work.Sweep;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkQueue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Deletes recovery points whose time is over or whose deletion was asked for, many at a time. Names outlive bytes: a row is
 * {@code DELETING} before the first byte goes, and goes itself only when all of its bytes have. One whose bytes cannot be
 * deleted is {@code EXPIRED} until a later attempt succeeds.
 */
public final class ExpirySweep implements Sweep {

    private static final int BATCH = 1000;

    private final RecoveryPointRepository points;
    private final ContentStore content;
    private final TagRepository tags;
    private final WorkQueue queue;
    private final Transactions transactions;
    private final InstantSource clock;
    private final SweepListener listener;
    private final BooleanSupplier processEnds;

    public ExpirySweep(
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

    @Override
    public String name() {
        return "expiry";
    }

    @Override
    public Optional<Instant> nextDue() {
        return points.nextDue(NextAction.Kind.EXPIRE);
    }

    @Override
    public void run(Instant upTo) {
        for (var due = due(upTo); !due.isEmpty() && !processEnds.getAsBoolean(); due = due(upTo)) {
            expire(due);
        }
    }

    private List<RecoveryPoint> due(Instant upTo) {
        return points.findDue(NextAction.Kind.EXPIRE, upTo, BATCH);
    }

    /**
     * Writes that they are being deleted also where that is written already: once this is durable, so is that. Whatever
     * somebody else changes meanwhile is left alone here, and looked at again while it is due.
     */
    private void expire(List<RecoveryPoint> due) {
        var deleting = transactions.inOne(() ->
                points.replaceAll(due.stream().map(RecoveryPoint::expiring).toList()));
        var failures = deleteBytes(deleting);
        remove(deleting.stream()
                .filter(point -> !failures.containsKey(point.content()))
                .toList());
        putOff(
                deleting.stream()
                        .filter(point -> failures.containsKey(point.content()))
                        .toList(),
                failures);
    }

    /** Answers why, for what could not be deleted. */
    private Map<ContentId, Exception> deleteBytes(List<RecoveryPoint> deleting) {
        var ids = deleting.stream().map(RecoveryPoint::content).toList();
        var failures = new HashMap<ContentId, Exception>();
        for (var tier : StorageTier.values()) {
            try {
                content.deleteAll(ids, tier).forEach(failures::putIfAbsent);
            } catch (RuntimeException e) {
                ids.forEach(id -> failures.putIfAbsent(id, e));
            }
        }
        return failures;
    }

    private void remove(List<RecoveryPoint> deleted) {
        var removed = transactions.inOne(() -> {
            var gone = points.removeAll(deleted);
            gone.stream().collect(Collectors.groupingBy(RecoveryPoint::owner)).forEach(this::removeTags);
            discardLateCopies(gone);
            return gone;
        });
        removed.forEach(listener::expired);
    }

    private void removeTags(Owner owner, List<RecoveryPoint> removed) {
        tags.removeAll(owner, removed.stream().map(RecoveryPoint::arn).toList());
    }

    /** A copy that was under way may bring cold bytes behind their deletion, and its process may die before it looks. */
    private void discardLateCopies(List<RecoveryPoint> removed) {
        var now = clock.instant();
        removed.stream()
                .filter(point -> point.isToBeColdBy(now))
                .map(point -> new Work.DiscardContent(point.owner(), point.content(), StorageTier.COLD))
                .forEach(work -> queue.enqueue(work, now.plus(Work.DiscardContent.LAST_WRITTEN_AFTER)));
    }

    private void putOff(List<RecoveryPoint> left, Map<ContentId, Exception> failures) {
        var now = clock.instant();
        var expired = transactions.inOne(() -> points.replaceAll(left.stream()
                .map(point -> point.notDeleted(why(point, failures), now))
                .toList()));
        expired.forEach(point -> listener.failed(point, why(point, failures)));
    }

    private static Exception why(RecoveryPoint point, Map<ContentId, Exception> failures) {
        return Optional.ofNullable(failures.get(point.content())).orElseThrow();
    }
}
