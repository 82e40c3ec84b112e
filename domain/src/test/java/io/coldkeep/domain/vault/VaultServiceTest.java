package io.coldkeep.domain.vault;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT_ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION_ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.AlreadyExists;
import io.coldkeep.domain.refusal.LimitExceeded;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.tag.Tags;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VaultServiceTest {

    private static final VaultName NAME = VaultName.of("vault");
    private static final Tags TAGS = Tags.ofUser(Map.of("a", "1"));

    private final MemoryService service = new MemoryService(Instant.parse("2026-01-01T00:00:00.123456Z"));
    private final VaultService vaults = service.vaults;

    @Test
    void makesAVaultWithItsTags() {
        var key = OWNER.arn("kms", "key/0f");

        var made = vaults.create(OWNER, NAME, Optional.of("request"), Optional.of(key), TAGS);

        assertThat(made.name()).isEqualTo(NAME);
        assertThat(made.creationDate()).isEqualTo(JAN_1.plusMillis(123));
        assertThat(made.encryptionKeyArn()).contains(key);
        assertThat(vaults.require(OWNER, NAME)).isEqualTo(made);
        assertThat(vaults.describe(ROOT, NAME)).isEqualTo(new VaultDetails(made, 0));
        assertThat(service.tags.list(ROOT, made.arn().toString())).isEqualTo(TAGS);
    }

    @Test
    void refusesANameThatIsTaken() {
        var made = vaults.create(OWNER, NAME, Optional.of("request"), Optional.empty(), TAGS);

        assertThatThrownBy(() -> vaults.create(OWNER, NAME, Optional.of("other"), Optional.empty(), Tags.NONE))
                .isInstanceOfSatisfying(AlreadyExists.class, refusal -> {
                    assertThat(refusal.subject()).isEqualTo(Subject.BACKUP_VAULT);
                    assertThat(refusal.id()).isEqualTo(made.arn().toString());
                    assertThat(refusal.token()).isEqualTo("request");
                })
                .hasMessage("Backup vault with the same name already exists");
        assertThat(service.tags.list(ROOT, made.arn().toString())).isEqualTo(TAGS);
    }

    @Test
    void refusesANameThatIsTakenWhenNeitherRequestHasAnId() {
        vaults.create(OWNER, NAME, Optional.empty(), Optional.empty(), Tags.NONE);

        assertThatThrownBy(() -> vaults.create(OWNER, NAME, Optional.empty(), Optional.empty(), Tags.NONE))
                .isInstanceOfSatisfying(
                        AlreadyExists.class,
                        refusal -> assertThat(refusal.token()).isEmpty());
    }

    @Test
    void answersTheSameRequestWithTheSameVault() {
        var made = vaults.create(OWNER, NAME, Optional.of("request"), Optional.empty(), TAGS);

        var again = vaults.create(OWNER, NAME, Optional.of("request"), Optional.empty(), Tags.NONE);

        assertThat(again).isEqualTo(made);
        assertThat(service.tags.list(ROOT, made.arn().toString())).isEqualTo(TAGS);
    }

    @Test
    void makesNothingWithTooManyTags() {
        var tooMany = Tags.ofUser(IntStream.range(0, 51)
                .mapToObj(i -> "key-" + i)
                .collect(Collectors.toMap(Function.identity(), k -> "v")));

        assertThatThrownBy(() -> vaults.create(OWNER, NAME, Optional.empty(), Optional.empty(), tooMany))
                .isInstanceOf(LimitExceeded.class);
        assertThatThrownBy(() -> vaults.require(OWNER, NAME)).isInstanceOf(NotFound.class);
    }

    @Test
    void hasADefaultVaultForEveryOwner() {
        var mine = vaults.require(OWNER, VaultName.DEFAULT);

        assertThat(vaults.require(OWNER, VaultName.DEFAULT)).isEqualTo(mine);
        assertThat(vaults.require(OTHER_REGION, VaultName.DEFAULT).id()).isNotEqualTo(mine.id());
        assertThat(vaults.list(OTHER_ACCOUNT, PageRequest.first(10)).items())
                .extracting(details -> details.vault().name())
                .containsExactly(VaultName.DEFAULT);
    }

    @Test
    void letsNobodyMakeTheDefaultVaultNotEvenBeforeAnybodyAskedForIt() {
        assertThatThrownBy(() -> vaults.create(OWNER, VaultName.DEFAULT, Optional.empty(), Optional.empty(), TAGS))
                .isInstanceOf(AlreadyExists.class);
        assertThat(vaults.require(OWNER, VaultName.DEFAULT)).isNotNull();
    }

    @Test
    void listsWithCounts() {
        var made = vaults.create(OWNER, NAME, Optional.empty(), Optional.empty(), Tags.NONE);
        service.catalog.recoveryPoints().add(aRecoveryPoint().in(made).build());

        assertThat(vaults.list(OWNER, PageRequest.first(10)).items())
                .extracting(details -> details.vault().name().value(), VaultDetails::numberOfRecoveryPoints)
                .containsExactly(tuple("Default", 0L), tuple("vault", 1L));
        assertThat(vaults.describe(ROOT, NAME).numberOfRecoveryPoints()).isEqualTo(1);
    }

    @Test
    void deletesAnEmptyVaultWithItsTags() {
        var made = vaults.create(OWNER, NAME, Optional.empty(), Optional.empty(), TAGS);

        vaults.delete(ROOT, NAME);

        assertThatThrownBy(() -> vaults.require(OWNER, NAME))
                .isInstanceOf(NotFound.class)
                .hasMessage("Backup vault 'vault' does not exist.");
        assertThat(service.catalog.tags().find(OWNER, made.arn())).isEqualTo(Tags.NONE);
        assertThat(vaults.create(OWNER, NAME, Optional.empty(), Optional.empty(), Tags.NONE)
                        .id())
                .isNotEqualTo(made.id());
    }

    @Test
    void keepsAVaultThatHoldsRecoveryPoints() {
        var made = vaults.create(OWNER, NAME, Optional.empty(), Optional.empty(), TAGS);
        service.catalog.recoveryPoints().add(aRecoveryPoint().in(made).build());
        service.catalog.recoveryPoints().add(aRecoveryPoint().in(made).build());

        assertThatThrownBy(() -> vaults.delete(ROOT, NAME))
                .isInstanceOfSatisfying(WrongState.class, refusal -> {
                    assertThat(refusal.reason()).isEqualTo(WrongState.Reason.VAULT_NOT_EMPTY);
                    assertThat(refusal.detail()).isEqualTo("2");
                })
                .hasMessage("Backup vault cannot be deleted because it contains recovery points.");
        assertThat(vaults.require(OWNER, NAME)).isEqualTo(made);
        assertThat(service.tags.list(ROOT, made.arn().toString())).isEqualTo(TAGS);
    }

    @Test
    void keepsTheDefaultVault() {
        assertThatThrownBy(() -> vaults.delete(ROOT, VaultName.DEFAULT))
                .isInstanceOfSatisfying(
                        WrongState.class, e -> assertThat(e.reason()).isEqualTo(WrongState.Reason.VAULT_IS_PERMANENT));
    }

    @Test
    void keepsTheServicesOwnVaultsEvenWhenTheyAreEmpty() {
        var own = aVault().name("aws/efs/automatic-backup-vault").build();
        service.catalog.vaults().add(own);

        assertThatThrownBy(() -> vaults.delete(ROOT, own.name())).isInstanceOf(AccessDenied.class);
        assertThatThrownBy(() -> vaults.delete(ROOT, VaultName.of("aws/other"))).isInstanceOf(NotFound.class);
        assertThat(vaults.require(OWNER, own.name())).isEqualTo(own);
    }

    @Test
    void belongsToItsOwnerOnly() {
        vaults.create(OWNER, NAME, Optional.empty(), Optional.empty(), Tags.NONE);

        assertThatThrownBy(() -> vaults.describe(OTHER_ACCOUNT_ROOT, NAME)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> vaults.delete(OTHER_REGION_ROOT, NAME)).isInstanceOf(NotFound.class);
        assertThat(vaults.require(OWNER, NAME)).isNotNull();
    }
}
