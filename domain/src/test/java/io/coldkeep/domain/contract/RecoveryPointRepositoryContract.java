package io.coldkeep.domain.contract;

import static io.coldkeep.domain.contract.Pages.assertPagesHold;
import static io.coldkeep.domain.fixtures.Fixtures.END_OF_9999;
import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.NIGHTLY_RULE;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aFileSystemArn;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.access.Governed;
import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.fixtures.RecoveryPointBuilder;
import io.coldkeep.domain.lifecycle.Amount;
import io.coldkeep.domain.lifecycle.Cohort;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.recoverypoint.NextAction.Kind;
import io.coldkeep.domain.recoverypoint.PointTotal;
import io.coldkeep.domain.recoverypoint.ProtectedResource;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointFilter;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.vault.Vault;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link RecoveryPointRepository} promises. */
public abstract class RecoveryPointRepositoryContract {

    private static final Arn FILES = OWNER.arn("elasticfilesystem", "file-system/fs-aaaaaaaa");
    private static final Arn OTHER_FILES = OWNER.arn("elasticfilesystem", "file-system/fs-bbbbbbbb");
    /** Ids in the order of their text, which is not that of signed numbers. */
    private static final List<String> IDS_IN_ORDER = List.of(
            "00000000-0000-4000-8000-000000000001",
            "00000000-0000-4000-a000-000000000000",
            "7fffffff-0000-4000-8000-000000000000",
            "80000000-0000-4000-8000-000000000000",
            "ffffffff-ffff-4fff-bfff-ffffffffffff");

    protected abstract Catalog catalog();

    private RecoveryPointRepository points() {
        return catalog().recoveryPoints();
    }

    private boolean remove(RecoveryPoint point) {
        return !points().removeAll(List.of(point)).isEmpty();
    }

    @Test
    void findsNothingWhereNothingIs() {
        var vault = addVault(aVault().build());
        var nowhere = aRecoveryPoint().in(vault).build();

        assertThat(points().find(OWNER, nowhere.id())).isEmpty();
        assertThat(points().replace(aRecoveryPoint(nowhere).changed().build())).isFalse();
        assertThat(remove(nowhere)).isFalse();
        assertThat(points().listByVault(vault, RecoveryPointFilter.ALL, Pages.ALL)
                        .items())
                .isEmpty();
        assertThat(points().listByResource(OWNER, FILES, Pages.ALL).items()).isEmpty();
        assertThat(points().listResources(OWNER, Optional.empty(), Pages.ALL).items())
                .isEmpty();
        assertThat(points().findResource(OWNER, FILES)).isEmpty();
        assertThat(points().findDue(Kind.EXPIRE, END_OF_9999, 10)).isEmpty();
        assertThat(points().nextDue(Kind.EXPIRE)).isEmpty();
    }

    @Test
    void givesBackAllThatWasAdded() {
        var vault = addVault(aVault().name("aws/efs/automatic-backup-vault").build());
        var point = aRecoveryPoint()
                .in(vault)
                .resourceArn(FILES)
                .resourceName("files")
                .iamRoleArn("arn:aws:iam::123456789012:role/Backup")
                .initiationDate(Instant.parse("2026-01-02T03:04:05.001Z"))
                .creationDate(Instant.parse("2026-01-02T03:04:06.999Z"))
                .completionDate(Instant.parse("2026-01-02T03:04:07.120Z"))
                .backupSizeInBytes(Long.MAX_VALUE)
                .lifecycle(new Lifecycle(Optional.empty(), Optional.empty(), Optional.of(true))
                        .movingToColdAfter(30)
                        .deletingAfter(36_500))
                .tier(StorageTier.COLD)
                .status(RecoveryPoint.Status.DELETING)
                .statusMessage("why")
                .deletionRequestedAt(Instant.parse("2026-02-02T03:04:05.678Z"))
                .lastRestoreTime(Instant.parse("2026-02-01T03:04:05.678Z"))
                .version(7)
                .build();

        assertThat(points().add(point)).isTrue();

        assertThat(points().find(OWNER, point.id())).contains(point);
        assertThat(points().listByVault(vault, RecoveryPointFilter.ALL, Pages.ALL)
                        .items())
                .containsExactly(point);
        assertThat(points().listByResource(OWNER, FILES, Pages.ALL).items()).containsExactly(point);
        assertThat(points().findDue(Kind.EXPIRE, END_OF_9999, 1)).containsExactly(point);
    }

