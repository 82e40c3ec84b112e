package io.coldkeep.domain.recoverypoint;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.contract.Concurrently;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.fixtures.RecoveryPointBuilder;
import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.memory.MemoryContentStore.Step;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleSweepTest {

    private static final Lifecycle COLD_AND_GONE = Lifecycle.moveToColdAfter(30).deletingAfter(120);

    private final MemoryService service = new MemoryService(JAN_1);
    private final Vault vault = aVault().build();

    /** A process that dies on the spot: no code of the service gets to react to it. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void addVault() {
        service.catalog.vaults().add(vault);
    }

    @Test
    void movesToColdAtTheInstantAndNotAMillisecondBefore() throws IOException {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));

        sweepAt(day(30).minusMillis(1));
        assertThat(stored(point)).contains(point);
        assertThat(service.content.kept(StorageTier.WARM)).containsExactly(point.content());

        sweepAt(day(30));
        assertThat(stored(point).orElseThrow().tier()).isEqualTo(StorageTier.COLD);
        assertThat(stored(point).orElseThrow().status()).isEqualTo(RecoveryPoint.Status.COMPLETED);
        assertThat(service.content.kept(StorageTier.COLD)).containsExactly(point.content());
        assertThat(service.content.kept(StorageTier.WARM)).isEmpty();
        assertThat(service.heard).containsExactly("cold " + point.id() + " at 2026-01-31T00:00:00Z");
    }

    @Test
    void expiresAtTheInstantAndNotAMillisecondBefore() throws IOException {
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
    void movesAndThenExpiresEachAtItsOwnInstant() throws IOException {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));

        sweepAt(day(30));
        sweepAt(day(120).minusMillis(1));
        assertThat(service.content.kept(StorageTier.COLD)).containsExactly(point.content());

        sweepAt(day(120));
        assertGone(point);
    }

    @Test
    void expiresWhatIsOverdueForBothWithoutMovingItFirst() throws IOException {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));

        sweepAt(day(500));

        assertGone(point);
        assertThat(service.heard).containsExactly("expired " + point.id() + " at 2027-05-16T00:00:00Z");
    }

    @Test
    void leavesAloneWhatIsKeptForever() throws IOException {
        var forever = add(aRecoveryPoint());
        var cold = addCold(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(1)));

        sweepAt(day(36_500));

        assertThat(stored(forever)).contains(forever);
        assertThat(stored(cold)).contains(cold);
        assertThat(service.heard).isEmpty();
        assertThat(service.sweep.nextDue()).isEmpty();
    }

    @Test
    void doesTheDeletionThatWasAskedForWhateverTheLifecycleSays() throws IOException {
        var warm = add(aRecoveryPoint());
        var cold = addCold(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        service.points.delete(ROOT, vault.name(), warm.arn().toString());
        service.points.delete(ROOT, vault.name(), cold.arn().toString());

        sweepAt(JAN_1);

        assertGone(warm);
        assertGone(cold);
    }

    @Test
    void actsInTheOrderOfTheInstantsForAllOwners() throws IOException {
        var strangersVault = aVault().owner(OTHER_ACCOUNT).build();
        service.catalog.vaults().add(strangersVault);
        var third = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(3)));
        var first = add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(1)));
        var second = add(strangersVault, aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(2)));

        sweepAt(day(10));

        assertThat(service.heard)
                .containsExactly(
                        "cold " + first.id() + " at 2026-01-11T00:00:00Z",
                        "expired " + second.id() + " at 2026-01-11T00:00:00Z",
                        "expired " + third.id() + " at 2026-01-11T00:00:00Z");
    }

    @Test
    void knowsWhatIsNextDue() throws IOException {
        add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        assertThat(service.sweep.nextDue()).contains(day(30));

        sweepAt(day(30));
        assertThat(service.sweep.nextDue()).contains(day(120));

        sweepAt(day(120));
        assertThat(service.sweep.nextDue()).isEmpty();
    }

    @Test
    void doesMoreThanOneBatch() throws IOException {
        for (var i = 0; i < 250; i++) {
            add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1 + i % 3)));
        }

        sweepAt(day(3));

        assertThat(service.content.kept(StorageTier.WARM)).isEmpty();
        assertThat(service.catalog.vaults().countRecoveryPoints(vault)).isZero();
        assertThat(service.heard).hasSize(250);
    }

    @Test
    void doesTheRestWhenOneFailsAndThatLater() throws IOException {
        var points = IntStream.range(0, 205)
                .mapToObj(i -> lifecycleOfDays(i, aRecoveryPoint()))
                .toList();
        var broken = List.of(points.get(0), points.get(7), points.get(120));
        var brokenContent = broken.stream().map(RecoveryPoint::content).collect(Collectors.toSet());
        service.content.before((step, id) -> {
            if (brokenContent.contains(id)) {
                throw new IOException("disk is broken");
            }
        });

        service.clock.set(day(300));
        assertThat(service.sweep.run(day(300))).isEqualTo(3);

        assertThat(service.content.kept(StorageTier.WARM)).isEqualTo(brokenContent);
        assertThat(service.heard)
                .filteredOn(what -> what.startsWith("failed"))
                .containsExactlyInAnyOrderElementsOf(broken.stream()
                        .map(point -> "failed " + point.id() + ": disk is broken")
                        .toList());

        service.content.recover();
        assertThat(service.sweep.run(day(300))).isZero();
        assertThat(service.content.kept(StorageTier.WARM)).isEmpty();
        assertThat(service.catalog.vaults().countRecoveryPoints(vault)).isZero();
    }

    private RecoveryPoint lifecycleOfDays(int i, RecoveryPointBuilder builder) {
        try {
            return add(builder.lifecycle(Lifecycle.deleteAfter(i + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void isStillDueWhenMovingToColdFails() throws IOException {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        failAt(Step.COPY_TO_COLD);

        assertThat(service.sweep.run(day(30))).isEqualTo(1);

        assertThat(stored(point)).contains(point);
        assertThat(service.sweep.nextDue()).contains(day(30));
        assertThat(service.content.kept(StorageTier.WARM)).containsExactly(point.content());
    }

    @Test
    void keepsTheWordDeletingWhileTheBytesCannotBeDeleted() throws IOException {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1)));
        failAt(Step.DELETE_WARM);
        service.clock.set(Instant.parse("2026-01-02T00:00:00.123456Z"));

        assertThat(service.sweep.run(service.clock.instant())).isEqualTo(1);

        var deleting = stored(point).orElseThrow();
        assertThat(deleting.status()).isEqualTo(RecoveryPoint.Status.DELETING);
        assertThat(deleting.deletionRequestedAt()).contains(Instant.parse("2026-01-02T00:00:00.123Z"));
        service.content.recover();
        sweepAt(day(2));
        assertGone(point);
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"COPY_TO_COLD", "DELETE_WARM"})
    void movesToColdOnceMoreAfterACrash(Step step) throws IOException {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));

        crashAt(step, day(30));
        assertBytesOf(point);
        sweepAt(day(30));

        assertBytesOf(point);
        assertThat(stored(point).orElseThrow().tier()).isEqualTo(StorageTier.COLD);
        assertThat(service.content.kept(StorageTier.COLD)).containsExactly(point.content());
        sweepAt(day(120));
        assertGone(point);
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"DELETE_WARM", "DELETE_COLD"})
    void expiresOnceMoreAfterACrash(Step step) throws IOException {
        var warm = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(120)));
        var cold = addCold(aRecoveryPoint().lifecycle(COLD_AND_GONE));

        crashAt(step, day(120));
        assertThat(List.of(warm, cold))
                .as("whoever is still there and not on its way out has its bytes")
                .allSatisfy(this::assertBytesOf);
        sweepAt(day(121));

        assertGone(warm);
        assertGone(cold);
    }

    /** Crashes at any step of any sweep never leave a resting recovery point without its bytes, nor keep it too long. */
    @Test
    void neverLeavesARecoveryPointWithoutItsBytesHoweverOftenItCrashes() throws IOException {
        var random = Seeds.random(LifecycleSweepTest.class);
        var points = new ArrayList<RecoveryPoint>();
        for (var i = 0; i < 50; i++) {
            var cold = random.nextInt(1, 100);
            points.add(add(aRecoveryPoint()
                    .lifecycle(Lifecycle.moveToColdAfter(cold).deletingAfter(cold + random.nextInt(90, 200)))));
        }
        for (var now = 1; now <= 300; now++) {
            service.clock.set(day(now));
            service.content.before((step, id) -> {
                if (random.nextInt(5) == 0) {
                    throw new Crash();
                }
            });
            try {
                service.sweep.run(day(now));
            } catch (Crash e) {
                assertThat(points).allSatisfy(this::assertBytesOf);
            }
            service.content.recover();
            service.sweep.run(day(now));
            for (var point : points) {
                assertBytesOf(point);
                assertThat(stored(point).flatMap(RecoveryPoint::nextActionAt).stream())
                        .allSatisfy(next -> assertThat(next).isAfter(service.clock.instant()));
            }
        }
        assertThat(points).allSatisfy(this::assertGone);
    }

    @Test
    void keepsWhatGotALaterEndBetweenReadingAndActing() throws IOException {
        var first = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1)));
        var second = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(2)));
        service.clock.set(day(2));
        onceBefore(Step.DELETE_WARM, () -> update(second, RequestedLifecycle.of(-1, 100)));

        service.sweep.run(day(2));

        assertGone(first);
        assertThat(stored(second).orElseThrow().lifecycle()).isEqualTo(Lifecycle.deleteAfter(100));
        assertThat(stored(second).orElseThrow().status()).isEqualTo(RecoveryPoint.Status.COMPLETED);
        assertBytesOf(second);
    }

    @Test
    void staysWarmWhenItsColdDayIsRemovedWhileItIsCopied() throws IOException {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        service.clock.set(day(30));
        onceBefore(Step.COPY_TO_COLD, () -> update(point, RequestedLifecycle.NONE));

        service.sweep.run(day(30));

        assertThat(stored(point).orElseThrow().tier()).isEqualTo(StorageTier.WARM);
        assertThat(service.content.kept(StorageTier.WARM)).containsExactly(point.content());
        assertThat(service.heard).isEmpty();
    }

    @Test
    void leavesNoColdBytesOfWhatWasDeletedWhileItWasCopied() throws IOException {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(30)));
        service.clock.set(day(30));
        onceBefore(Step.COPY_TO_COLD, () -> {
            // the copy is under way and has read all of the bytes when another process deletes them
            service.content.copyToCold(point.content());
            service.points.delete(ROOT, vault.name(), point.arn().toString());
            service.catalog.recoveryPoints().remove(stored(point).orElseThrow());
            service.content.delete(point.content(), StorageTier.WARM);
        });

        service.sweep.run(day(30));

        assertGone(point);
    }

    @Test
    void movesWhatARestoreTouchedWhileItWasCopied() throws IOException {
        var point = add(aRecoveryPoint().lifecycle(COLD_AND_GONE));
        service.clock.set(day(30));
        onceBefore(
                Step.COPY_TO_COLD,
                () -> service.points.restored(OWNER, point.arn().toString(), day(30)));

        service.sweep.run(day(30));
        runWork();

        assertThat(stored(point).orElseThrow().tier()).isEqualTo(StorageTier.COLD);
        assertThat(stored(point).orElseThrow().lastRestoreTime()).contains(day(30));
        assertThat(service.content.kept(StorageTier.WARM)).isEmpty();
        assertThat(service.heard).hasSize(1);
    }

    @Test
    void removesWhatARestoreTouchedWhileItsBytesWereDeleted() throws IOException {
        var point = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1)));
        service.clock.set(day(1));
        onceBefore(
                Step.DELETE_COLD,
                () -> service.points.restored(OWNER, point.arn().toString(), day(1)));

        assertThat(service.sweep.run(day(1))).isZero();

        assertGone(point);
        assertThat(service.heard).as("once").containsExactly("expired " + point.id() + " at 2026-01-02T00:00:00Z");
    }

    @Test
    void doesEachThingOnceWhenSeveralSweepAtOnce() throws IOException {
        for (var i = 0; i < 100; i++) {
            add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1)));
            add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(1)));
        }
        service.clock.set(day(1));

        var failures = Concurrently.run(4, i -> service.sweep.run(day(1)));

        // a copy may fail because another sweep has just finished the very same one
        assertThat(failures).hasSize(4);
        assertThat(service.sweep.run(day(1))).isZero();
        runWork();
        assertThat(service.heard)
                .filteredOn(what -> !what.startsWith("failed"))
                .hasSize(200)
                .doesNotHaveDuplicates();
        assertThat(service.content.kept(StorageTier.WARM)).isEmpty();
        assertThat(service.content.kept(StorageTier.COLD)).hasSize(100);
        assertThat(service.catalog.vaults().countRecoveryPoints(vault)).isEqualTo(100);
    }

    private void failAt(Step failing) {
        service.content.before((step, id) -> {
            if (step == failing) {
                throw new IOException("disk is broken");
            }
        });
    }

    private void crashAt(Step crashing, Instant now) {
        service.clock.set(now);
        service.content.before((step, id) -> {
            if (step == crashing) {
                throw new Crash();
            }
        });
        try {
            service.sweep.run(now);
            runWork();
        } catch (Crash e) {
            service.content.recover();
            return;
        }
        throw new AssertionError("it never came to " + crashing);
    }

    private interface Action {
        void run() throws IOException;
    }

    private void onceBefore(Step awaited, Action action) {
        var open = EnumSet.of(awaited);
        service.content.before((step, id) -> {
            if (open.remove(step)) {
                action.run();
            }
        });
    }

    private void update(RecoveryPoint point, RequestedLifecycle requested) {
        service.points.updateLifecycle(ROOT, vault.name(), point.arn().toString(), requested);
    }

    private void sweepAt(Instant now) {
        service.clock.set(now);
        assertThat(service.sweep.run(now)).isZero();
        runWork();
    }

    private void runWork() {
        try {
            service.runWork();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Optional<RecoveryPoint> stored(RecoveryPoint point) {
        return service.catalog.recoveryPoints().find(point.owner(), point.id());
    }

    /** As long as it is there and not on its way out, its bytes are in its tier. */
    private void assertBytesOf(RecoveryPoint point) {
        stored(point)
                .filter(there -> there.status() == RecoveryPoint.Status.COMPLETED)
                .ifPresent(
                        there -> assertThat(service.content.kept(there.tier())).contains(there.content()));
    }

    private void assertGone(RecoveryPoint point) {
        assertThat(stored(point)).isEmpty();
        for (var tier : StorageTier.values()) {
            assertThat(service.content.kept(tier)).doesNotContain(point.content());
        }
    }

    private RecoveryPoint add(RecoveryPointBuilder builder) throws IOException {
        return add(vault, builder);
    }

    private RecoveryPoint addCold(RecoveryPointBuilder builder) throws IOException {
        var point = add(vault, builder.tier(StorageTier.COLD));
        service.content.copyToCold(point.content());
        service.content.delete(point.content(), StorageTier.WARM);
        return point;
    }

    private RecoveryPoint add(Vault in, RecoveryPointBuilder builder) throws IOException {
        var point = builder.in(in).build();
        var files = service.fileSystems.create(OWNER, NewFileSystem.of("files of " + point.id(), Tags.NONE));
        service.content.store(point.content(), service.directories.source(files), Progress.IGNORED);
        assertThat(service.catalog.recoveryPoints().add(point)).isTrue();
        return point;
    }
}
