package io.coldkeep.api.vault;

import io.coldkeep.api.wire.Members;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.vault.VaultDetails;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.EncryptionKeyType;
import software.amazon.awssdk.services.backup.model.VaultState;
import software.amazon.awssdk.services.backup.model.VaultType;

/** Vaults between the wire and the domain. */
final class VaultMapper {

    private static final Pattern KEY_ARN =
            Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-zA-Z0-9-]{1,256}");

    private VaultMapper() {}

    /** A key itself; an alias may come to mean another key, and is refused. */
    static Optional<Arn> encryptionKey(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(key -> Members.matching("EncryptionKeyArn", key, KEY_ARN))
                .map(key -> Members.arn("EncryptionKeyArn", key));
    }

    static BackupVaultListMember listed(VaultDetails details) {
        var vault = details.vault();
        var key = vault.encryptionKeyArn();
        return BackupVaultListMember.builder()
                .backupVaultName(vault.name().value())
                .backupVaultArn(vault.arn().toString())
                .vaultType(VaultType.BACKUP_VAULT)
                .vaultState(VaultState.AVAILABLE)
                .creationDate(vault.creationDate())
                .creatorRequestId(vault.creatorRequestId().orElse(null))
                .encryptionKeyArn(key.map(Arn::toString).orElse(null))
                .encryptionKeyType(key.map(arn -> EncryptionKeyType.CUSTOMER_MANAGED_KMS_KEY)
                        .orElse(null))
                .numberOfRecoveryPoints(details.numberOfRecoveryPoints())
                .locked(false)
                .build();
    }
}
