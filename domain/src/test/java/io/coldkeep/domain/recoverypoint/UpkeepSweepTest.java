package io.coldkeep.domain.recoverypoint;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentUpkeep;
import io.coldkeep.domain.content.Damage;
import io.coldkeep.domain.lifecycle.StorageTier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class UpkeepSweepTest extends SweepScene {

    private final List<Damage> damages = new ArrayList<>();
    private final List<Instant> runs = new ArrayList<>();

    private final UpkeepSweep sweep = new UpkeepSweep(
            new ContentUpkeep() {
                @Override
                public Optional<Instant> nextDue() {
                    return runs.isEmpty() ? Optional.of(JAN_1) : Optional.empty();
                }

                @Override
                public void run(Instant upTo, BooleanSupplier processEnds, Consumer<List<Damage>> findings) {
                    assertThat(processEnds.getAsBoolean()).isTrue();
                    runs.add(upTo);
                    findings.accept(damages);
                }
            },
            service.catalog.recoveryPoints(),
            service.sweepListener,
            () -> true);

    private static Damage damage(ContentId content) {
        return new Damage(content, StorageTier.WARM, "it is no more", List.of("a"), 1);
    }

    @Test
    void isDueWhenTheUpkeepIs() {
        assertThat(sweep.nextDue()).contains(JAN_1);

        sweep.run(JAN_1);

        assertThat(runs).containsExactly(JAN_1);
        assertThat(sweep.nextDue()).isEmpty();
        assertThat(service.heard).isEmpty();
    }

    @Test
    void tellsWhichRecoveryPointsAreDamaged() {
        var point = add(aRecoveryPoint());
        add(aRecoveryPoint());
        var other = add(aRecoveryPoint());
        damages.add(damage(point.content()));
        damages.add(damage(new ContentId(vault.id(), UUID.randomUUID())));
        damages.add(damage(other.content()));

        sweep.run(JAN_1);

        assertThat(service.heard)
                .containsExactly(
                        "damaged " + point.id() + ": it is no more", "damaged " + other.id() + ": it is no more");
    }
}
