package io.coldkeep.api.vault;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.CommonMembers;
import io.coldkeep.api.wire.Members;
import io.coldkeep.api.wire.Paging;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultDetails;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.vault.VaultService;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.backup.model.CreateBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.CreateBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.DescribeBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.DescribeBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsResponse;
import software.amazon.awssdk.services.backup.model.VaultType;

/** Vaults. */
@WireController
final class VaultController {

    private final VaultService vaults;
    private final Paging paging;

    VaultController(VaultService vaults, Paging paging) {
        this.vaults = vaults;
        this.paging = paging;
    }

    @Put("/backup-vaults/{backupVaultName}")
    CreateBackupVaultResponse createBackupVault(@Wire CreateBackupVaultRequest request, Caller caller) {
        var made = vaults.create(
                caller.owner(),
                VaultName.ofNew(request.backupVaultName()),
                Members.creatorRequestId(request.creatorRequestId()),
                VaultMapper.encryptionKey(request.encryptionKeyArn()),
                Tags.ofUser("BackupVaultTags", request.backupVaultTags()));
        return CreateBackupVaultResponse.builder()
                .backupVaultName(made.name().value())
                .backupVaultArn(made.arn().toString())
                .creationDate(made.creationDate())
                .build();
    }

    @Get("/backup-vaults/{backupVaultName}")
    DescribeBackupVaultResponse describeBackupVault(@Wire DescribeBackupVaultRequest request, Caller caller) {
        var name = VaultName.of(request.backupVaultName());
        if (Members.isOtherAccount(caller, "BackupVaultAccountId", request.backupVaultAccountId())) {
            throw new NotFound(Subject.BACKUP_VAULT, name.value());
        }
        var found = vaults.describe(caller.requester(), name);
        return CommonMembers.copy(VaultMapper.listed(found), DescribeBackupVaultResponse.builder())
                .build();
    }

    @Get("/backup-vaults")
    ListBackupVaultsResponse listBackupVaults(@Wire ListBackupVaultsRequest request, Caller caller) {
        var asked = paging.ofBackup(caller, request, request.maxResults(), request.nextToken());
        var page = matchesNone(request)
                ? new Page<VaultDetails>(List.of(), Optional.empty())
                : vaults.list(caller.owner(), asked);
        return ListBackupVaultsResponse.builder()
                .backupVaultList(page.items().stream().map(VaultMapper::listed).toList())
                .nextToken(paging.next(caller, request, page))
                .build();
    }

    /** All vaults here are plain ones, and none is another account's that shares it. */
    private static boolean matchesNone(ListBackupVaultsRequest request) {
        var type = Optional.ofNullable(request.byVaultTypeAsString())
                .map(word -> Members.oneOf("ByVaultType", word, VaultType.knownValues()));
        return type.filter(word -> !word.equals(VaultType.BACKUP_VAULT.toString()))
                        .isPresent()
                || Boolean.TRUE.equals(request.byShared());
    }

    @Delete("/backup-vaults/{backupVaultName}")
    DeleteBackupVaultResponse deleteBackupVault(@Wire DeleteBackupVaultRequest request, Caller caller) {
        vaults.delete(caller.requester(), VaultName.of(request.backupVaultName()));
        return DeleteBackupVaultResponse.builder().build();
    }
}
