package io.coldkeep.domain.contract;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.lifecycle.Amount;
import io.coldkeep.domain.lifecycle.Cohort;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.recoverypoint.PointTotal;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.vault.Vault;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link RecoveryPointRepository} promises of how many there are, and how many bytes. */
abstract class CountedRecoveryPointsContract extends RecoveryPointsFixture {

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
}