    @Test
    void findsRecoveryPointsByTheirContents() {
        var vault = addVault(aVault().build());
        var other = addVault(aVault().build());
        var one = addTo(vault, aRecoveryPoint());
        var another = addTo(other, aRecoveryPoint());
        addTo(vault, aRecoveryPoint());
        var unknown = new ContentId(vault.id(), UUID.randomUUID());
        var inAnotherVault = new ContentId(other.id(), one.content().attempt());

        assertThat(points().findByContents(List.of(one.content(), unknown, another.content())))
                .containsExactlyInAnyOrder(one, another);
        assertThat(points().findByContents(List.of(unknown, inAnotherVault))).isEmpty();
        assertThat(points().findByContents(List.of())).isEmpty();
    }

    @Test
    void findsWhatGovernsARecoveryPoint() {
        var vault = addVault(aVault().build());
        var other = addVault(aVault().build());
        var point = addTo(vault, aRecoveryPoint());
        var elsewhere = addTo(other, aRecoveryPoint());
        var policy = Optional.of(new PolicyText("policy"));

        assertThat(points().findGoverned(OWNER, point.id())).contains(new Governed<>(point, Optional.empty()));
        catalog().vaults().replaceAccessPolicy(new Governed<>(vault, Optional.empty()), policy);
        assertThat(points().findGoverned(OWNER, point.id())).contains(new Governed<>(point, policy));
        assertThat(points().findGoverned(OWNER, elsewhere.id())).contains(new Governed<>(elsewhere, Optional.empty()));
        assertThat(points().findGoverned(OTHER_REGION, point.id())).isEmpty();
        assertThat(points().findGoverned(
                                OWNER, aRecoveryPoint().in(vault).build().id()))
                .isEmpty();
    }

    @Test
    void givesBackWhatIsAbsentAsAbsent() {
        var point = add(aRecoveryPoint().createdAt(END_OF_9999));

        assertThat(points().find(OWNER, point.id())).contains(point);
    }

    @Test
    void keepsAnOptInThatIsFalseApartFromNone() {
        var optedOut = new Lifecycle(Optional.empty(), Optional.empty(), Optional.of(false));
        var point = add(aRecoveryPoint().lifecycle(optedOut));

        assertThat(points().find(OWNER, point.id())).contains(point);
    }

    @Test
    void keepsLifecyclesWithOneOfTheTwoNumbers() {
        var cold = add(aRecoveryPoint().lifecycle(Lifecycle.moveToColdAfter(36_500)));
        var expiring = add(aRecoveryPoint().lifecycle(Lifecycle.deleteAfter(1)));

        assertThat(points().find(OWNER, cold.id())).contains(cold);
        assertThat(points().find(OWNER, expiring.id())).contains(expiring);
    }

    @ParameterizedTest
    @MethodSource("io.coldkeep.domain.contract.OddTexts#odd")
    void keepsOddTextsAsTheyAre(String text) {
        var point = add(aRecoveryPoint().resourceName(text).statusMessage(text).iamRoleArn(text));

        assertThat(points().find(OWNER, point.id())).contains(point);
    }

    @Test
    void keepsANameOfTheLongestTagValue() {
        var point = add(aRecoveryPoint().resourceName(OddTexts.longEmoji()));

        assertThat(points().find(OWNER, point.id())).contains(point);
    }

    @Test
    void addsNoSecondRecoveryPointOfAnId() {
        var first = add(aRecoveryPoint());
        var vault = addVault(aVault().build());
        var second = aRecoveryPoint().in(vault).id(first.id()).build();

        assertThat(points().add(second)).isFalse();

        assertThat(points().find(OWNER, first.id())).contains(first);
        assertThat(catalog().vaults().countRecoveryPoints(vault)).isZero();
    }

