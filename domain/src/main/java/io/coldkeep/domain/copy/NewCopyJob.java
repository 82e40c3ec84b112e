package io.coldkeep.domain.copy;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.vault.VaultName;
import java.util.Optional;

/**
 * What a client asks of a copy.
 *
 * @param idempotencyToken the same again is the same request
 * @param lifecycle of the copy; without one it has that of the original
 */
public record NewCopyJob(
        VaultName sourceVault,
        String recoveryPointArn,
        Arn destinationVault,
        String iamRoleArn,
        Optional<String> idempotencyToken,
        Optional<RequestedLifecycle> lifecycle) {}
