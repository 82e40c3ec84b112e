package io.coldkeep.domain.contract;

import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aFileSystemArn;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.recoverypoint.NextAction.Kind;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link RecoveryPointRepository} promises of those that are replaced or removed: only the version that was read, by one of many who come at once. */
abstract class ChangedRecoveryPointsContract extends RecoveryPointsFixture {

    @Test
    void replacesAllThatMayChange() {
        var old = add(aRecoveryPoint());
        var changed = aRecoveryPoint(old)
                .lifecycle(Lifecycle.moveToColdAfter(1).deletingAfter(91))
                .tier(StorageTier.COLD)
                .deleting(Instant.parse("2026-01-02T03:04:05.006Z"))
                .statusMessage("why")
                .lastRestoreTime(Instant.parse("2026-01-02T03:04:05.007Z"))
                .changed()
                .build();

        assertThat(points().replace(changed)).isTrue();

        assertThat(points().find(OWNER, old.id())).contains(changed);
    }

    @Test
    void replacesALifecycleByNone() {
        var old = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1)));
        var changed = aRecoveryPoint(old).lifecycle(Lifecycle.FOREVER).changed().build();

        assertThat(points().replace(changed)).isTrue();

        assertThat(points().find(OWNER, old.id())).contains(changed);
        assertThat(points().nextDue(Kind.EXPIRE)).isEmpty();
    }

    @Test
    void replacesOnlyTheVersionBefore() {
        var old = add(aRecoveryPoint().version(3));

        assertThat(points().replace(old)).as("the same version").isFalse();
        assertThat(points().replace(aRecoveryPoint(old).version(2).build())).isFalse();
        assertThat(points().replace(aRecoveryPoint(old).version(5).build())).isFalse();
        assertThat(points().find(OWNER, old.id())).contains(old);
        assertThat(points().replace(aRecoveryPoint(old).version(4).build())).isTrue();
    }

    @Test
    void replacesNothingThatIsGone() {
        var point = add(aRecoveryPoint());
        remove(point);

        assertThat(points().replace(aRecoveryPoint(point).changed().build())).isFalse();

        assertThat(points().find(OWNER, point.id())).isEmpty();
    }

    @Test
    void letsExactlyOneOfManyChangesOfAVersionWin() {
        var point = add(aRecoveryPoint());
        for (var round = 0; round < 10; round++) {
            var old = points().find(OWNER, point.id()).orElseThrow();

            var replaced = Concurrently.run(
                    8,
                    i -> points().replace(aRecoveryPoint(old)
                            .lifecycle(Lifecycle.deleteAfter(i + 1))
                            .changed()
                            .build()));

            assertThat(replaced).containsOnlyOnce(true);
            assertThat(points().find(OWNER, point.id()).orElseThrow().lifecycle())
                    .isEqualTo(Lifecycle.deleteAfter(replaced.indexOf(true) + 1));
        }
    }

    @Test
    void letsEitherAChangeOrARemovalOfAVersionWin() {
        for (var round = 0; round < 20; round++) {
            var point = add(aRecoveryPoint());

            var done = Concurrently.run(
                    2,
                    i -> i == 0
                            ? points().replace(aRecoveryPoint(point).changed().build())
                            : remove(point));

            assertThat(done).containsOnlyOnce(true);
            assertThat(points().find(OWNER, point.id()).isPresent()).isEqualTo(done.get(0));
        }
    }

    @Test
    void replacesManyAndAnswersThoseThatItStored() {
        var points = addMany(2_000);
        var stale = points.get(1_500);
        points().replace(aRecoveryPoint(stale).changed().build());
        var changed = points.stream()
                .map(point -> aRecoveryPoint(point).deleting(day(1)).changed().build())
                .toList();
        var gone = aRecoveryPoint().version(1).build();

        var replaced = points().replaceAll(
                        Stream.concat(changed.stream(), Stream.of(gone)).toList());

        assertThat(replaced)
                .containsExactlyElementsOf(changed.stream()
                        .filter(point -> !point.id().equals(stale.id()))
                        .toList());
        assertThat(points().find(changed.get(0).owner(), changed.get(0).id())).contains(changed.get(0));
        assertThat(points().find(stale.owner(), stale.id()).orElseThrow().status())
                .isEqualTo(RecoveryPoint.Status.COMPLETED);
        assertThat(points().replaceAll(List.of())).isEmpty();
    }

    @Test
    void removesManyAndAnswersThoseThatItRemoved() {
        var points = addMany(2_000);
        var changed = aRecoveryPoint(points.get(1_500)).changed().build();
        points().replace(changed);
        var gone = aRecoveryPoint().build();

        var removed = points().removeAll(
                        Stream.concat(points.stream(), Stream.of(gone)).toList());

        assertThat(removed)
                .containsExactlyElementsOf(points.stream()
                        .filter(point -> !point.id().equals(changed.id()))
                        .toList());
        assertThat(points().find(OWNER, points.get(0).id())).isEmpty();
        assertThat(points().find(changed.owner(), changed.id())).contains(changed);
        assertThat(points().removeAll(List.of())).isEmpty();
    }

    /** In vaults of two owners, with resources that have several, in no order that a key has. */
    private List<RecoveryPoint> addMany(int count) {
        var vaults = List.of(
                addVault(aVault().build()),
                addVault(aVault().build()),
                addVault(aVault().owner(OTHER_ACCOUNT).build()));
        return catalog()
                .transactions()
                .inOne(() -> IntStream.range(0, count)
                        .mapToObj(i -> addTo(
                                vaults.get(i % 3),
                                aRecoveryPoint()
                                        .id(new RecoveryPointId(UUID.randomUUID()))
                                        .resourceArn(i % 2 == 0 ? FILES : aFileSystemArn())))
                        .toList());
    }

    @Test
    void letsExactlyOneOfManyRemoveEachOfMany() {
        var points = addMany(300);

        var removed = Concurrently.run(4, i -> {
            var shuffled = new ArrayList<>(points);
            Collections.shuffle(shuffled, new Random(i));
            return points().removeAll(shuffled);
        });

        assertThat(removed.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(points);
    }

    @Test
    void letsExactlyOneOfManyReplaceEachOfMany() {
        var points = addMany(300);

        var replaced = Concurrently.run(4, i -> {
            var shuffled = new ArrayList<>(points);
            Collections.shuffle(shuffled, new Random(i));
            return points().replaceAll(shuffled.stream()
                    .map(point ->
                            aRecoveryPoint(point).failures(i + 1).changed().build())
                    .toList());
        });

        assertThat(replaced.stream().flatMap(List::stream).map(RecoveryPoint::id))
                .containsExactlyInAnyOrderElementsOf(
                        points.stream().map(RecoveryPoint::id).toList());
        assertThat(replaced.stream().flatMap(List::stream))
                .allSatisfy(point ->
                        assertThat(points().find(point.owner(), point.id())).contains(point));
    }

    @Test
    void removesOnlyThatVersion() {
        var point = add(aRecoveryPoint().version(3));

        assertThat(remove(aRecoveryPoint(point).version(2).build())).isFalse();
        assertThat(remove(aRecoveryPoint(point).version(4).build())).isFalse();
        assertThat(points().find(OWNER, point.id())).contains(point);

        assertThat(remove(point)).isTrue();
        assertThat(points().find(OWNER, point.id())).isEmpty();
        assertThat(remove(point)).isFalse();
    }
}
