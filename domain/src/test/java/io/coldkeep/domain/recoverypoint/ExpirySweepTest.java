package io.coldkeep.domain.recoverypoint;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.contract.Concurrently;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.memory.MemoryContentStore.Step;
import io.coldkeep.domain.memory.MemoryWorkQueue;
import io.coldkeep.domain.recoverypoint.RecoveryPoint.Status;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.tag.Tags;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExpirySweepTest extends SweepScene {

    @Test
    void expiresAtTheInstantAndNotAMillisecondBefore() {
        var point = add(aRecoveryPoint().createdAt(JAN_1.plusMillis(7)).lifecycle(Lifecycle.deleteAfter(35)));
        service.tags.tag(ROOT, point.arn().toString(), Tags.ofUser(Map.of("a", "1")));

        sweepAt(day(35).plusMillis(6));
        assertThat(stored(point)).contains(point);

        sweepAt(day(35).plusMillis(7));
        assertGone(point);
        assertThat(service.catalog.tags().find(OWNER, point.arn())).isEqualTo(Tags.NONE);
        assertThat(service.heard).containsExactly("expired " + point.id() + " at 2026-02-05T00:00:00.007Z");
    }

    @Test
    void doesTheDeletionThatWasAskedForWhateverTheLifecycleSays() {
        var warm = add(aRecoveryPoint());
        var cold = addCold(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        delete(warm);
        delete(cold);

        sweepAt(JAN_1);

        assertGone(warm);
        assertGone(cold);
    }

    @Test
    void actsInTheOrderOfTheInstantsForAllOwners() {
        var strangersVault = aVault().owner(OTHER_ACCOUNT).build();
        service.catalog.vaults().add(strangersVault);
        var third = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(3)));
        var first = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1)));
        var second = add(strangersVault, aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(2)));
        service.catalog.tags().update(OTHER_ACCOUNT, second.arn(), old -> Tags.ofUser(Map.of("a", "1")));

        sweepAt(day(10));

        assertThat(service.heard)
                .containsExactly(
                        "expired " + first.id() + " at 2026-01-11T00:00:00Z",
                        "expired " + second.id() + " at 2026-01-11T00:00:00Z",
                        "expired " + third.id() + " at 2026-01-11T00:00:00Z");
        assertThat(service.catalog.tags().find(OTHER_ACCOUNT, second.arn())).isEqualTo(Tags.NONE);
    }

    @Test
    void doesMoreThanOneBatch() {
        service.catalog.inOne(() -> {
            for (var i = 0; i < 2_100; i++) {
                add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1 + i % 3)));
            }
        });

        sweepAt(day(3));

        assertThat(service.content.kept(StorageTier.WARM)).isEmpty();
        assertThat(service.catalog.vaults().countRecoveryPoints(vault)).isZero();
        assertThat(service.heard).hasSize(2_100).doesNotHaveDuplicates();
    }

    @Test
    void leavesTheRestToTheNextRunWhenTheProcessEnds() {
        var points = service.catalog.inOne(() -> IntStream.range(0, 1_001)
                .mapToObj(i -> add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1))))
                .toList());
        onceBefore(Step.DELETE_COLD, service::endProcess);

        sweepAt(day(1));
        assertThat(points.stream().flatMap(point -> stored(point).stream())).hasSize(1);

        service.startProcess();
        sweepAt(day(1));
        assertThat(points).allSatisfy(this::assertGone);
    }

    @Test
    void isSeenToDeleteWhileTheBytesGo() {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1)));
        var refusals = new int[1];
        service.content.before((step, id) -> {
            assertThat(stored(point).orElseThrow().status()).isEqualTo(Status.DELETING);
            assertThatThrownBy(() -> update(point, RequestedLifecycle.NONE)).isInstanceOf(WrongState.class);
            refusals[0]++;
        });

        sweepAt(day(1));

        assertThat(refusals[0]).isEqualTo(2);
    }

    @Test
    void saysWhyItCouldNotDeleteAndDoesSoLater() {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(35)));
        failAt(Step.DELETE_WARM);

        sweepAt(day(35));

        var expired = stored(point).orElseThrow();
        assertThat(expired.status()).isEqualTo(Status.EXPIRED);
        assertThat(expired.statusMessage()).contains("The deletion failed and is tried again. Read-only file system");
        assertThat(expired.failures()).isEqualTo(1);
        assertThat(service.expiry.nextDue()).contains(day(35).plusSeconds(5));
        assertThat(service.heard).hasSize(1).allMatch(what -> what.startsWith("failed " + point.id()));

        service.content.recover();
        sweepAt(day(35).plusSeconds(5).minusMillis(1));
        assertThat(stored(point)).contains(expired);
        sweepAt(day(35).plusSeconds(5));
        assertGone(point);
    }

    @Test
    void pausesLongerAfterEachFailureUpToADay() {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(35)));
        failAt(Step.DELETE_COLD);
        var now = day(35);
        for (var seconds : List.of(5, 10, 20, 40, 80)) {
            sweepAt(now);

            now = now.plusSeconds(seconds);
            assertThat(service.expiry.nextDue()).contains(now);
        }
        for (var failures = 6; failures < 20; failures++) {
            sweepAt(now);
            now = service.expiry.nextDue().orElseThrow();
        }

        assertThat(Duration.between(service.clock.instant(), now)).isEqualTo(Duration.ofDays(1));
        assertThat(stored(point).orElseThrow().failures()).isEqualTo(19);
    }

    @Test
    void expiresWhatAClientWantedDeletedWhenThatFails() {
        var point = add(aRecoveryPoint());
        delete(point);
        failAt(Step.DELETE_WARM);

        sweepAt(JAN_1);

        assertThat(stored(point).orElseThrow().status()).isEqualTo(Status.EXPIRED);
    }

    @Test
    void triesAtOnceWhenAClientWantsAnExpiredOneDeleted() {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(35)));
        failAt(Step.DELETE_WARM);
        sweepAt(day(35));
        service.content.recover();

        delete(point);

        var deleting = stored(point).orElseThrow();
        assertThat(deleting.status()).isEqualTo(Status.DELETING);
        assertThat(deleting.statusMessage()).isEmpty();
        sweepAt(day(35));
        assertGone(point);
    }

    @Test
    void changesNoLifecycleOfAnExpiredOne() {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(35)));
        failAt(Step.DELETE_WARM);
        sweepAt(day(35));

        assertThatThrownBy(() -> update(point, RequestedLifecycle.NONE))
                .isInstanceOf(WrongState.class)
                .hasMessageContaining("its status is EXPIRED");
        assertThatThrownBy(
                        () -> service.points.requireCompleted(OWNER, point.arn().toString()))
                .isInstanceOf(WrongState.class);
    }

    @Test
    void doesTheRestWhenSomeFail() {
        var points = service.catalog.inOne(() -> IntStream.range(0, 1_205)
                .mapToObj(i -> add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(i + 1))))
                .toList());
        var broken = List.of(points.get(0), points.get(7), points.get(1_120));
        var brokenContent = broken.stream().map(RecoveryPoint::content).collect(Collectors.toSet());
        service.content.before((step, id) -> {
            if (brokenContent.contains(id)) {
                throw new IOException("disk is broken");
            }
        });

        sweepAt(day(1_300));

        assertThat(service.content.kept(StorageTier.WARM)).isEqualTo(brokenContent);
        assertThat(service.catalog.vaults().countRecoveryPoints(vault)).isEqualTo(3);
        assertThat(service.heard)
                .filteredOn(what -> what.startsWith("failed"))
                .containsExactlyInAnyOrderElementsOf(broken.stream()
                        .map(point -> "failed " + point.id() + ": disk is broken; again at "
                                + day(1_300).plusSeconds(5))
                        .toList());
    }

    @Test
    void expiresAllThatItWasAtWhenTheStoreIsBroken() {
        var points = IntStream.range(0, 3)
                .mapToObj(i -> add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1))))
                .toList();
        service.content.before((step, id) -> {
            throw new IllegalStateException("a bug");
        });

        sweepAt(day(1));

        assertThat(points)
                .allSatisfy(point -> assertThat(stored(point).orElseThrow().statusMessage())
                        .contains("The deletion failed and is tried again. An internal error occurred."));
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"DELETE_WARM", "DELETE_COLD"})
    void expiresOnceMoreAfterACrash(Step step) {
        var warm = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(120)));
        var cold = addCold(aRecoveryPoint().lifecycle(COLD_AND_GONE));

        crashAt(step, day(120));
        assertThat(List.of(warm, cold))
                .as("whoever is still there and not on its way out has its bytes")
                .allSatisfy(this::assertBytesOf);
        sweepAt(day(120));

        assertGone(warm);
        assertGone(cold);
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"DELETE_WARM", "DELETE_COLD"})
    void expiresOnceWhenAnotherProcessDoesItAllMeanwhile(Step step) {
        var points = IntStream.range(0, 3)
                .mapToObj(i -> add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1))))
                .toList();
        onceBefore(step, () -> service.expiry.run(day(1)));

        sweepAt(day(1));

        assertThat(points).allSatisfy(this::assertGone);
        assertThat(service.heard).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void expiresOnceWhenAnotherProcessDoesItAllBehindAnyCommit() {
        for (var commits = 1; commits <= 2; commits++) {
            var point = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1)));
            service.clock.set(day(1));
            var left = new int[] {commits};
            service.catalog.afterCommit(() -> {
                if (--left[0] == 0) {
                    service.expiry.run(day(1));
                }
            });

            service.expiry.run(day(1));

            assertGone(point);
            assertThat(service.heard).hasSize(commits).doesNotHaveDuplicates();
        }
    }

    @Test
    void doesNotTakeForExpiredWhatAnotherProcessDeletedMeanwhile() {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1)));
        onceBefore(Step.DELETE_WARM, () -> {
            service.expiry.run(day(1));
            throw new IOException("stale file handle");
        });

        sweepAt(day(1));

        assertGone(point);
        assertThat(service.heard).containsExactly("expired " + point.id() + " at 2026-01-02T00:00:00Z");
    }

    @Test
    void deletesWhatAnotherProcessCouldNotDeleteMeanwhile() {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1)));
        onceBefore(Step.DELETE_WARM, () -> {
            failAt(Step.DELETE_WARM);
            service.expiry.run(day(1));
            service.content.recover();
        });

        sweepAt(day(1));
        assertThat(stored(point).orElseThrow().status()).isEqualTo(Status.EXPIRED);

        sweepAt(day(1).plusSeconds(5));
        assertGone(point);
    }

    @Test
    void keepsWhatGotALaterEndBetweenReadingAndActing() {
        var first = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1)));
        var second = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(2)));
        var third = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(3)));
        service.clock.set(day(2));

        stalling(() -> update(second, RequestedLifecycle.of(-1, 100))).run(day(2));

        assertGone(first);
        assertThat(stored(second).orElseThrow().lifecycle()).isEqualTo(Lifecycle.deleteAfter(100));
        assertThat(stored(second).orElseThrow().status()).isEqualTo(Status.COMPLETED);
        assertBytesOf(second);
        assertThat(stored(third)).contains(third);
    }

    @Test
    void expiresOnceWhatAnotherProcessExpiresBetweenReadingAndActing() {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1)));
        service.clock.set(day(1));

        stalling(() -> service.expiry.run(day(1))).run(day(1));

        assertGone(point);
        assertThat(service.heard).hasSize(1);
    }

    /** Another one that stalls once between reading and acting, while that happens. */
    private ExpirySweep stalling(Runnable meanwhile) {
        var isFirst = new AtomicBoolean(true);
        return new ExpirySweep(
                service.catalog.recoveryPoints(),
                service.content,
                service.catalog.tags(),
                service.queue,
                service.catalog,
                service.clock,
                service.sweepListener,
                () -> {
                    if (isFirst.getAndSet(false)) {
                        meanwhile.run();
                    }
                    return false;
                });
    }

    @Test
    void removesWhatARestoreTouchedWhileItsBytesWereDeleted() {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1)));
        onceBefore(
                Step.DELETE_COLD,
                () -> service.points.restored(OWNER, point.arn().toString(), day(1)));

        sweepAt(day(1));

        assertGone(point);
        assertThat(service.heard).as("once").containsExactly("expired " + point.id() + " at 2026-01-02T00:00:00Z");
    }

    @Test
    void leavesNoColdBytesThatComeBehindTheirDeletionOutOfAProcessThatDies() {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        service.clock.set(day(30));
        delete(point);
        onceAfter(Step.DELETE_COLD, () -> bringToCold(point));

        service.expiry.run(day(30));

        assertThat(stored(point)).isEmpty();
        assertThat(service.content.kept(StorageTier.COLD)).containsExactly(point.content());
        assertThat(service.queue.entries())
                .extracting(MemoryWorkQueue.Entry::at)
                .containsExactly(day(37));
        runWork();
        assertGone(point);
    }

    @Test
    void asksForNoMoreWorkWhereNoCopyCanBeUnderWay() {
        var neverCold = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(29)));
        var notYetCold = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        var cold = addCold(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        service.clock.set(day(29));
        delete(notYetCold);
        delete(cold);

        service.expiry.run(day(29));

        assertThat(List.of(neverCold, notYetCold, cold)).allSatisfy(this::assertGone);
        assertThat(service.queue.waiting()).isEmpty();
    }

    @Test
    void expiresEachOnceWhenSeveralSweepAtOnce() {
        service.catalog.inOne(() -> {
            for (var i = 0; i < 300; i++) {
                add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1)));
            }
        });
        service.clock.set(day(1));

        Concurrently.run(4, i -> {
            service.expiry.run(day(1));
            return i;
        });

        assertThat(service.heard).hasSize(300).doesNotHaveDuplicates();
        assertThat(service.content.kept(StorageTier.WARM)).isEmpty();
        assertThat(service.catalog.vaults().countRecoveryPoints(vault)).isZero();
    }
}
