package io.coldkeep.domain.vault;

/** A vault and what it holds, exactly. */
public record VaultDetails(Vault vault, long numberOfRecoveryPoints) {}