    @Test
    void addsOneOfManyRecoveryPointsOfAnIdAtOnce() {
        var vault = addVault(aVault().build());
        for (var round = 0; round < 10; round++) {
            var point = aRecoveryPoint().in(vault).build();

            var added = Concurrently.run(
                    8,
                    i -> points().add(aRecoveryPoint(point).backupSizeInBytes(i).build()));

            assertThat(added).containsOnlyOnce(true);
            assertThat(points().find(OWNER, point.id()).orElseThrow().backupSizeInBytes())
                    .isEqualTo(added.indexOf(true));
        }
    }

    @Test
    void addsNothingToAVaultThatIsNotThere() {
        var point = aRecoveryPoint().build();

        assertThat(points().add(point)).isFalse();

        assertThat(points().find(OWNER, point.id())).isEmpty();
    }

    @Test
    void addsNothingForAVaultThatIsGoneToALaterOneOfItsName() {
        var gone = addVault(aVault().name("vault").build());
        catalog().vaults().removeIfEmpty(gone);
        var later = addVault(aVault().name("vault").build());

        assertThat(points().add(aRecoveryPoint().in(gone).build())).isFalse();

        assertThat(catalog().vaults().countRecoveryPoints(later)).isZero();
    }

    @Test
    void letsATransactionGoOnAfterARefusedAddition() {
        var first = add(aRecoveryPoint());
        var vault = addVault(aVault().build());
        var later = aRecoveryPoint().in(vault).build();

        catalog().transactions().inOne(() -> {
            assertThat(points().add(first)).isFalse();
            assertThat(points().add(aRecoveryPoint().build())).as("no vault").isFalse();
            assertThat(points().add(later)).isTrue();
        });

        assertThat(points().find(OWNER, later.id())).contains(later);
    }

    @Test
    void keepsOwnersApart() {
        var mine = add(aRecoveryPoint().resourceArn(FILES));
        Stream.of(OTHER_ACCOUNT, OTHER_REGION).forEach(other -> {
            var theirVault = addVault(
                    aVault().owner(other).name(mine.vaultName().value()).build());
            var theirs = aRecoveryPoint().in(theirVault).build();
            assertThat(points().add(theirs)).isTrue();

            assertThat(points().find(other, mine.id())).isEmpty();
            assertThat(points().find(OWNER, theirs.id())).isEmpty();
            assertThat(points().listByVault(theirVault, RecoveryPointFilter.ALL, Pages.ALL)
                            .items())
                    .containsExactly(theirs);
            assertThat(points().listByResource(other, FILES, Pages.ALL).items()).isEmpty();
            assertThat(points().findResource(other, FILES)).isEmpty();
            assertThat(points().listResources(other, Optional.empty(), Pages.ALL)
                            .items())
                    .extracting(ProtectedResource::resourceArn)
                    .containsExactly(theirs.resourceArn());
            assertThat(points().replace(
                                    aRecoveryPoint(mine).owner(other).changed().build()))
                    .isFalse();
            assertThat(remove(aRecoveryPoint(mine).owner(other).build())).isFalse();
        });
        assertThat(points().find(OWNER, mine.id())).contains(mine);
    }

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

    @Test
    void listsAVaultLatestFirstAndThenByIdDownwards() {
        var vault = addVault(aVault().build());
        var atOnce = IDS_IN_ORDER.stream()
                .map(id -> addTo(vault, aRecoveryPoint().id(id).createdAt(day(1))))
                .toList();
        var latest = addTo(
                vault,
                aRecoveryPoint().id("00000000-0000-4000-8000-000000000000").createdAt(day(2)));
        var aMillisecondEarlier = addTo(vault, aRecoveryPoint().createdAt(day(2).minusMillis(1)));
        var earliest = addTo(
                vault,
                aRecoveryPoint().id("ffffffff-ffff-4fff-bfff-fffffffffffe").createdAt(JAN_1));
        addTo(addVault(aVault().build()), aRecoveryPoint());

        var expected = List.of(
                latest,
                aMillisecondEarlier,
                atOnce.get(4),
                atOnce.get(3),
                atOnce.get(2),
                atOnce.get(1),
                atOnce.get(0),
                earliest);
        assertPagesHold(expected, page -> points().listByVault(vault, RecoveryPointFilter.ALL, page));
    }

