package io.coldkeep.domain.vault;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A container of recovery points.
 *
 * @param id stays the vault's own when a later one takes its name
 * @param creatorRequestId the token it was made with; the same again is the same request
 * @param encryptionKeyArn the key that its maker named
 */
public record Vault(
        Owner owner,
        UUID id,
        VaultName name,
        Instant creationDate,
        Optional<String> creatorRequestId,
        Optional<Arn> encryptionKeyArn) {

    public Arn arn() {
        return name.arn(owner);
    }
}
