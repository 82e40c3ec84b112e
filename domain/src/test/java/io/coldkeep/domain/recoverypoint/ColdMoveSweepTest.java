package io.coldkeep.domain.recoverypoint;

import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.contract.Concurrently;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.memory.MemoryContentStore.Step;
import io.coldkeep.domain.recoverypoint.NextAction.Kind;
import io.coldkeep.domain.recoverypoint.RecoveryPoint.Status;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColdMoveSweepTest extends SweepScene {

    @Test
    void movesToColdAtTheInstantAndNotAMillisecondBefore() {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));

        sweepAt(day(30).minusMillis(1));
        assertThat(stored(point)).contains(point);
        assertThat(service.content.kept(StorageTier.WARM)).containsExactly(point.content());

        sweepAt(day(30));
        assertIsCold(point);
        assertThat(stored(point).orElseThrow().status()).isEqualTo(Status.COMPLETED);
        assertThat(service.heard).containsExactly("cold " + point.id() + " at 2026-01-31T00:00:00Z");
    }

    @Test
    void actsInTheOrderOfTheInstantsForAllOwners() {
        var strangersVault = aVault().owner(OTHER_ACCOUNT).build();
        service.catalog.vaults().add(strangersVault);
        var second = add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(2)));
        var first = add(strangersVault, aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(1)));

        sweepAt(day(10));

        assertThat(service.heard)
                .containsExactly(
                        "cold " + first.id() + " at 2026-01-11T00:00:00Z",
                        "cold " + second.id() + " at 2026-01-11T00:00:00Z");
    }

    @Test
    void leavesTheRestToTheNextRunWhenTheProcessEnds() {
        var first = add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(1)));
        var second = add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(2)));
        service.content.after((step, id) -> {
            if (step == Step.COPY_TO_COLD) {
                service.endProcess();
            }
        });

        sweepAt(day(2));
        assertIsCold(first);
        assertThat(stored(second)).contains(second);

        service.startProcess();
        sweepAt(day(2));
        assertIsCold(second);
    }

    @Test
    void staysWarmWhenTheMoveFailsSaysWhyAndMovesLater() {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        failAt(Step.COPY_TO_COLD);

        sweepAt(day(30));

        var warm = stored(point).orElseThrow();
        assertThat(warm.tier()).isEqualTo(StorageTier.WARM);
        assertThat(warm.status()).isEqualTo(Status.COMPLETED);
        assertThat(warm.statusMessage())
                .contains("The move to cold storage failed and is tried again. Read-only file system");
        assertThat(service.coldMoves.nextDue()).contains(day(30).plusSeconds(5));
        assertThat(service.heard).hasSize(1).allMatch(what -> what.startsWith("failed " + point.id()));
        assertThat(service.content.kept(StorageTier.WARM)).containsExactly(point.content());

        sweepAt(day(30).plusSeconds(5));
        assertThat(service.coldMoves.nextDue()).contains(day(30).plusSeconds(15));

        service.content.recover();
        sweepAt(day(30).plusSeconds(15));
        assertIsCold(point);
        var cold = stored(point).orElseThrow();
        assertThat(cold.statusMessage()).isEmpty();
        assertThat(cold.failures()).isZero();
        assertThat(cold.nextAction()).contains(new NextAction(Kind.EXPIRE, day(120)));
    }

    @Test
    void movesTheRestWhenOneFails() {
        var broken = add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(1)));
        var sound = add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(2)));
        service.content.lose(broken.content());

        sweepAt(day(2));

        assertThat(stored(broken).orElseThrow().statusMessage().orElseThrow())
                .contains("of the recovery point is damaged");
        assertIsCold(sound);
    }

    @Test
    void expiresAtItsEndWhatCouldNotBeMoved() {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        failAt(Step.COPY_TO_COLD);
        sweepAt(day(120).minusSeconds(1));
        assertThat(stored(point).orElseThrow().nextAction()).contains(new NextAction(Kind.EXPIRE, day(120)));

        sweepAt(day(120));

        assertGone(point);
    }

    @Test
    void countsFailedDeletionsAnewBehindFailedMoves() {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        failAt(Step.COPY_TO_COLD);
        sweepAt(day(30));
        sweepAt(day(31));
        failAt(Step.DELETE_WARM);

        sweepAt(day(120));

        assertThat(stored(point).orElseThrow().failures()).isEqualTo(1);
        assertThat(service.expiry.nextDue()).contains(day(120).plusSeconds(5));
    }

    @Test
    void followsANewLifecycleOfWhatCouldNotBeMoved() {
        var kept = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        var later = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        var again = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        failAt(Step.COPY_TO_COLD);
        sweepAt(day(30));
        service.content.recover();

        update(kept, RequestedLifecycle.of(-1, 200));
        update(later, RequestedLifecycle.of(40, 200));
        update(again, RequestedLifecycle.of(30, 200));

        assertThat(stored(kept).orElseThrow().nextAction()).contains(new NextAction(Kind.EXPIRE, day(200)));
        assertThat(stored(kept).orElseThrow().statusMessage()).isEmpty();
        assertThat(stored(later).orElseThrow().nextAction()).contains(new NextAction(Kind.MOVE_TO_COLD, day(40)));
        sweepAt(day(30));
        assertIsCold(again);
        assertThat(stored(later).orElseThrow().tier()).isEqualTo(StorageTier.WARM);
    }

    @Test
    void leavesToExpiryWhatIsOverdueForBothWithoutMovingItFirst() {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        service.clock.set(day(500));

        service.coldMoves.run(day(500));
        assertThat(service.content.kept(StorageTier.COLD)).isEmpty();
        assertThat(service.coldMoves.nextDue()).isEmpty();

        service.expiry.run(day(500));
        assertGone(point);
        assertThat(service.heard).containsExactly("expired " + point.id() + " at 2027-05-16T00:00:00Z");
    }

    @Test
    void keepsNoExpiryWaitingForACopy() {
        var copied = add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(1)));
        var expiring = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(2)));
        onceBefore(Step.COPY_TO_COLD, () -> {
            service.expiry.run(day(2));
            assertGone(expiring);
        });

        sweepAt(day(2));

        assertIsCold(copied);
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"COPY_TO_COLD", "DELETE_WARM"})
    void movesToColdOnceMoreAfterACrash(Step step) {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));

        crashAt(step, day(30));
        assertBytesOf(point);
        sweepAt(day(30));

        assertIsCold(point);
        sweepAt(day(120));
        assertGone(point);
    }

    @Test
    void staysWarmWhenItsColdDayIsRemovedWhileItIsCopied() {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        onceBefore(Step.COPY_TO_COLD, () -> update(point, RequestedLifecycle.NONE));

        sweepAt(day(30));

        assertThat(stored(point).orElseThrow().tier()).isEqualTo(StorageTier.WARM);
        assertThat(service.content.kept(StorageTier.WARM)).containsExactly(point.content());
        assertThat(service.heard).isEmpty();
    }

    @Test
    void endsTheCopyThatAProcessDiedInWhenTheColdDayIsRemovedOrPutOff() {
        var never = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        var later = add(aRecoveryPoint().lifecycle(COLD_AND_GONE.movingToColdAfter(29)));
        crashAt(Step.COPY_TO_COLD, day(30));
        update(later, RequestedLifecycle.of(40, 200));
        crashAt(Step.COPY_TO_COLD, day(30));
        assertThat(service.content.openCopies()).containsExactlyInAnyOrder(never.content(), later.content());

        update(never, RequestedLifecycle.NONE);
        runWork();

        assertThat(service.content.openCopies()).isEmpty();
        sweepAt(day(40));
        assertIsCold(later);
    }

    @Test
    void endsTheCopyThatIsBegunBehindTheChangeByAProcessThatDiesThen() throws IOException {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        service.content.before((step, id) -> {
            if (step == Step.COPY_TO_COLD) {
                update(point, RequestedLifecycle.NONE);
                service.runDueWork();
                service.content.openCopy(id);
                throw new Crash();
            }
        });
        service.clock.set(day(30));
        assertThatThrownBy(() -> service.coldMoves.run(day(30))).isInstanceOf(Crash.class);
        assertThat(service.content.openCopies()).containsExactly(point.content());

        service.clock.set(day(37));
        service.runDueWork();

        assertThat(service.content.openCopies()).isEmpty();
    }

    @Test
    void leavesACopyAloneOfWhatIsToBeColdAfterAll() throws IOException {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        crashAt(Step.COPY_TO_COLD, day(30));
        update(point, RequestedLifecycle.of(31, 200));
        service.clock.set(day(31));

        service.runDueWork();

        assertThat(service.content.openCopies()).containsExactly(point.content());
        sweepAt(day(31));
        assertThat(service.content.openCopies()).isEmpty();
        assertIsCold(point);
    }

    @Test
    void letsGoOfACopyWhenTheProcessEndsAndCopiesAgainLater() {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(30)));
        onceBefore(Step.COPY_TO_COLD, service::endProcess);

        sweepAt(day(30));

        assertThat(stored(point).orElseThrow()).isEqualTo(point);
        assertThat(service.content.kept(StorageTier.COLD)).isEmpty();
        assertThat(service.heard).isEmpty();
        service.startProcess();
        sweepAt(day(30));
        assertIsCold(point);
    }

    @Test
    void leavesNoColdBytesOfWhatWasDeletedWhileItWasCopied() {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(30)));
        onceBefore(Step.COPY_TO_COLD, () -> {
            // the copy is under way and has read all of the bytes when another process deletes them
            service.content.copyToCold(point.content(), Progress.IGNORED);
            delete(point);
            service.catalog.recoveryPoints().removeAll(List.of(stored(point).orElseThrow()));
            service.content.delete(point.content(), StorageTier.WARM);
        });

        sweepAt(day(30));

        assertGone(point);
    }

    @Test
    void leavesNoColdBytesOfWhatIsBeingDeletedWhileItIsCopied() {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(30)));
        service.clock.set(day(30));
        onceBefore(
                Step.COPY_TO_COLD, () -> delete(point)); // by a process that looks for cold bytes before they are there

        service.coldMoves.run(day(30));
        runWork();

        assertThat(service.content.kept(StorageTier.COLD)).isEmpty();
        service.expiry.run(day(30));
        assertGone(point);
    }

    @Test
    void triesAgainToDeleteTheColdBytesOfWhatWasDeletedWhileItWasCopied() throws Exception {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(30)));
        service.clock.set(day(30));
        onceBefore(Step.COPY_TO_COLD, () -> delete(point));
        service.coldMoves.run(day(30));
        failAt(Step.DELETE_COLD);
        assertThatThrownBy(service::runWork).isInstanceOf(FileSystemException.class);
        service.content.recover();

        runWork();

        assertThat(service.content.kept(StorageTier.COLD)).isEmpty();
    }

    @Test
    void movesWhatARestoreTouchedWhileItWasCopied() {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        onceBefore(
                Step.COPY_TO_COLD,
                () -> service.points.restored(OWNER, point.arn().toString(), day(30)));

        sweepAt(day(30));

        assertIsCold(point);
        assertThat(stored(point).orElseThrow().lastRestoreTime()).contains(day(30));
        assertThat(service.heard).hasSize(1);
    }

    @Test
    void movesOnceWhenAnotherProcessDoesItAllMeanwhile() {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        onceBefore(Step.COPY_TO_COLD, () -> service.coldMoves.run(day(30)));

        sweepAt(day(30));

        assertIsCold(point);
        assertThat(service.heard).hasSize(1);
    }

    @Test
    void doesNotTakeForFailedWhatAnotherProcessMovedMeanwhile() {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        onceBefore(Step.COPY_TO_COLD, () -> {
            service.coldMoves.run(day(30));
            throw new IOException("stale file handle");
        });

        sweepAt(day(30));

        assertIsCold(point);
        assertThat(service.heard).containsExactly("cold " + point.id() + " at 2026-01-31T00:00:00Z");
    }

    @Test
    void movesEachOnceWhenSeveralSweepAtOnce() {
        var points = IntStream.range(0, 100)
                .mapToObj(i -> add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(1))))
                .toList();
        service.clock.set(day(1));

        Concurrently.run(4, i -> {
            service.coldMoves.run(day(1));
            return i;
        });
        runWork();

        assertThat(points).allSatisfy(this::assertIsCold);
        assertThat(service.heard).hasSize(100).doesNotHaveDuplicates();
    }

    private void assertIsCold(RecoveryPoint point) {
        assertThat(stored(point).orElseThrow().tier()).isEqualTo(StorageTier.COLD);
        assertThat(service.content.kept(StorageTier.COLD)).contains(point.content());
        assertThat(service.content.kept(StorageTier.WARM)).doesNotContain(point.content());
    }
}
