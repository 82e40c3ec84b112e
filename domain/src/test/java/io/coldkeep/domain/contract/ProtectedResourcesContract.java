package io.coldkeep.domain.contract;

import static io.coldkeep.domain.contract.Pages.assertPagesHold;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.recoverypoint.ProtectedResource;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link RecoveryPointRepository} promises of the resources that have recovery points. */
abstract class ProtectedResourcesContract extends RecoveryPointsFixture {

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
}
