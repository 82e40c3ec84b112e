package io.coldkeep.persistence.sql.vault;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultName;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@MappedEntity("vault")
record VaultRow(
        String account,
        String region,
        @Id UUID id,
        String name,
        Instant creationDate,
        @Nullable String creatorRequestId,
        @Nullable String encryptionKeyArn) {

    static VaultRow of(Vault vault) {
        return new VaultRow(
                vault.owner().account().value(),
                vault.owner().region().code(),
                vault.id(),
                vault.name().value(),
                vault.creationDate(),
                vault.creatorRequestId().orElse(null),
                vault.encryptionKeyArn().map(Arn::toString).orElse(null));
    }

    /** In the order of the components. */
    @Nullable
    Object[] values() {
        return new @Nullable Object[] {account, region, id, name, creationDate, creatorRequestId, encryptionKeyArn};
    }

    Vault toVault() {
        return new Vault(
                Owner.of(account, region),
                id,
                VaultName.of(name),
                creationDate,
                Optional.ofNullable(creatorRequestId),
                Optional.ofNullable(encryptionKeyArn).flatMap(Arn::parse));
    }
}
