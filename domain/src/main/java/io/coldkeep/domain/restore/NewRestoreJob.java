package io.coldkeep.domain.restore;

import io.coldkeep.domain.content.RestoreSelection;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks of a restore.
 *
 * @param destination where the directory with the restored files is made
 * @param metadata as it was sent, kept and given back
 * @param idempotencyToken the same again is the same request
 */
public record NewRestoreJob(
        String recoveryPointArn,
        Destination destination,
        RestoreSelection selection,
        Map<String, String> metadata,
        Optional<String> iamRoleArn,
        Optional<String> idempotencyToken) {

    public NewRestoreJob {
        metadata = Map.copyOf(metadata);
    }
}
