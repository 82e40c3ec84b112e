package io.coldkeep.domain.recovery;

import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupJob;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.recovery.Recovered.Outcome;
import io.coldkeep.domain.recoverypoint.PointRecord;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PointRecoveryTest {

    private static final Lifecycle LIFECYCLE = Lifecycle.deleteAfter(200).movingToColdAfter(30);
    private static final Tags TAGS = Tags.ofUser(Map.of("of", "old"));

    private final MemoryService service = new MemoryService(Fixtures.JAN_1);
    private final ContentId content = new ContentId(uuid(), uuid());
    private final RecoveryPoint made = aRecoveryPoint().lifecycle(LIFECYCLE).build();

    private PointRecovery recovery(boolean withLifecycles) {
        var catalog = service.catalog;
        return new PointRecovery(
                catalog.vaults(),
                catalog.recoveryPoints(),
                catalog.tags(),
                catalog.backupJobs(),
                catalog.copyJobs(),
                catalog,
                withLifecycles);
    }

    private PointRecord record(UUID job) {
        return PointRecord.of(made, TAGS, job);
    }

    private Recovered recover(boolean withLifecycles) {
        return recovery(withLifecycles).add(record(uuid()), content, StorageTier.WARM, 1024);
    }

    private RecoveryPoint point() {
        return service.catalog.recoveryPoints().find(OWNER, made.id()).orElseThrow();
    }

    @Test
    void addsThePointWithItsVaultAndItsTags() {
        var recovered = recover(true);

        assertThat(recovered.outcome()).isEqualTo(Outcome.ADDED);
        assertThat(point()).isEqualTo(aRecoveryPoint(made).content(content).build());
        assertThat(service.catalog.tags().find(OWNER, made.arn())).isEqualTo(TAGS);
        var vault = service.catalog.vaults().find(OWNER, made.vaultName()).orElseThrow();
        assertThat(vault.id()).isEqualTo(content.vault());
        assertThat(vault.creationDate()).isEqualTo(made.initiationDate());
    }

    @Test
    void givesNoLifecycleUnlessToldSo() {
        recover(false);

        assertThat(point().lifecycle()).isEqualTo(Lifecycle.FOREVER);
        assertThat(point().nextAction()).isEmpty();
        assertThat(point().statusMessage().orElseThrow())
                .endsWith("MoveToColdStorageAfterDays 30, DeleteAfterDays 200.");
    }

    @Test
    void givesLifecyclesBackLater() {
        recover(false);

        assertThat(recover(true).outcome()).isEqualTo(Outcome.LIFECYCLE_RESTORED);

        assertThat(point().lifecycle()).isEqualTo(LIFECYCLE);
        assertThat(point().statusMessage()).isEmpty();
        assertThat(recover(true).outcome()).isEqualTo(Outcome.THERE);
    }

    @Test
    void leavesLifecyclesAloneThatWereSetSince() {
        recover(false);
        service.catalog.recoveryPoints().replace(point().withLifecycleAsMade(Lifecycle.FOREVER));

        assertThat(recover(true).outcome()).isEqualTo(Outcome.THERE);

        assertThat(point().lifecycle()).isEqualTo(Lifecycle.FOREVER);
    }

    @Test
    void leavesAPointAloneThatHasOtherBytes() {
        recover(true);
        var other = new ContentId(content.vault(), uuid());

        var recovered = recovery(true).add(record(uuid()), other, StorageTier.WARM, 1024);

        assertThat(recovered.outcome()).isEqualTo(Outcome.OTHER_CONTENT);
        assertThat(point().content()).isEqualTo(content);
    }

    @Test
    void takesThePlaceOfAnEmptyVaultOfThatName() {
        service.catalog.vaults().add(aVault().name(made.vaultName()).build());

        recover(true);

        assertThat(service.catalog
                        .vaults()
                        .find(OWNER, made.vaultName())
                        .orElseThrow()
                        .id())
                .isEqualTo(content.vault());
    }

    @Test
    void getsAnotherNameBesideAVaultThatIsNotEmpty() {
        var vault = aVault().name(made.vaultName()).build();
        service.catalog.vaults().add(vault);
        service.catalog.recoveryPoints().add(aRecoveryPoint().in(vault).build());

        recover(true);
        recover(true);

        assertThat(point().vaultName()).isEqualTo(VaultName.of(made.vaultName() + "-recovered"));
        assertThat(service.catalog.vaults().find(OWNER, made.vaultName())).contains(vault);
    }

    @Test
    void comesIntoItsVaultWhateverThatIsCalled() {
        var vault = aVault().name(made.vaultName()).build();
        service.catalog.vaults().add(vault);
        var point = aRecoveryPoint().in(vault).build();
        service.catalog.recoveryPoints().add(point);
        recover(true);
        service.catalog.recoveryPoints().removeAll(List.of(point));
        var next = PointRecord.of(aRecoveryPoint().lifecycle(LIFECYCLE).build(), TAGS, uuid());

        recovery(true).add(next, new ContentId(content.vault(), uuid()), StorageTier.WARM, 1024);

        assertThat(service.catalog.vaults().find(OWNER, made.vaultName()))
                .as("an empty vault of another")
                .contains(vault);
        assertThat(service.catalog
                        .recoveryPoints()
                        .find(OWNER, next.id())
                        .orElseThrow()
                        .vaultName())
                .isEqualTo(point().vaultName());
    }

    @Test
    void endsTheJobThatWasToMakeIt() {
        var job = aBackupJob().recoveryPoint(made.id()).state(JobState.RUNNING).build();
        service.catalog.backupJobs().add(job);

        recovery(true).add(record(job.id()), content, StorageTier.WARM, 1024);

        assertThat(service.catalog
                        .backupJobs()
                        .find(OWNER, job.id())
                        .orElseThrow()
                        .state())
                .isEqualTo(JobState.COMPLETED);
    }
}
