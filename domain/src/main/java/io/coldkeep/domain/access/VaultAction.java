package io.coldkeep.domain.access;

/** What the access policy of a vault decides about. */
public enum VaultAction {
    DESCRIBE_BACKUP_VAULT("DescribeBackupVault"),
    DELETE_BACKUP_VAULT("DeleteBackupVault"),
    PUT_BACKUP_VAULT_ACCESS_POLICY("PutBackupVaultAccessPolicy"),
    GET_BACKUP_VAULT_ACCESS_POLICY("GetBackupVaultAccessPolicy"),
    DELETE_BACKUP_VAULT_ACCESS_POLICY("DeleteBackupVaultAccessPolicy"),
    LIST_RECOVERY_POINTS_BY_BACKUP_VAULT("ListRecoveryPointsByBackupVault"),
    LIST_PROTECTED_RESOURCES_BY_BACKUP_VAULT("ListProtectedResourcesByBackupVault"),
    DESCRIBE_RECOVERY_POINT("DescribeRecoveryPoint"),
    GET_RECOVERY_POINT_RESTORE_METADATA("GetRecoveryPointRestoreMetadata"),
    DELETE_RECOVERY_POINT("DeleteRecoveryPoint"),
    UPDATE_RECOVERY_POINT_LIFECYCLE("UpdateRecoveryPointLifecycle"),
    START_BACKUP_JOB("StartBackupJob"),
    START_RESTORE_JOB("StartRestoreJob"),
    START_COPY_JOB("StartCopyJob"),
    /** A copy leaves the vault. */
    COPY_FROM_BACKUP_VAULT("CopyFromBackupVault"),
    /** A copy comes into the vault. */
    COPY_INTO_BACKUP_VAULT("CopyIntoBackupVault"),
    LIST_TAGS("ListTags"),
    TAG_RESOURCE("TagResource"),
    UNTAG_RESOURCE("UntagResource");

    private final String text;

    VaultAction(String name) {
        this.text = "backup:" + name;
    }

    /** As policies and error messages spell it: {@code backup:DeleteBackupVault}. */
    @Override
    public String toString() {
        return text;
    }
}