    @Test
    void listsNothingOfAnEarlierVaultOfTheSameName() {
        var gone = addVault(aVault().name("vault").build());
        catalog().vaults().removeIfEmpty(gone);
        var later = addVault(aVault().name("vault").build());
        addTo(later, aRecoveryPoint());

        assertThat(points().listByVault(gone, RecoveryPointFilter.ALL, Pages.ALL)
                        .items())
                .isEmpty();
    }

    @Test
    void filtersByResourceAndByInstantsWhichAreExclusive() {
        var vault = addVault(aVault().build());
        var first = addTo(vault, aRecoveryPoint().resourceArn(FILES).createdAt(day(1)));
        var second = addTo(vault, aRecoveryPoint().resourceArn(OTHER_FILES).createdAt(day(2)));
        var third = addTo(vault, aRecoveryPoint().resourceArn(FILES).createdAt(day(3)));

        assertListed(vault, filter(Optional.of(FILES), Optional.empty(), Optional.empty()), third, first);
        assertListed(vault, filter(Optional.empty(), Optional.of(day(2)), Optional.empty()), first);
        assertListed(
                vault, filter(Optional.empty(), Optional.of(day(2).plusMillis(1)), Optional.empty()), second, first);
        assertListed(vault, filter(Optional.empty(), Optional.empty(), Optional.of(day(2))), third);
        assertListed(
                vault, filter(Optional.empty(), Optional.empty(), Optional.of(day(2).minusMillis(1))), third, second);
        assertListed(vault, filter(Optional.of(FILES), Optional.of(day(3)), Optional.of(JAN_1)), first);
        assertListed(vault, filter(Optional.of(aFileSystemArn()), Optional.empty(), Optional.empty()));
    }

    @Test
    void listsOnlyThoseOfAPlan() {
        var vault = addVault(aVault().build());
        var planned = addTo(vault, aRecoveryPoint().createdAt(day(1)).createdBy(NIGHTLY_RULE));
        var onDemand = addTo(vault, aRecoveryPoint().createdAt(day(2)).resourceArn(planned.resourceArn()));
        var plan = Optional.of(NIGHTLY_RULE.planId());

        assertListed(
                vault, new RecoveryPointFilter(Optional.empty(), plan, Optional.empty(), Optional.empty()), planned);
        assertListed(
                vault,
                new RecoveryPointFilter(Optional.of(planned.resourceArn()), plan, Optional.empty(), Optional.empty()),
                planned);
        assertListed(
                vault,
                new RecoveryPointFilter(
                        Optional.empty(), Optional.of(new PlanId("other")), Optional.empty(), Optional.empty()));
        assertListed(vault, RecoveryPointFilter.ALL, onDemand, planned);
    }

    @Test
    void listsResourcesForAsLongAsTheyHaveRecoveryPoints() {
        var vault = addVault(aVault().build());
        var first = addTo(vault, aRecoveryPoint().resourceArn(FILES).createdAt(day(1)));
        var second = addTo(vault, aRecoveryPoint().resourceArn(FILES).createdAt(day(2)));
        var page = PageRequest.first(10);

        remove(second);
        assertThat(points().listResources(vault.owner(), Optional.of(vault), page)
                        .items())
                .extracting(ProtectedResource::lastRecoveryPointArn)
                .containsExactly(first.arn());

        remove(first);
        assertThat(points().listResources(vault.owner(), Optional.of(vault), page)
                        .items())
                .isEmpty();
        assertThat(points().listResources(vault.owner(), Optional.empty(), page).items())
                .isEmpty();
    }

    @Test
    void filtersByInstantsFinerThanItsOwn() {
        var vault = addVault(aVault().build());
        var point = addTo(vault, aRecoveryPoint().createdAt(day(1)));

        assertListed(vault, filter(Optional.empty(), Optional.of(day(1).plusNanos(1)), Optional.empty()), point);
        assertListed(vault, filter(Optional.empty(), Optional.empty(), Optional.of(day(1).minusNanos(1))), point);
    }

    @Test
    void filtersByInstantsAsFarAwayAsCanBe() {
        var vault = addVault(aVault().build());
        var point = addTo(vault, aRecoveryPoint());

        assertListed(vault, filter(Optional.empty(), Optional.of(Instant.MAX), Optional.of(Instant.MIN)), point);
        assertListed(vault, filter(Optional.empty(), Optional.of(Instant.MIN), Optional.empty()));
        assertListed(vault, filter(Optional.empty(), Optional.empty(), Optional.of(Instant.MAX)));
    }

