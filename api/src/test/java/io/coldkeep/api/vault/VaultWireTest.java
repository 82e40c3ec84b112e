package io.coldkeep.api.vault;

import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.InMemoryService;
import io.coldkeep.api.ServiceTest;
import io.coldkeep.domain.vault.VaultName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.AlreadyExistsException;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.CreateBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.EncryptionKeyType;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsResponse;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.backup.model.VaultState;
import software.amazon.awssdk.services.backup.model.VaultType;

class VaultWireTest extends ServiceTest {

    private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/mrk-12345678123412341234123456789012";

    @Test
    void makesAVaultAndDescribesIt() {
        var made = account.backup()
                .createBackupVault(request -> request.backupVaultName("Nightly_1")
                        .creatorRequestId("mine")
                        .encryptionKeyArn(KEY)
                        .backupVaultTags(Map.of("team", "storage")));

        assertThat(made.backupVaultName()).isEqualTo("Nightly_1");
        assertThat(made.backupVaultArn())
                .isEqualTo("arn:aws:backup:eu-central-1:" + account.owner().account() + ":backup-vault:Nightly_1");
        assertThat(made.creationDate()).isEqualTo(InMemoryService.START);
        var described = account.backup().describeBackupVault(request -> request.backupVaultName("Nightly_1"));
        assertThat(described.backupVaultName()).isEqualTo("Nightly_1");
        assertThat(described.backupVaultArn()).isEqualTo(made.backupVaultArn());
        assertThat(described.creationDate()).isEqualTo(InMemoryService.START);
        assertThat(described.creatorRequestId()).isEqualTo("mine");
        assertThat(described.encryptionKeyArn()).isEqualTo(KEY);
        assertThat(described.encryptionKeyType()).isEqualTo(EncryptionKeyType.CUSTOMER_MANAGED_KMS_KEY);
        assertThat(described.vaultType()).isEqualTo(VaultType.BACKUP_VAULT);
        assertThat(described.vaultState()).isEqualTo(VaultState.AVAILABLE);
        assertThat(described.numberOfRecoveryPoints()).isZero();
        assertThat(described.locked()).isFalse();
        assertThat(described.minRetentionDays()).isNull();
        assertThat(described.maxRetentionDays()).isNull();
        assertThat(described.lockDate()).isNull();
        assertThat(account.backup()
                        .listTags(request -> request.resourceArn(made.backupVaultArn()))
                        .tags())
                .isEqualTo(Map.of("team", "storage"));
    }

    @Test
    void namesNoKeyForAVaultWithoutOne() {
        create("plain");

        var described = account.backup().describeBackupVault(request -> request.backupVaultName("plain"));

        assertThat(described.encryptionKeyArn()).isNull();
        assertThat(described.encryptionKeyType()).isNull();
    }

