package io.coldkeep.domain.recoverypoint;

import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** The two sweeps over the same recovery points. */
class SweepsTest extends SweepScene {

    @Test
    void moveAndThenExpireEachAtItsOwnInstant() {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        assertThat(service.coldMoves.nextDue()).contains(day(30));
        assertThat(service.expiry.nextDue()).isEmpty();

        sweepAt(day(30));
        assertThat(service.coldMoves.nextDue()).isEmpty();
        assertThat(service.expiry.nextDue()).contains(day(120));

        sweepAt(day(120).minusMillis(1));
        assertThat(service.content.kept(StorageTier.COLD)).containsExactly(point.content());

        sweepAt(day(120));
        assertGone(point);
        assertThat(service.expiry.nextDue()).isEmpty();
    }

    @Test
    void leaveAloneWhatIsKeptForever() {
        var forever = add(aRecoveryPoint());
        var cold = addCold(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(1)));

        sweepAt(day(36_500));

        assertThat(stored(forever)).contains(forever);
        assertThat(stored(cold)).contains(cold);
        assertThat(service.heard).isEmpty();
        assertThat(service.coldMoves.nextDue()).isEmpty();
        assertThat(service.expiry.nextDue()).isEmpty();
    }

    /** Crashes and failures at any step never leave a resting recovery point without its bytes, nor keep it too long. */
    @Test
    void neverLeaveARecoveryPointWithoutItsBytesHoweverOftenTheyCrashOrFail() {
        var random = Seeds.random(SweepsTest.class);
        var points = new ArrayList<RecoveryPoint>();
        for (var i = 0; i < 50; i++) {
            var cold = random.nextInt(1, 100);
            points.add(add(aRecoveryPoint()
                    .lifecycle(Lifecycle.moveToColdAfter(cold).deletingAfter(cold + random.nextInt(90, 200)))));
        }
        for (var now = 1; now <= 300; now++) {
            service.content.before((step, id) -> {
                switch (random.nextInt(8)) {
                    case 0 -> throw new Crash();
                    case 1 -> throw new IOException("disk is broken");
                    default -> {}
                }
            });
            service.clock.set(day(now));
            try {
                service.sweep();
            } catch (Crash e) {
                assertThat(points).allSatisfy(this::assertBytesOf);
            }
            service.content.recover();
            sweepAt(day(now).plusSeconds(3600)); // far enough for each to be tried again
            for (var point : points) {
                assertBytesOf(point);
                assertThat(stored(point).flatMap(RecoveryPoint::nextAction).stream())
                        .allSatisfy(next -> assertThat(next.at()).isAfter(service.clock.instant()));
            }
        }
        assertThat(points).allSatisfy(this::assertGone);
    }
}