    private void assertListed(Vault vault, RecoveryPointFilter filter, RecoveryPoint... expected) {
        assertPagesHold(List.of(expected), page -> points().listByVault(vault, filter, page));
    }

    private static RecoveryPointFilter filter(
            Optional<Arn> resource, Optional<Instant> createdBefore, Optional<Instant> createdAfter) {
        return new RecoveryPointFilter(resource, Optional.empty(), createdBefore, createdAfter);
    }

    @Test
    void goesOnBehindTheKeyWhateverComesAndGoesBeforeIt() {
        var vault = addVault(aVault().build());
        var old = addTo(vault, aRecoveryPoint().createdAt(day(1)));
        var middle = addTo(vault, aRecoveryPoint().createdAt(day(2)));
        var recent = addTo(vault, aRecoveryPoint().createdAt(day(3)));

        var first = points().listByVault(vault, RecoveryPointFilter.ALL, PageRequest.first(2));
        addTo(vault, aRecoveryPoint().createdAt(day(4)));
        remove(middle);
        var second = points().listByVault(vault, RecoveryPointFilter.ALL, new PageRequest(2, first.next()));

        assertThat(first.items()).containsExactly(recent, middle);
        assertThat(second.items()).containsExactly(old);
    }

    @Test
    void listsAResourceOverAllVaultsLatestFirstAndThenByIdDownwards() {
        var oneVault = addVault(aVault().build());
        var otherVault = addVault(aVault().build());
        var atOnce = IntStream.range(0, IDS_IN_ORDER.size())
                .mapToObj(i -> addTo(
                        i % 2 == 0 ? oneVault : otherVault,
                        aRecoveryPoint()
                                .resourceArn(FILES)
                                .id(IDS_IN_ORDER.get(i))
                                .createdAt(day(1))))
                .toList();
        var latest = addTo(otherVault, aRecoveryPoint().resourceArn(FILES).createdAt(day(2)));
        addTo(oneVault, aRecoveryPoint().resourceArn(OTHER_FILES));

        var expected = List.of(latest, atOnce.get(4), atOnce.get(3), atOnce.get(2), atOnce.get(1), atOnce.get(0));
        assertPagesHold(expected, page -> points().listByResource(OWNER, FILES, page));
    }

    @Test
    void listsResourcesByArnWithTheLatestOfEach() {
        var oneVault = addVault(aVault().name("one").build());
        var otherVault = addVault(aVault().name("other").build());
        addTo(oneVault, aRecoveryPoint().resourceArn(FILES).createdAt(day(1)).resourceName("old name"));
        var latest = addTo(
                otherVault,
                aRecoveryPoint().resourceArn(FILES).createdAt(day(3)).resourceName("new name"));
        var only = addTo(oneVault, aRecoveryPoint().resourceArn(OTHER_FILES).createdAt(day(2)));

        var resourceOfLatest =
                new ProtectedResource(FILES, Optional.of("new name"), day(3), otherVault.arn(), latest.arn());
        var resourceOfOnly = new ProtectedResource(OTHER_FILES, Optional.empty(), day(2), oneVault.arn(), only.arn());
        assertPagesHold(
                List.of(resourceOfLatest, resourceOfOnly),
                page -> points().listResources(OWNER, Optional.empty(), page));
        assertThat(points().findResource(OWNER, FILES)).contains(resourceOfLatest);
        assertThat(points().findResource(OWNER, OTHER_FILES)).contains(resourceOfOnly);
    }

    @Test
    void listsTheResourcesOfOneVaultWithTheLatestInThere() {
        var oneVault = addVault(aVault().name("one").build());
        var otherVault = addVault(aVault().name("other").build());
        var older = addTo(oneVault, aRecoveryPoint().resourceArn(FILES).createdAt(day(1)));
        addTo(otherVault, aRecoveryPoint().resourceArn(FILES).createdAt(day(3)));
        addTo(otherVault, aRecoveryPoint().resourceArn(OTHER_FILES));

        assertPagesHold(
                List.of(new ProtectedResource(FILES, Optional.empty(), day(1), oneVault.arn(), older.arn())),
                page -> points().listResources(OWNER, Optional.of(oneVault), page));
    }

