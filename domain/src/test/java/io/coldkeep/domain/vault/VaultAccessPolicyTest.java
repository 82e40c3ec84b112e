package io.coldkeep.domain.vault;

import static io.coldkeep.domain.access.VaultAction.DELETE_BACKUP_VAULT;
import static io.coldkeep.domain.access.VaultAction.DELETE_BACKUP_VAULT_ACCESS_POLICY;
import static io.coldkeep.domain.access.VaultAction.DESCRIBE_BACKUP_VAULT;
import static io.coldkeep.domain.access.VaultAction.GET_BACKUP_VAULT_ACCESS_POLICY;
import static io.coldkeep.domain.access.VaultAction.PUT_BACKUP_VAULT_ACCESS_POLICY;
import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT_ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.access.Governed;
import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.contract.Concurrently;
import io.coldkeep.domain.memory.MemoryPolicies;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VaultAccessPolicyTest {

    private static final VaultName NAME = VaultName.of("vault");
    private static final VaultName OWN = VaultName.of("aws/efs/automatic-backup-vault");

    private final MemoryService service = new MemoryService(JAN_1);
    private final MemoryPolicies policies = service.accessPolicies;
    private final VaultService vaults = service.vaults;

    @BeforeEach
    void addVault() {
        service.catalog.vaults().add(aVault().name("vault").build());
    }

    @Test
    void keepsThePolicyThatWasPutLast() {
        var first = policies.denying(DELETE_BACKUP_VAULT);
        var second = policies.denying();
        vaults.putAccessPolicy(ROOT, NAME, first);

        assertThat(vaults.accessPolicy(ROOT, NAME)).isEqualTo(first);
        vaults.putAccessPolicy(ROOT, NAME, second);
        assertThat(vaults.accessPolicy(ROOT, NAME)).isEqualTo(second);
    }

    @Test
    void hasNoPolicyBeforeOneIsPutAndAfterItWasDeleted() {
        assertNotFound(Subject.VAULT_ACCESS_POLICY, () -> vaults.accessPolicy(ROOT, NAME));
        vaults.putAccessPolicy(ROOT, NAME, policies.denying(DELETE_BACKUP_VAULT));

        vaults.deleteAccessPolicy(ROOT, NAME);
        vaults.deleteAccessPolicy(ROOT, NAME);

        assertNotFound(Subject.VAULT_ACCESS_POLICY, () -> vaults.accessPolicy(ROOT, NAME));
        vaults.delete(ROOT, NAME);
    }

    @Test
    void knowsNoPolicyOfAVaultThatIsNotThere() {
        var nowhere = VaultName.of("nowhere");
        var policy = policies.denying(DELETE_BACKUP_VAULT);

        assertNotFound(Subject.BACKUP_VAULT, () -> vaults.accessPolicy(ROOT, nowhere));
        assertNotFound(Subject.BACKUP_VAULT, () -> vaults.deleteAccessPolicy(ROOT, nowhere));
        assertNotFound(Subject.BACKUP_VAULT, () -> vaults.putAccessPolicy(ROOT, nowhere, new PolicyText("none")));
        assertNotFound(Subject.BACKUP_VAULT, () -> vaults.putAccessPolicy(OTHER_ACCOUNT_ROOT, NAME, policy));
    }

    @Test
    void takesNoTextThatIsNoPolicyAndNoneThatIsOpenToEveryone() {
        var before = policies.denying(DELETE_BACKUP_VAULT);
        vaults.putAccessPolicy(ROOT, NAME, before);

        assertThatThrownBy(() -> vaults.putAccessPolicy(ROOT, NAME, new PolicyText("none")))
                .isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> vaults.putAccessPolicy(ROOT, NAME, policies.allowing(DELETE_BACKUP_VAULT)))
                .isInstanceOf(RuleBroken.class)
                .hasMessageContaining("cross-account sharing restrictions");
        assertThat(vaults.accessPolicy(ROOT, NAME)).isEqualTo(before);
    }

    @Test
    void governsTheDefaultVaultBeforeAnybodyAskedForIt() {
        vaults.putAccessPolicy(ROOT, VaultName.DEFAULT, policies.denying(DESCRIBE_BACKUP_VAULT));

        assertDenied(DESCRIBE_BACKUP_VAULT.toString(), () -> vaults.describe(ROOT, VaultName.DEFAULT));
    }

    @Test
    void deniesInTheWordsOfAws() {
        vaults.putAccessPolicy(ROOT, NAME, policies.denying(DELETE_BACKUP_VAULT));

        assertThatThrownBy(() -> vaults.delete(ROOT, NAME))
                .isInstanceOf(AccessDenied.class)
                .hasMessage(
                        "User: arn:aws:iam::123456789012:root is not authorized to perform: backup:DeleteBackupVault"
                                + " on resource: arn:aws:backup:eu-central-1:123456789012:backup-vault:vault"
                                + " with an explicit deny in a resource-based policy");
    }

    @Test
    void deniesWhatItDeniesAndNothingElse() {
        for (var denied : List.of(
                DESCRIBE_BACKUP_VAULT,
                DELETE_BACKUP_VAULT,
                GET_BACKUP_VAULT_ACCESS_POLICY,
                DELETE_BACKUP_VAULT_ACCESS_POLICY)) {
            service.catalog.vaults().add(aVault().name(denied.name()).build());
            var vault = VaultName.of(denied.name());
            vaults.putAccessPolicy(ROOT, vault, policies.denying(denied));

            assertThat(refused(() -> vaults.describe(ROOT, vault))).isEqualTo(denied == DESCRIBE_BACKUP_VAULT);
            assertThat(refused(() -> vaults.accessPolicy(ROOT, vault)))
                    .isEqualTo(denied == GET_BACKUP_VAULT_ACCESS_POLICY);
            assertThat(refused(() -> vaults.deleteAccessPolicy(ROOT, vault)))
                    .isEqualTo(denied == DELETE_BACKUP_VAULT_ACCESS_POLICY);
            vaults.putAccessPolicy(ROOT, vault, policies.denying(denied));
            assertThat(refused(() -> vaults.delete(ROOT, vault))).isEqualTo(denied == DELETE_BACKUP_VAULT);
        }
    }

    @Test
    void staysAsItIsWhenItDeniesToBeReplaced() {
        var locked = policies.denying(PUT_BACKUP_VAULT_ACCESS_POLICY, DELETE_BACKUP_VAULT_ACCESS_POLICY);
        vaults.putAccessPolicy(ROOT, NAME, locked);

        assertDenied("Put", () -> vaults.putAccessPolicy(ROOT, NAME, new PolicyText("none")));
        assertDenied("Delete", () -> vaults.deleteAccessPolicy(ROOT, NAME));
        assertThat(vaults.accessPolicy(ROOT, NAME)).isEqualTo(locked);
    }

    @Test
    void letsNobodyReplaceAPolicyThatForbidsItHoweverCloseTheyAre() {
        for (var round = 0; round < 50; round++) {
            var vault = aVault().build();
            service.catalog.vaults().add(vault);
            var locked = policies.denying(PUT_BACKUP_VAULT_ACCESS_POLICY);

            var refused = Concurrently.run(
                    4,
                    i -> refused(() -> vaults.putAccessPolicy(
                            ROOT, vault.name(), i == 0 ? locked : policies.denying(DELETE_BACKUP_VAULT))));

            assertThat(refused.get(0)).as("nothing forbids the first").isFalse();
            assertThat(vaults.accessPolicy(ROOT, vault.name())).isEqualTo(locked);
        }
    }

    @Test
    void makesAVaultOfItsOwnOnceWithItsPolicy() {
        var policy = policies.denying(DELETE_BACKUP_VAULT_ACCESS_POLICY);

        var made = Concurrently.run(4, i -> vaults.ensureServiceMade(OWNER, OWN, Optional.of(policy)));

        assertThat(made).containsOnly(made.get(0));
        assertThat(vaults.require(OWNER, OWN)).isEqualTo(made.get(0));
        assertThat(vaults.accessPolicy(ROOT, OWN)).isEqualTo(policy);
        var users = policies.denying(DELETE_BACKUP_VAULT);
        vaults.putAccessPolicy(ROOT, OWN, users);
        assertThat(vaults.ensureServiceMade(OWNER, OWN, Optional.of(policy))).isEqualTo(made.get(0));
        assertThat(vaults.accessPolicy(ROOT, OWN)).isEqualTo(users);
    }

    @Test
    void makesAVaultOfItsOwnWithoutAPolicyWhenToldSo() {
        vaults.ensureServiceMade(OWNER, OWN, Optional.empty());

        assertNotFound(Subject.VAULT_ACCESS_POLICY, () -> vaults.accessPolicy(ROOT, OWN));
    }

    @Test
    void tellsHowToLiftADenialThatTheServiceMade() {
        vaults.ensureServiceMade(OWNER, OWN, Optional.of(policies.denying(DELETE_BACKUP_VAULT_ACCESS_POLICY)));

        assertThatThrownBy(() -> vaults.deleteAccessPolicy(ROOT, OWN))
                .isInstanceOf(AccessDenied.class)
                .hasMessageContaining("automatic-backup-vault with an explicit deny in a resource-based policy. ")
                .hasMessageContaining("put a policy without the denial with PutBackupVaultAccessPolicy")
                .hasMessageContaining("COLDKEEP_AUTOMATIC_VAULT_POLICY=none");
        vaults.putAccessPolicy(ROOT, OWN, policies.denying());
        vaults.deleteAccessPolicy(ROOT, OWN);
    }

    @Test
    void keepsItsOwnVaultWhateverThePolicySays() {
        vaults.ensureServiceMade(OWNER, OWN, Optional.of(policies.denying(DELETE_BACKUP_VAULT)));

        assertThatThrownBy(() -> vaults.delete(ROOT, OWN))
                .isInstanceOf(AccessDenied.class)
                .hasMessageContaining("is made by the service and cannot be deleted");
    }

    @Test
    void remembersWhatPoliciesSayAndForgetsWhenTheyBecomeMany() {
        IntStream.range(0, 1000)
                .forEach(i -> vaults.putAccessPolicy(ROOT, NAME, policies.denying(DELETE_BACKUP_VAULT)));

        assertDenied("backup:DeleteBackupVault", () -> vaults.delete(ROOT, NAME));
    }

    @Test
    void doesNotAskWhatTheServiceDoesByItself() {
        var vault = vaults.require(OWNER, NAME);
        vaults.putAccessPolicy(ROOT, NAME, policies.denying(DESCRIBE_BACKUP_VAULT));

        assertThatCode(() -> vaults.require(OWNER, NAME)).doesNotThrowAnyException();
        assertThat(service.catalog.vaults().findGoverned(OWNER, NAME).map(Governed::subject))
                .contains(vault);
    }

    private static boolean refused(Runnable call) {
        try {
            call.run();
            return false;
        } catch (AccessDenied e) {
            return true;
        }
    }

    private static void assertDenied(String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(AccessDenied.class).hasMessageContaining(words);
    }

    private static void assertNotFound(Subject subject, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        NotFound.class, refusal -> assertThat(refusal.subject()).isEqualTo(subject));
    }
}
