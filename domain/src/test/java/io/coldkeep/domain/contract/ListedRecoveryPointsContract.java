package io.coldkeep.domain.contract;

import static io.coldkeep.domain.contract.Pages.assertPagesHold;
import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.NIGHTLY_RULE;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aFileSystemArn;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointFilter;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.vault.Vault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link RecoveryPointRepository} promises of lists: what is in them, in which order, page by page. */
abstract class ListedRecoveryPointsContract extends RecoveryPointsFixture {

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
}
