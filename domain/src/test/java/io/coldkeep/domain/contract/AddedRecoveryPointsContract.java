package io.coldkeep.domain.contract;

import static io.coldkeep.domain.fixtures.Fixtures.END_OF_9999;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.access.Governed;
import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.recoverypoint.NextAction.Kind;
import io.coldkeep.domain.recoverypoint.ProtectedResource;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointFilter;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a {@link RecoveryPointRepository} promises of those that are added: they are found as they were, once, and by their owner alone. */
abstract class AddedRecoveryPointsContract extends RecoveryPointsFixture {

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
}