    @Test
    void takesTheHighestIdForTheLatestOfSeveralAtOnce() {
        var vault = addVault(aVault().build());
        var atOnce = Stream.of(2, 4, 0, 3, 1)
                .map(i -> addTo(
                        vault,
                        aRecoveryPoint()
                                .id(IDS_IN_ORDER.get(i))
                                .resourceArn(FILES)
                                .createdAt(day(1))))
                .toList();
        var highest = atOnce.get(1);
        var expected = new ProtectedResource(FILES, Optional.empty(), day(1), vault.arn(), highest.arn());

        assertThat(points().findResource(OWNER, FILES)).contains(expected);
        assertPagesHold(List.of(expected), page -> points().listResources(OWNER, Optional.empty(), page));
        assertPagesHold(List.of(expected), page -> points().listResources(OWNER, Optional.of(vault), page));
    }

    @Test
    void listsManyResourcesInTheOrderOfTheCharacters() {
        var vault = addVault(aVault().build());
        var arns = Stream.of("fs-00000000", "fs-00000000a", "fs-0000000a", "fs-9fffffff", "fs-a0000000")
                .map(id -> OWNER.arn("elasticfilesystem", "file-system/" + id))
                .toList();
        Stream.of(3, 1, 4, 0, 2).forEach(i -> addTo(vault, aRecoveryPoint().resourceArn(arns.get(i))));

        assertPagesHold(
                arns,
                page -> points().listResources(OWNER, Optional.empty(), page).map(ProtectedResource::resourceArn));
        assertPagesHold(
                arns,
                page -> points().listResources(OWNER, Optional.of(vault), page).map(ProtectedResource::resourceArn));
    }

    @Test
    void forgetsAResourceWithItsLastRecoveryPoint() {
        var point = add(aRecoveryPoint().resourceArn(FILES));
        remove(point);

        assertThat(points().findResource(OWNER, FILES)).isEmpty();
        assertThat(points().listResources(OWNER, Optional.empty(), Pages.ALL).items())
                .isEmpty();
    }

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

    /** Adds it to a vault of its own. */
    @Test
    void groupsByTheDayOfCreationInUtc() {
        var vault = addVault(aVault().build());
        Stream.of(
                        "2026-10-25T00:00:00Z",
                        "2026-10-25T23:59:59.999Z",
                        "2026-10-26T00:00:00Z",
                        "1969-12-31T23:59:59.999Z",
                        "9999-12-31T23:59:59.999Z")
                .forEach(instant -> addTo(
                        vault,
                        aRecoveryPoint().createdAt(Instant.parse(instant)).backupSizeInBytes(3)));

        assertThat(cohorts(Optional.of(vault)))
                .containsExactlyInAnyOrder(
                        resting("2026-10-25", Lifecycle.FOREVER, 2, 6),
                        resting("2026-10-26", Lifecycle.FOREVER, 1, 3),
                        resting("1969-12-31", Lifecycle.FOREVER, 1, 3),
                        resting("9999-12-31", Lifecycle.FOREVER, 1, 3));
    }

    @Test
    void groupsByWhatDecidesWhatBecomesOfThem() {
        var vault = addVault(aVault().build());
        var both = Lifecycle.moveToColdAfter(1).deletingAfter(91);
        var optedIn = new Lifecycle(both.moveToColdAfter(), both.deleteAfter(), Optional.of(true));
        Stream.of(Lifecycle.FOREVER, Lifecycle.moveToColdAfter(1), Lifecycle.deleteAfter(91), both, optedIn)
                .forEach(lifecycle ->
                        addTo(vault, aRecoveryPoint().lifecycle(lifecycle).backupSizeInBytes(5)));
        addTo(vault, aRecoveryPoint().tier(StorageTier.COLD).backupSizeInBytes(7));
        addTo(vault, aRecoveryPoint().deleting(JAN_1).backupSizeInBytes(11));
        addTo(vault, aRecoveryPoint().status(RecoveryPoint.Status.EXPIRED).backupSizeInBytes(13));

        var day = "2026-01-01";
        assertThat(cohorts(Optional.of(vault)))
                .containsExactlyInAnyOrder(
                        resting(day, Lifecycle.FOREVER, 1, 5),
                        resting(day, Lifecycle.moveToColdAfter(1), 1, 5),
                        resting(day, Lifecycle.deleteAfter(91), 1, 5),
                        resting(day, both, 2, 10),
                        cohort(day, Lifecycle.FOREVER, StorageTier.COLD, false, 1, 7),
                        cohort(day, Lifecycle.FOREVER, StorageTier.WARM, true, 2, 24));
    }

