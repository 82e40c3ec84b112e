package io.coldkeep.domain.access;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;

/** An access policy as its author wrote it, a JSON document; it is given back like that. */
public record PolicyText(String json) {

    public static final int MAX_LENGTH = 20_000;

    /**
     * What AWS gives the vault of automatic backups: nobody deletes, changes, copies or restores what is in it before
     * somebody has put another policy, which it does not deny.
     */
    public static final PolicyText OF_AUTOMATIC_VAULT = new PolicyText("""
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Deny",
                  "Principal": {
                    "AWS": "*"
                  },
                  "Action": [
                    "backup:DeleteBackupVault",
                    "backup:DeleteBackupVaultAccessPolicy",
                    "backup:DeleteRecoveryPoint",
                    "backup:StartCopyJob",
                    "backup:StartRestoreJob",
                    "backup:UpdateRecoveryPointLifecycle"
                  ],
                  "Resource": "*"
                }
              ]
            }""");

    /** @throws RuleBroken when it is empty or too long */
    public PolicyText {
        if (json.isEmpty() || json.length() > MAX_LENGTH) {
            throw new RuleBroken(new InvalidValue(
                    "Policy", "must be 1 to " + MAX_LENGTH + " characters long, was " + json.length()));
        }
    }

    @Override
    public String toString() {
        return json;
    }
}
