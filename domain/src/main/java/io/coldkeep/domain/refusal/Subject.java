package io.coldkeep.domain.refusal;

/** What a refusal is about. */
public enum Subject {
    FILE_SYSTEM("File system"),
    BACKUP_POLICY("Backup policy"),
    BACKUP_VAULT("Backup vault"),
    VAULT_ACCESS_POLICY("Access policy of backup vault"),
    RECOVERY_POINT("Recovery point"),
    BACKUP_JOB("Backup job"),
    RESTORE_JOB("Restore job"),
    COPY_JOB("Copy job"),
    /** Of whichever kind. */
    JOB("Job"),
    BACKUP_PLAN("Backup plan"),
    BACKUP_PLAN_VERSION("Backup plan version"),
    BACKUP_PLAN_TEMPLATE("Backup plan template"),
    BACKUP_SELECTION("Backup selection"),
    PROTECTED_RESOURCE("Protected resource"),
    RESOURCE("Resource");

    private final String words;

    Subject(String words) {
        this.words = words;
    }

    /** The subject as it begins a sentence. */
    public String words() {
        return words;
    }
}