    @Test
    void groupsThoseOfAVaultOrOfAllVaultsOfTheOwner() {
        var vault = addVault(aVault().name("vault").build());
        var other = addVault(aVault().name("other").build());
        addTo(vault, aRecoveryPoint().backupSizeInBytes(1));
        addTo(other, aRecoveryPoint().backupSizeInBytes(10));
        Stream.of(OTHER_ACCOUNT, OTHER_REGION)
                .forEach(owner -> add(aRecoveryPoint().owner(owner)));

        assertThat(cohorts(Optional.of(vault))).containsExactly(resting("2026-01-01", Lifecycle.FOREVER, 1, 1));
        assertThat(cohorts(Optional.empty())).containsExactly(resting("2026-01-01", Lifecycle.FOREVER, 2, 11));
        assertThat(cohorts(Optional.of(aVault().build()))).isEmpty();
    }

    @Test
    void sumsMoreBytesThanALongCounts() {
        var vault = addVault(aVault().build());
        addTo(vault, aRecoveryPoint().backupSizeInBytes(Long.MAX_VALUE));
        addTo(vault, aRecoveryPoint().backupSizeInBytes(Long.MAX_VALUE));

        var amount = Amount.of(1, Long.MAX_VALUE).plus(Amount.of(1, Long.MAX_VALUE));
        assertThat(cohorts(Optional.of(vault))).extracting(Cohort::amount).containsExactly(amount);
    }

    @Test
    void countsThoseOfAllOwnersByTierAndStatus() {
        assertThat(points().totals()).isEmpty();
        add(aRecoveryPoint().backupSizeInBytes(Long.MAX_VALUE));
        add(aRecoveryPoint().owner(OTHER_ACCOUNT).backupSizeInBytes(Long.MAX_VALUE));
        add(aRecoveryPoint().owner(OTHER_REGION).tier(StorageTier.COLD).backupSizeInBytes(3));
        add(aRecoveryPoint().deleting(JAN_1).backupSizeInBytes(5));

        var large = Amount.of(1, Long.MAX_VALUE);
        assertThat(points().totals())
                .containsExactlyInAnyOrder(
                        new PointTotal(StorageTier.WARM, RecoveryPoint.Status.COMPLETED, large.plus(large)),
                        new PointTotal(StorageTier.COLD, RecoveryPoint.Status.COMPLETED, Amount.of(1, 3)),
                        new PointTotal(StorageTier.WARM, RecoveryPoint.Status.DELETING, Amount.of(1, 5)));
    }

    private List<Cohort> cohorts(Optional<Vault> vault) {
        return points().readCohorts(OWNER, vault, cohorts -> cohorts.collect(Collectors.toList()));
    }

    private static Cohort resting(String created, Lifecycle lifecycle, long points, long bytes) {
        return cohort(created, lifecycle, StorageTier.WARM, false, points, bytes);
    }

    private static Cohort cohort(
            String created, Lifecycle lifecycle, StorageTier tier, boolean deleting, long points, long bytes) {
        return new Cohort(LocalDate.parse(created), lifecycle, tier, deleting, Amount.of(points, bytes));
    }

    private RecoveryPoint add(RecoveryPointBuilder builder) {
        var vault = addVault(aVault().owner(builder.build().owner()).build());
        return addTo(vault, builder);
    }

    private RecoveryPoint addTo(Vault vault, RecoveryPointBuilder builder) {
        var point = builder.in(vault).build();
        assertThat(points().add(point)).isTrue();
        return point;
    }

    private Vault addVault(Vault vault) {
        assertThat(catalog().vaults().add(vault)).isTrue();
        return vault;
    }
}