    @Test
    void answersTheSameRequestWithTheSameVault() {
        var first = account.backup()
                .createBackupVault(request -> request.backupVaultName("once").creatorRequestId("mine"));
        service.clock.set(InMemoryService.START.plusSeconds(1));
        var again = account.backup()
                .createBackupVault(request -> request.backupVaultName("once").creatorRequestId("mine"));

        assertThat(again.equalsBySdkFields(first)).isTrue();
        var refused = assertRefused(
                AlreadyExistsException.class,
                "Backup vault with the same name already exists",
                () -> account.backup()
                        .createBackupVault(
                                request -> request.backupVaultName("once").creatorRequestId("another")));
        assertThat(refused.arn()).isEqualTo(first.backupVaultArn());
        assertThat(refused.creatorRequestId()).isEqualTo("mine");
        assertThat(refused.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "Nightly", "a-b_C9", "12345678901234567890123456789012345678901234567890"})
    void takesNamesOf2To50LettersDigitsHyphensAndUnderscores(String name) {
        assertThat(create(name).backupVaultName()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "with.dot",
                "with space",
                "aws/efs/automatic-backup-vault",
                "ä-vault",
                "123456789012345678901234567890123456789012345678901"
            })
    void refusesOtherNames(String name) {
        assertRefused(
                InvalidParameterValueException.class,
                "BackupVaultName must match ^[a-zA-Z0-9\\-\\_]{2,50}$, was '" + name + "'",
                () -> create(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "123456789012345678901234567890123456789012345678901"})
    void refusesRequestIdsThatAreNone(String id) {
        assertRefused(
                InvalidParameterValueException.class,
                "CreatorRequestId must match ^[a-zA-Z0-9\\-_.]{1,50}$, was '" + id + "'",
                () -> account.backup()
                        .createBackupVault(
                                request -> request.backupVaultName("vault").creatorRequestId(id)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:kms:eu-central-1:123456789012:alias/mine",
                "12345678-1234-1234-1234-123456789012",
                "arn:aws:s3:eu-central-1:123456789012:key/12345678-1234-1234-1234-123456789012"
            })
    void refusesKeysThatAreNoArnOfAKey(String key) {
        var refused = assertRefused(
                InvalidParameterValueException.class,
                () -> account.backup()
                        .createBackupVault(
                                request -> request.backupVaultName("vault").encryptionKeyArn(key)));
        assertThat(refused.awsErrorDetails().errorMessage()).startsWith("EncryptionKeyArn must match");
    }

    @Test
    void refusesTagsThatAreNone() {
        assertRefused(
                InvalidParameterValueException.class,
                "BackupVaultTags keys must not begin with 'aws:', was 'AWS:x'",
                () -> account.backup()
                        .createBackupVault(
                                request -> request.backupVaultName("vault").backupVaultTags(Map.of("AWS:x", "y"))));
        assertThat(list().backupVaultList()).hasSize(1);
    }

    @Test
    void hasADefaultVaultInEveryAccountAndRegion() {
        var elsewhere = service.account(account.owner().account().value(), "us-west-2");

        assertThat(elsewhere
                        .backup()
                        .describeBackupVault(request -> request.backupVaultName("Default"))
                        .backupVaultArn())
                .isEqualTo("arn:aws:backup:us-west-2:" + account.owner().account() + ":backup-vault:Default");
        assertThat(list().backupVaultList())
                .extracting(BackupVaultListMember::backupVaultName)
                .containsExactly("Default");
    }

    @Test
    void listsWhatItDescribesAndCountsExactly() {
        create("nightly");
        var vault = service.catalog
                .vaults()
                .find(account.owner(), VaultName.of("nightly"))
                .orElseThrow();
        service.catalog.recoveryPoints().add(aRecoveryPoint().in(vault).build());
        service.catalog.recoveryPoints().add(aRecoveryPoint().in(vault).build());

        var listed = list().backupVaultList().getLast();

        var described = account.backup().describeBackupVault(request -> request.backupVaultName("nightly"));
        assertThat(listed.numberOfRecoveryPoints()).isEqualTo(2);
        for (var field : listed.sdkFields()) {
            assertThat(described.getValueForField(field.memberName(), Object.class))
                    .as(field.memberName())
                    .isEqualTo(listed.getValueForField(field.memberName(), Object.class));
        }
    }

    @Test
    void listsInPagesToTheLastOne() {
        for (var i = 0; i < 4; i++) {
            create("vault-" + i);
        }

        var names = new ArrayList<String>();
        var sizes = new ArrayList<Integer>();
        for (var page : account.backup().listBackupVaultsPaginator(request -> request.maxResults(2))) {
            sizes.add(page.backupVaultList().size());
            page.backupVaultList().forEach(vault -> names.add(vault.backupVaultName()));
        }

        assertThat(sizes).containsExactly(2, 2, 1);
        assertThat(names).containsExactly("Default", "vault-0", "vault-1", "vault-2", "vault-3");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1001, -5})
    void listsPagesOf1To1000(int max) {
        assertRefused(
                InvalidParameterValueException.class,
                "MaxResults must be 1 to 1000, was " + max,
                () -> account.backup().listBackupVaults(request -> request.maxResults(max)));
    }

    @Test
    void takesNoTokenThatItDidNotIssueForTheList() {
        create("other");
        var token = account.backup()
                .listBackupVaults(request -> request.maxResults(1))
                .nextToken();
        var changed = token.substring(0, token.length() - 2) + (token.endsWith("AA") ? "BB" : "AA");

        for (var wrong : List.of(changed, "nonsense", "AAAA", UUID.randomUUID().toString())) {
            assertRefused(
                    InvalidParameterValueException.class,
                    "NextToken must be a token of this list and these filters, was '" + wrong + "'",
                    () -> account.backup().listBackupVaults(request -> request.nextToken(wrong)));
        }
        assertRefused(
                InvalidParameterValueException.class,
                () -> account.backup()
                        .listBackupVaults(request -> request.nextToken(token).byShared(false)));
        assertRefused(
                InvalidParameterValueException.class,
                () -> service.newAccount().backup().listBackupVaults(request -> request.nextToken(token)));
        assertRefused(
                InvalidParameterValueException.class,
                () -> account.backup().listProtectedResources(request -> request.nextToken(token)));
    }

    @Test
    void filtersByTypeAndSharing() {
        assertThat(account.backup()
                        .listBackupVaults(
                                request -> request.byVaultType("BACKUP_VAULT").byShared(false))
                        .backupVaultList())
                .hasSize(1);
        for (var type : List.of("LOGICALLY_AIR_GAPPED_BACKUP_VAULT", "RESTORE_ACCESS_BACKUP_VAULT")) {
            var none = account.backup().listBackupVaults(request -> request.byVaultType(type));
            assertThat(none.hasBackupVaultList()).isTrue();
            assertThat(none.backupVaultList()).isEmpty();
        }
        assertThat(account.backup()
                        .listBackupVaults(request -> request.byShared(true))
                        .backupVaultList())
                .isEmpty();
        assertRefused(
                InvalidParameterValueException.class,
                "ByVaultType must be one of BACKUP_VAULT, LOGICALLY_AIR_GAPPED_BACKUP_VAULT,"
                        + " RESTORE_ACCESS_BACKUP_VAULT, was 'cupboard'",
                () -> account.backup().listBackupVaults(request -> request.byVaultType("cupboard")));
    }

    @Test
    void deletesAnEmptyVault() {
        var arn = create("empty").backupVaultArn();

        var answer = account.backup().deleteBackupVault(request -> request.backupVaultName("empty"));

        assertThat(answer.sdkHttpResponse().statusCode()).isEqualTo(200);
        assertMissing("empty");
        assertRefused(
                ResourceNotFoundException.class, () -> account.backup().listTags(request -> request.resourceArn(arn)));
    }

    @Test
    void keepsAVaultThatHoldsRecoveryPoints() {
        var vault = aVault().owner(account.owner()).name("full").build();
        service.catalog.vaults().add(vault);
        service.catalog.recoveryPoints().add(aRecoveryPoint().in(vault).build());

        var refused = assertRefused(
                InvalidRequestException.class,
                "Backup vault cannot be deleted because it contains recovery points.",
                () -> account.backup().deleteBackupVault(request -> request.backupVaultName("full")));

        assertThat(refused.code()).isEqualTo("ERROR_9101");
        assertThat(refused.context()).isEqualTo("1");
        assertThat(account.backup()
                        .describeBackupVault(request -> request.backupVaultName("full"))
                        .numberOfRecoveryPoints())
                .isEqualTo(1);
    }

    @Test
    void keepsTheVaultsThatBelongToTheService() {
        assertRefused(
                InvalidRequestException.class,
                "Backup vault cannot be deleted because it is the default vault.",
                () -> account.backup().deleteBackupVault(request -> request.backupVaultName("Default")));

        var automatic = "aws/efs/automatic-backup-vault";
        service.catalog
                .vaults()
                .add(aVault().owner(account.owner()).name(automatic).build());
        var refused = assertRefused(
                BackupException.class,
                () -> account.backup().deleteBackupVault(request -> request.backupVaultName(automatic)));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
        assertThat(account.backup()
                        .describeBackupVault(request -> request.backupVaultName(automatic))
                        .backupVaultName())
                .isEqualTo(automatic);
    }

    @Test
    void knowsNoVaultOfAnotherAccount() {
        create("mine");
        var stranger = service.newAccount();

        assertRefused(
                ResourceNotFoundException.class,
                "Backup vault 'mine' does not exist.",
                () -> stranger.backup().describeBackupVault(request -> request.backupVaultName("mine")));
        assertRefused(
                ResourceNotFoundException.class,
                () -> account.backup()
                        .describeBackupVault(request -> request.backupVaultName("mine")
                                .backupVaultAccountId(stranger.owner().account().value())));
        assertThat(account.backup()
                        .describeBackupVault(request -> request.backupVaultName("mine")
                                .backupVaultAccountId(account.owner().account().value()))
                        .backupVaultName())
                .isEqualTo("mine");
        assertRefused(
                InvalidParameterValueException.class,
                "BackupVaultAccountId must match ^[0-9]{12}$, was '12'",
                () -> account.backup()
                        .describeBackupVault(
                                request -> request.backupVaultName("mine").backupVaultAccountId("12")));
    }

    @Test
    void looksUpNamesByTheirCase() {
        create("Mixed");

        assertMissing("mixed");
        assertMissing("with.dot");
        assertRefused(
                InvalidParameterValueException.class,
                () -> account.backup().describeBackupVault(request -> request.backupVaultName("with space")));
    }

    private void assertMissing(String name) {
        var refused = assertRefused(
                ResourceNotFoundException.class,
                "Backup vault '" + name + "' does not exist.",
                () -> account.backup().describeBackupVault(request -> request.backupVaultName(name)));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertRefused(
                ResourceNotFoundException.class,
                () -> account.backup().deleteBackupVault(request -> request.backupVaultName(name)));
    }

    private CreateBackupVaultResponse create(String name) {
        return account.backup().createBackupVault(request -> request.backupVaultName(name));
    }

    private ListBackupVaultsResponse list() {
        return account.backup().listBackupVaults(request -> {});
    }
}
