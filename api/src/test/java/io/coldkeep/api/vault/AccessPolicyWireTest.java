package io.coldkeep.api.vault;

import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.ServiceTest;
import io.coldkeep.domain.access.Governed;
import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.vault.Vault;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.Lifecycle;
import software.amazon.awssdk.services.backup.model.MissingParameterValueException;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;

class AccessPolicyWireTest extends ServiceTest {

    private static final String NAME = "nightly";
    private static final String AUTOMATIC = "aws/efs/automatic-backup-vault";

    private BackupClient backup;
    private RecoveryPoint point;
    private RecoveryPoint automaticPoint;

    @BeforeEach
    void makeVaults() {
        backup = account.backup();
        point = pointIn(vault(NAME, Optional.empty()));
        automaticPoint = pointIn(vault(AUTOMATIC, Optional.of(PolicyText.OF_AUTOMATIC_VAULT)));
    }

    private Vault vault(String name, Optional<PolicyText> policy) {
        var vault = aVault().owner(account.owner()).name(name).build();
        service.catalog.vaults().add(vault);
        service.catalog.vaults().replaceAccessPolicy(new Governed<>(vault, Optional.empty()), policy);
        return vault;
    }

    private static RecoveryPoint pointIn(Vault vault) {
        var point = aRecoveryPoint().in(vault).build();
        service.catalog.recoveryPoints().add(point);
        return point;
    }

    @Test
    void givesBackAPolicyAsItWasSent() {
        var policy = """
                {  "Statement":[{"Effect":"Deny", "Principal":{"AWS":"*"},
                   "Action":"backup:DeleteRecoveryPoint", "Resource":"*", "Sid":"\\u00e4\\/ö" }] }
                """;

        put(NAME, policy);

        var answer = backup.getBackupVaultAccessPolicy(request -> request.backupVaultName(NAME));
        assertThat(answer.policy()).isEqualTo(policy);
        assertThat(answer.backupVaultName()).isEqualTo(NAME);
        assertThat(answer.backupVaultArn())
                .isEqualTo("arn:aws:backup:eu-central-1:" + account.owner().account() + ":backup-vault:nightly");
    }

    @Test
    void saysThatThereIsNoneBeforeOneIsPutAndAfterItWasDeleted() {
        assertNone();
        put(NAME, denying("backup:DeleteRecoveryPoint"));

        backup.deleteBackupVaultAccessPolicy(request -> request.backupVaultName(NAME));
        backup.deleteBackupVaultAccessPolicy(request -> request.backupVaultName(NAME));

        assertNone();
    }

    private void assertNone() {
        assertRefused(
                ResourceNotFoundException.class,
                "Backup Vault arn:aws:backup:eu-central-1:" + account.owner().account()
                        + ":backup-vault:nightly has no associated POLICY",
                () -> backup.getBackupVaultAccessPolicy(request -> request.backupVaultName(NAME)));
    }

    @Test
    void knowsNoPolicyOfAVaultThatIsNotThere() {
        var message = "Backup vault 'nowhere' does not exist.";

        assertRefused(
                ResourceNotFoundException.class,
                message,
                () -> backup.getBackupVaultAccessPolicy(request -> request.backupVaultName("nowhere")));
        assertRefused(
                ResourceNotFoundException.class,
                message,
                () -> backup.deleteBackupVaultAccessPolicy(request -> request.backupVaultName("nowhere")));
        assertRefused(ResourceNotFoundException.class, message, () -> put("nowhere", denying("backup:*")));
    }

    @Test
    void refusesARequestWithoutAPolicy() {
        assertRefused(
                MissingParameterValueException.class,
                "Missing required parameter: Policy",
                () -> backup.putBackupVaultAccessPolicy(request -> request.backupVaultName(NAME)));
    }

    @Test
    void refusesWhatIsNoPolicyAndSaysWhere() {
        assertRefused(
                InvalidParameterValueException.class,
                "Policy.Statement[0].Action must name an action of AWS Backup, such as backup:DeleteRecoveryPoint,"
                        + " was 'backup:Delete'",
                () -> put(NAME, denying("backup:Delete")));
        assertRefused(
                InvalidParameterValueException.class,
                "Policy must be 1 to 20000 characters long, was 0",
                () -> put(NAME, ""));
    }

    @Test
    void refusesAPrincipalThatIsNone() {
        var refused = assertRefused(
                InvalidParameterValueException.class,
                () -> put(NAME, denying("backup:*").replace("{\"AWS\": \"*\"}", "{\"AWS\": \"nobody\"}")));

        assertThat(refused.awsErrorDetails().errorMessage()).contains("Provided principal is not valid");
    }

    @Test
    void refusesAPolicyThatIsOpenToEveryone() {
        assertRefused(
                InvalidParameterValueException.class,
                "The specified policy cannot be added to the vault due to cross-account sharing restrictions. Amend the"
                        + " policy or the vault's settings, then retry request",
                () -> put(NAME, denying("backup:*").replace("Deny", "Allow")));
    }

    @Test
    void letsAllThatIsOfTheAccountPassWithoutAnythingThatAllows() {
        put(NAME, denying("backup:StartCopyJob"));

        update(NAME, point);
        backup.describeBackupVault(request -> request.backupVaultName(NAME));
        backup.deleteRecoveryPoint(request ->
                request.backupVaultName(NAME).recoveryPointArn(point.arn().toString()));
    }

