package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentUpkeep;
import io.coldkeep.domain.content.Damage;
import io.coldkeep.domain.work.Sweep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks after the bytes of recovery points, and tells whose are damaged. */
public final class UpkeepSweep implements Sweep {

    private final ContentUpkeep upkeep;
    private final RecoveryPointRepository points;
    private final SweepListener listener;
    private final BooleanSupplier processEnds;

    public UpkeepSweep(
            ContentUpkeep upkeep, RecoveryPointRepository points, SweepListener listener, BooleanSupplier processEnds) {
        this.upkeep = upkeep;
        this.points = points;
        this.listener = listener;
        this.processEnds = processEnds;
    }

    @Override
    public String name() {
        return "upkeep";
    }

    @Override
    public Optional<Instant> nextDue() {
        return upkeep.nextDue();
    }

    @Override
    public void run(Instant upTo) {
        upkeep.run(upTo, processEnds, this::tell);
    }

    /** What is no recovery point, or not yet, is the concern of whoever writes it. */
    private void tell(List<Damage> damages) {
        var ids = damages.stream().map(Damage::content).distinct().toList();
        var pointOf = points.findByContents(ids).stream()
                .collect(Collectors.<RecoveryPoint, ContentId, RecoveryPoint>toMap(
                        RecoveryPoint::content, Function.identity()));
        for (var damage : damages) {
            Optional.ofNullable(pointOf.get(damage.content())).ifPresent(point -> listener.damaged(point, damage));
        }
    }
}
