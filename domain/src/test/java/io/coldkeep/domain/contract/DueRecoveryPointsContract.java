package io.coldkeep.domain.contract;

import static io.coldkeep.domain.fixtures.Fixtures.END_OF_9999;
import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.recoverypoint.NextAction.Kind;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link RecoveryPointRepository} promises of what is due, and when. */
abstract class DueRecoveryPointsContract extends RecoveryPointsFixture {

    @Test
    void findsWhatIsDueAtAnInstantAndNotAMillisecondBefore() {
        var point = add(aRecoveryPoint().createdAt(JAN_1.plusMillis(5)).lifecycle(Lifecycle.deleteAfter(1)));
        var due = day(1).plusMillis(5);

        assertThat(points().findDue(Kind.EXPIRE, due.minusMillis(1), 10)).isEmpty();
        assertThat(points().findDue(Kind.EXPIRE, due, 10)).containsExactly(point);
        assertThat(points().findDue(Kind.EXPIRE, due.plusMillis(1), 10)).containsExactly(point);
    }

    @Test
    void findsWhatIsDueOfAllOwnersByKindInTheOrderOfTheInstants() {
        add(aRecoveryPoint());
        var expiresSecond = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(2)));
        var deletedThird = add(aRecoveryPoint().deleting(day(3)));
        var coldFirst = add(aRecoveryPoint()
                .owner(OTHER_REGION)
                .lifecycle(Lifecycle.moveToColdAfter(1).deletingAfter(91)));
        var expiresFifth = add(aRecoveryPoint()
                .owner(OTHER_ACCOUNT)
                .createdAt(day(1))
                .tier(StorageTier.COLD)
                .lifecycle(Lifecycle.moveToColdAfter(1).deletingAfter(91)));
        var coldSecond = add(aRecoveryPoint().createdAt(day(1)).lifecycle(Lifecycle.moveToColdAfter(3)));
        var expiredFourth = add(aRecoveryPoint()
                .status(RecoveryPoint.Status.EXPIRED)
                .failures(3)
                .retryAt(day(4)));
        var coldThird = add(aRecoveryPoint()
                .lifecycle(Lifecycle.moveToColdAfter(1).deletingAfter(200))
                .failures(20)
                .retryAt(day(92)));
        add(aRecoveryPoint().tier(StorageTier.COLD).lifecycle(Lifecycle.moveToColdAfter(1)));

        assertThat(points().findDue(Kind.EXPIRE, day(92), 10))
                .containsExactly(expiresSecond, deletedThird, expiredFourth, expiresFifth);
        assertThat(points().findDue(Kind.MOVE_TO_COLD, day(92), 10)).containsExactly(coldFirst, coldSecond, coldThird);
        assertThat(points().findDue(Kind.EXPIRE, day(3), 10)).containsExactly(expiresSecond, deletedThird);
        assertThat(points().findDue(Kind.MOVE_TO_COLD, day(3), 10)).containsExactly(coldFirst);
    }

    @Test
    void findsNoMoreThanTheLimitAndTheEarliestOfThem() {
        var due = IntStream.of(5, 3, 1, 4, 2)
                .mapToObj(days -> add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(days))))
                .toList();

        assertThat(points().findDue(Kind.EXPIRE, day(10), 2)).containsExactly(due.get(2), due.get(4));
    }

    @Test
    void findsWhatIsDueAsItChanges() {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(1).deletingAfter(100)));
        var cold = aRecoveryPoint(point).tier(StorageTier.COLD).changed().build();

        assertThat(points().findDue(Kind.MOVE_TO_COLD, day(99), 10)).containsExactly(point);

        points().replace(cold);

        assertThat(points().findDue(Kind.MOVE_TO_COLD, day(99), 10)).isEmpty();
        assertThat(points().findDue(Kind.EXPIRE, day(99), 10)).isEmpty();
        assertThat(points().findDue(Kind.EXPIRE, day(100), 10)).containsExactly(cold);

        var asked = aRecoveryPoint(cold).deleting(day(5)).changed().build();
        points().replace(asked);

        assertThat(points().findDue(Kind.EXPIRE, day(5), 10)).containsExactly(asked);

        remove(asked);

        assertThat(points().findDue(Kind.EXPIRE, END_OF_9999, 10)).isEmpty();
    }

    @Test
    void knowsTheEarliestInstantOfAKind() {
        assertThat(points().nextDue(Kind.EXPIRE)).isEmpty();
        assertThat(points().nextDue(Kind.MOVE_TO_COLD)).isEmpty();

        add(aRecoveryPoint());
        assertThat(points().nextDue(Kind.EXPIRE)).as("kept forever").isEmpty();

        add(aRecoveryPoint().createdAt(JAN_1.plusMillis(7)).lifecycle(Lifecycle.deleteAfter(100)));
        assertThat(points().nextDue(Kind.EXPIRE)).contains(day(100).plusMillis(7));
        assertThat(points().nextDue(Kind.MOVE_TO_COLD)).isEmpty();

        add(aRecoveryPoint().owner(OTHER_ACCOUNT).lifecycle(Lifecycle.moveToColdAfter(50)));
        assertThat(points().nextDue(Kind.EXPIRE)).contains(day(100).plusMillis(7));
        assertThat(points().nextDue(Kind.MOVE_TO_COLD)).contains(day(50));

        var asked = add(aRecoveryPoint().deleting(day(2)));
        assertThat(points().nextDue(Kind.EXPIRE)).contains(day(2));

        remove(asked);
        assertThat(points().nextDue(Kind.EXPIRE)).contains(day(100).plusMillis(7));
    }

    @Test
    void knowsAnInstantAtTheEndOfTime() {
        add(aRecoveryPoint().createdAt(END_OF_9999.minusSeconds(86_400)).lifecycle(Lifecycle.deleteAfter(1)));

        assertThat(points().nextDue(Kind.EXPIRE)).contains(END_OF_9999);
    }
}
