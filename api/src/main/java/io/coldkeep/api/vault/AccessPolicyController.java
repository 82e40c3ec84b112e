package io.coldkeep.api.vault;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.AwsErrors;
import io.coldkeep.api.wire.AwsException;
import io.coldkeep.api.wire.AwsService;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.vault.VaultService;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultAccessPolicyRequest;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultAccessPolicyResponse;
import software.amazon.awssdk.services.backup.model.GetBackupVaultAccessPolicyRequest;
import software.amazon.awssdk.services.backup.model.GetBackupVaultAccessPolicyResponse;
import software.amazon.awssdk.services.backup.model.PutBackupVaultAccessPolicyRequest;
import software.amazon.awssdk.services.backup.model.PutBackupVaultAccessPolicyResponse;

/** The access policies of vaults. */
@WireController
final class AccessPolicyController {

    private static final String POLICY = "/backup-vaults/{backupVaultName}/access-policy";

    private final VaultService vaults;

    AccessPolicyController(VaultService vaults) {
        this.vaults = vaults;
    }

    @Put(POLICY)
    PutBackupVaultAccessPolicyResponse putBackupVaultAccessPolicy(
            @Wire PutBackupVaultAccessPolicyRequest request, Caller caller) {
        if (request.policy() == null) { // the model lets it be absent, the service does not
            throw new AwsException(AwsErrors.missing(AwsService.BACKUP, "Policy"));
        }
        vaults.putAccessPolicy(
                caller.requester(), VaultName.of(request.backupVaultName()), new PolicyText(request.policy()));
        return PutBackupVaultAccessPolicyResponse.builder().build();
    }

    @Get(POLICY)
    GetBackupVaultAccessPolicyResponse getBackupVaultAccessPolicy(
            @Wire GetBackupVaultAccessPolicyRequest request, Caller caller) {
        var name = VaultName.of(request.backupVaultName());
        var policy = vaults.accessPolicy(caller.requester(), name);
        return GetBackupVaultAccessPolicyResponse.builder()
                .backupVaultName(name.value())
                .backupVaultArn(name.arn(caller.owner()).toString())
                .policy(policy.json())
                .build();
    }

    @Delete(POLICY)
    DeleteBackupVaultAccessPolicyResponse deleteBackupVaultAccessPolicy(
            @Wire DeleteBackupVaultAccessPolicyRequest request, Caller caller) {
        vaults.deleteAccessPolicy(caller.requester(), VaultName.of(request.backupVaultName()));
        return DeleteBackupVaultAccessPolicyResponse.builder().build();
    }
}
