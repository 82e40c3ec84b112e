package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.arn.Arn;
import java.time.Instant;
import java.util.Optional;

/**
 * A file system that has recovery points, with the latest of them.
 *
 * @param lastBackupTime the creation date of the latest recovery point
 */
public record ProtectedResource(
        Arn resourceArn,
        Optional<String> resourceName,
        Instant lastBackupTime,
        Arn lastBackupVaultArn,
        Arn lastRecoveryPointArn) {}