    @Test
    void deniesTheLifecycleOfAutomaticBackupsUntilAnotherPolicyIsPut() {
        var refused = assertDenied("UpdateRecoveryPointLifecycle", AUTOMATIC, () -> update(AUTOMATIC, automaticPoint));
        assertThat(refused.awsErrorDetails().errorMessage())
                .endsWith(". The service has made this vault, with a policy that denies this; to lift it, put a policy"
                        + " without the denial with PutBackupVaultAccessPolicy. With"
                        + " COLDKEEP_AUTOMATIC_VAULT_POLICY=none, vaults that the service makes from then on have no"
                        + " policy.");

        put(
                AUTOMATIC,
                PolicyText.OF_AUTOMATIC_VAULT.json().replaceAll(",\\s+\"backup:UpdateRecoveryPointLifecycle\"", ""));

        update(AUTOMATIC, automaticPoint);
        assertDenied(
                "DeleteRecoveryPoint",
                AUTOMATIC,
                () -> backup.deleteRecoveryPoint(request -> request.backupVaultName(AUTOMATIC)
                        .recoveryPointArn(automaticPoint.arn().toString())));
    }

    @Test
    void deniesWhatElseThePolicyOfAutomaticBackupsNames() {
        assertDenied(
                "DeleteBackupVaultAccessPolicy",
                AUTOMATIC,
                () -> backup.deleteBackupVaultAccessPolicy(request -> request.backupVaultName(AUTOMATIC)));
        assertDenied(
                "StartRestoreJob",
                AUTOMATIC,
                () -> backup.startRestoreJob(
                        request -> request.recoveryPointArn(automaticPoint.arn().toString())
                                .iamRoleArn("arn:aws:iam::123456789012:role/x")
                                .metadata(Map.of("file-system-id", "fs-0123456789abcdef0", "newFileSystem", "false"))));
        var kept = assertRefused(
                BackupException.class, () -> backup.deleteBackupVault(request -> request.backupVaultName(AUTOMATIC)));
        assertThat(kept.awsErrorDetails().errorMessage()).contains("is made by the service and cannot be deleted");
    }

    static Stream<String> operations() {
        return OPERATIONS.keySet().stream();
    }

    private interface Call {
        void of(BackupClient backup, String vault, String point);
    }

    private static final Map<String, Call> OPERATIONS = Map.of(
            "DescribeBackupVault",
            (backup, vault, point) -> backup.describeBackupVault(request -> request.backupVaultName(vault)),
            "DeleteBackupVault",
            (backup, vault, point) -> backup.deleteBackupVault(request -> request.backupVaultName(vault)),
            "PutBackupVaultAccessPolicy",
            (backup, vault, point) -> backup.putBackupVaultAccessPolicy(
                    request -> request.backupVaultName(vault).policy("none")),
            "GetBackupVaultAccessPolicy",
            (backup, vault, point) -> backup.getBackupVaultAccessPolicy(request -> request.backupVaultName(vault)),
            "DeleteBackupVaultAccessPolicy",
            (backup, vault, point) -> backup.deleteBackupVaultAccessPolicy(request -> request.backupVaultName(vault)),
            "ListRecoveryPointsByBackupVault",
            (backup, vault, point) -> backup.listRecoveryPointsByBackupVault(
                    request -> request.backupVaultName(vault).byResourceType("S3")),
            "ListProtectedResourcesByBackupVault",
            (backup, vault, point) ->
                    backup.listProtectedResourcesByBackupVault(request -> request.backupVaultName(vault)),
            "DescribeRecoveryPoint",
            (backup, vault, point) -> backup.describeRecoveryPoint(
                    request -> request.backupVaultName(vault).recoveryPointArn(point)),
            "GetRecoveryPointRestoreMetadata",
            (backup, vault, point) -> backup.getRecoveryPointRestoreMetadata(
                    request -> request.backupVaultName(vault).recoveryPointArn(point)),
            "ListTags",
            (backup, vault, point) -> backup.listTags(request -> request.resourceArn(point)));

    @ParameterizedTest
    @MethodSource("operations")
    void deniesEachOperationThatConcernsAVault(String operation) {
        put(NAME, denying("backup:" + operation));

        assertDenied(
                operation,
                NAME,
                () -> OPERATIONS.get(operation).of(backup, NAME, point.arn().toString()));
    }

    @Test
    void deniesBeforeItSaysWhetherThereIsSuchARecoveryPoint() {
        put(NAME, denying("backup:*RecoveryPoint*"));

        assertDenied(
                "DescribeRecoveryPoint",
                NAME,
                () -> backup.describeRecoveryPoint(request -> request.backupVaultName(NAME)
                        .recoveryPointArn(automaticPoint.arn().toString())));
    }

    private void put(String vault, String policy) {
        backup.putBackupVaultAccessPolicy(
                request -> request.backupVaultName(vault).policy(policy));
    }

    private void update(String vault, RecoveryPoint changed) {
        backup.updateRecoveryPointLifecycle(request -> request.backupVaultName(vault)
                .recoveryPointArn(changed.arn().toString())
                .lifecycle(Lifecycle.builder().deleteAfterDays(100L).build()));
    }

    private BackupException assertDenied(String operation, String vault, ThrowingCallable call) {
        var refused = assertRefused(BackupException.class, call);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
        assertThat(refused.awsErrorDetails().errorMessage())
                .startsWith("User: arn:aws:iam::%s:root is not authorized to perform: backup:%s on resource: %s"
                        .formatted(
                                account.owner().account(),
                                operation,
                                account.owner().arn("backup", "backup-vault:" + vault)))
                .contains(" with an explicit deny in a resource-based policy");
        return refused;
    }

    private static String denying(String action) {
        return """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "%s", "Resource": "*"}]}""".formatted(action);
    }
}
